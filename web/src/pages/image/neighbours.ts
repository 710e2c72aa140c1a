/** The images before and after this one, among those that the explorer had found. */

import { useEffect, useState } from "preact/hooks";

import { explore } from "../../api/explore";
import { toPath } from "../../router";
import { readFilters, writeFilters } from "../explore/filters";

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
  /** For example "12 of 340". */
  readonly position: string;
}

const NONE: Neighbours = { previous: null, next: null, position: "" };

/** Addresses of the neighbours; none where the page was not opened from the explorer. */
export function useNeighbours(project: string, search: string): Neighbours {
  const [found, setFound] = useState(NONE);
  useEffect(() => {
    const at = Number(new URLSearchParams(search).get("at") ?? NaN);
    if (!Number.isInteger(at) || at < 0) {
      setFound(NONE);
      return;
    }
    const stop = new AbortController();
    const query = writeFilters(readFilters(search));
    const offset = Math.max(0, at - 1);
    explore(project)
      .images(query, offset, 3, stop.signal)
      .then((page) => {
        const address = (index: number) => {
          const image = page.images[index - offset];
          if (index < 0 || !image) return null;
          const path = toPath("/p/:project/images/:id", { project, id: String(image.id) });
          return `${path}?${[query, `at=${index}`].filter(Boolean).join("&")}`;
        };
        const position = `${at + 1} of ${page.total.toLocaleString("en")}`;
        setFound({ previous: address(at - 1), next: address(at + 1), position });
      })
      .catch(() => undefined);
    return () => stop.abort();
  }, [project, search]);
  return found;
}
