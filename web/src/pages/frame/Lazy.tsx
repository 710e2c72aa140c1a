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

type Loaded =
  | { state: "loading" }
  | { state: "ready"; Page: ComponentType<PageProps>; page: string }
  | { state: "failed"; error: unknown };

export function Lazy(props: { route: Route; path: string }) {
  const { page, params } = props.route;
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  const load = MODULES[`../${page}/page.tsx`];
  useEffect(() => {
    let wanted = true;
    load?.().then(
      (module) => wanted && setLoaded({ state: "ready", Page: module.default, page }),
      (error: unknown) => wanted && setLoaded({ state: "failed", error }),
    );
    return () => {
      wanted = false;
    };
  }, [load, page, attempt]);

  if (!load) return <NotFound path={props.path} />;
  if (loaded.state === "failed")
    return <Broken error={loaded.error} again={() => setAttempt(attempt + 1)} />;
  if (loaded.state === "loading" || loaded.page !== page)
    return <div class="page-loading" role="status" aria-label="Loading" />;
  return <loaded.Page params={params} />;
}
