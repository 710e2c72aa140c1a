/** Loads the code of a page when it is first shown; the room of the page is reserved meanwhile. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { Route } from "../../router";
import { Broken } from "./Boundary";
import { NotFound } from "./NotFound";

export type PageProps = { params: Record<string, string> };
type PageModule = { default: ComponentType<PageProps> };

/** Every folder of pages/ that has a page.tsx. */
const MODULES = import.meta.glob<PageModule>("../*/page.tsx");

/** What was loaded once is shown at once. */
const known = new Map<string, ComponentType<PageProps>>();

type Loaded = { state: "loading" } | { state: "ready" } | { state: "failed"; error: unknown };

export function Lazy(props: { route: Route; path: string }) {
  const { page, params } = props.route;
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  const load = MODULES[`../${page}/page.tsx`];
  useEffect(() => {
    let wanted = true;
    if (known.has(page)) return;
    load?.().then(
      (module) => {
        known.set(page, module.default);
        if (wanted) setLoaded({ state: "ready" });
      },
      (error: unknown) => wanted && setLoaded({ state: "failed", error }),
    );
    return () => {
      wanted = false;
    };
  }, [load, page, attempt]);

  if (!load) return <NotFound path={props.path} />;
  const Page = known.get(page);
  if (Page) return <Page params={params} />;
  if (loaded.state === "failed")
    return <Broken error={loaded.error} again={() => setAttempt(attempt + 1)} />;
  return <div class="page-loading" role="status" aria-label="Loading" />;
}
