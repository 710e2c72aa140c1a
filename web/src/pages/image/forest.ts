/** The masks of an image as a forest: each below the smallest one that holds it. Pure. */

import type { BranchOut } from "../../api/wire";

export interface Branch<Item> {
  readonly item: Item;
  /** 0: no mask holds it. */
  readonly depth: number;
  readonly children: readonly Branch<Item>[];
}

interface Sized {
  readonly id: string;
  readonly area: number;
}

const LEVELS = ["whole", "part", "subpart"] as const;

/** "whole", "part" or "subpart", as the paper calls the three levels. */
export function levelName(depth: number): string {
  return LEVELS[Math.min(depth, LEVELS.length - 1)] ?? "whole";
}

/** The forest, larger masks first; who has no parent among the masks is a root. */
export function forestOf<Item extends Sized>(
  masks: readonly Item[],
  nodes: readonly BranchOut[],
): Branch<Item>[] {
  const parents = new Map(nodes.map((node) => [node.mask_id, node.parent_id]));
  const present = new Set(masks.map((mask) => mask.id));
  const below = new Map<string | null, Item[]>();
  for (const mask of masks) {
    const parent = parents.get(mask.id) ?? null;
    const key = parent !== null && present.has(parent) && parent !== mask.id ? parent : null;
    below.set(key, [...(below.get(key) ?? []), mask]);
  }
  const grow = (parent: string | null, depth: number): Branch<Item>[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => b.area - a.area)
      .map((item) => ({ item, depth, children: grow(item.id, depth + 1) }));
  return grow(null, 0);
}

/** The rows of a forest from the top, without what is below closed branches. */
export function rowsOf<Item extends Sized>(
  forest: readonly Branch<Item>[],
  closed: ReadonlySet<string>,
): Branch<Item>[] {
  return forest.flatMap((branch) => [
    branch,
    ...(closed.has(branch.item.id) ? [] : rowsOf(branch.children, closed)),
  ]);
}

/** The id of the branch that holds a mask, or null. */
export function parentOf<Item extends Sized>(
  rows: readonly Branch<Item>[],
  id: string,
): string | null {
  return rows.find((row) => row.children.some((child) => child.item.id === id))?.item.id ?? null;
}
