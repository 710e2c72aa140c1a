/** Routes of the explorer: counts to filter by, filtered images, mask trees, statistics, flags. */

import { ask } from "./http";
import type { ImageOut } from "./wire";

/** A value that masks have, and how many; of bins: how many images. Words have no id. */
export interface Facet {
  readonly id: number | null;
  readonly name: string;
  readonly count: number;
}

export interface Facets {
  readonly images: number;
  readonly masks: number;
  readonly bins: readonly Facet[];
  readonly stages: readonly Facet[];
  readonly categories: readonly Facet[];
  readonly accounts: readonly Facet[];
  readonly models: readonly Facet[];
}

export interface FoundImage extends ImageOut {
  readonly masks: number;
}

export interface FoundPage {
  readonly total: number;
  readonly images: readonly FoundImage[];
}

/** A mask, and the smallest one that holds it. */
export interface TreeNode {
  readonly mask_id: string;
  readonly parent_id: string | null;
}

/** As `anymask data stats` has it; shares are counted in equal steps from 0 to 1. */
export interface Numbers {
  readonly images: number;
  readonly masks: number;
  readonly masks_per_image: readonly number[];
  readonly relative_sizes: readonly number[];
  readonly concavities: readonly number[];
  readonly centres: readonly (readonly number[])[];
}

/** Shapes and places are those of a sample of the masks. */
export interface Statistics {
  readonly numbers: Numbers;
  readonly sampled_images: number;
  readonly sampled_masks: number;
}

export function explore(project: string) {
  const at = `/projects/${encodeURIComponent(project)}`;
  const of = (imageId: string | number) => `${at}/images/${encodeURIComponent(imageId)}`;
  return {
    /** `filters` is a query as `writeFilters` makes it. */
    images: (filters: string, offset: number, limit: number, signal: AbortSignal) =>
      ask<FoundPage>("GET", `${at}/images?${joined(filters, offset, limit)}`, { signal }),
    facets: () => ask<Facets>("GET", `${at}/explore`),
    tree: (imageId: number) => ask<TreeNode[]>("GET", `${of(imageId)}/tree`),
    statistics: () => ask<Statistics>("GET", `${at}/statistics`),
  };
}

export type Explore = ReturnType<typeof explore>;

function joined(filters: string, offset: number, limit: number): string {
  const page = `offset=${offset.toString()}&limit=${limit.toString()}`;
  return filters === "" ? page : `${filters}&${page}`;
}
