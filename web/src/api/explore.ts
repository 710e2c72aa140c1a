/** Routes of the explorer: counts to filter by, filtered images, mask trees, statistics, flags. */

import { ask } from "./http";
import type { BranchOut, FacetsOut, ImagePage, StatisticsOut } from "./wire";

export function explore(project: string) {
  const at = `/projects/${encodeURIComponent(project)}`;
  const of = (imageId: string | number) => `${at}/images/${encodeURIComponent(imageId)}`;
  return {
    /** `filters` is a query as `writeFilters` makes it. */
    images: (filters: string, offset: number, limit: number, signal: AbortSignal) =>
      ask<ImagePage>("GET", `${at}/images?${joined(filters, offset, limit)}`, { signal }),
    facets: () => ask<FacetsOut>("GET", `${at}/explore`),
    tree: (imageId: number) => ask<BranchOut[]>("GET", `${of(imageId)}/tree`),
    statistics: () => ask<StatisticsOut>("GET", `${at}/statistics`),
  };
}

export type Explore = ReturnType<typeof explore>;

function joined(filters: string, offset: number, limit: number): string {
  const page = `offset=${offset.toString()}&limit=${limit.toString()}`;
  return filters === "" ? page : `${filters}&${page}`;
}
