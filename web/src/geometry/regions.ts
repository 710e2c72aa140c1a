/**
 * Connected regions of a mask, found among its runs: pieces of neighbouring columns that touch are
 * joined. Pixels that touch at a corner are connected, as in the Python package.
 */

import type { Bitmap } from "./bitmap";
import { bitmapOf, type Runs, runsArea, runsBox, runsOf, withoutPairs } from "./runs";
import { invertRuns, unionRuns } from "./run_sets";

/** Runs cut at the ends of columns: piece i covers rows top[i] ... bottom[i] - 1 of column x[i]. */
interface Pieces {
  readonly x: Int32Array;
  readonly top: Int32Array;
  readonly bottom: Int32Array;
}

/** The connected regions of a mask, in the order of their first pixel, column by column. */
export function regionsOf(mask: Runs): Runs[] {
  const pieces = cutAtColumns(mask);
  const roots = joinNeighbours(pieces);
  const regions = new Map<number, number[]>();
  for (let i = 0; i < roots.length; i++) {
    const root = rootOf(roots, i);
    const bounds = regions.get(root) ?? [];
    const start = (pieces.x[i] as number) * mask.size.height;
    bounds.push(start + (pieces.top[i] as number), start + (pieces.bottom[i] as number));
    regions.set(root, bounds);
  }
  return [...regions.values()].map((bounds) => ({
    size: mask.size,
    bounds: withoutPairs(Int32Array.from(bounds)),
  }));
}

/** The connected regions of a bitmap, each as a bitmap of the same size. */
export function components(bitmap: Bitmap): Bitmap[] {
  return regionsOf(runsOf(bitmap)).map(bitmapOf);
}

/** The mask with its holes filled: background that does not reach the border, up to an area. */
export function fillHolesOf(mask: Runs, mostArea = Infinity): Runs {
  const { width, height } = mask.size;
  const holes = regionsOf(invertRuns(mask)).filter((region) => {
    const box = runsBox(region);
    const within = box && box[0] > 0 && box[1] > 0 && box[2] < width && box[3] < height;
    return within && runsArea(region) <= mostArea;
  });
  return holes.length > 0 ? unionRuns([mask, ...holes], mask.size) : mask;
}

/** The bitmap with its holes filled, see `fillHolesOf`. */
export function fillHoles(bitmap: Bitmap, mostArea = Infinity): Bitmap {
  return bitmapOf(fillHolesOf(runsOf(bitmap), mostArea));
}

/** The mask without regions smaller than an area; the largest stays if all are. */
export function dropIslands(mask: Runs, leastArea: number): Runs {
  const regions = regionsOf(mask);
  const large = regions.filter((region) => runsArea(region) >= leastArea);
  if (large.length === regions.length) return mask;
  const [first, ...rest] = regions;
  if (large.length > 0 || !first) return unionRuns(large, mask.size);
  return rest.reduce((best, region) => (runsArea(region) > runsArea(best) ? region : best), first);
}

function cutAtColumns(mask: Runs): Pieces {
  const { height } = mask.size;
  const [x, top, bottom]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < mask.bounds.length; i += 2) {
    const end = mask.bounds[i + 1] as number;
    for (let from = mask.bounds[i] as number; from < end;) {
      const column = Math.floor(from / height);
      const to = Math.min(end, (column + 1) * height);
      x.push(column);
      top.push(from - column * height);
      bottom.push(to - column * height);
      from = to;
    }
  }
  return { x: Int32Array.from(x), top: Int32Array.from(top), bottom: Int32Array.from(bottom) };
}

/** For each piece another one of its region, or itself; `rootOf` follows them. */
function joinNeighbours(pieces: Pieces): Int32Array {
  const { x, top, bottom } = pieces;
  const roots = Int32Array.from(x.keys());
  let left = 0;
  for (let i = 0; i < x.length; i++) {
    // Pieces of the column to the left that end above this one are above all that follow, too.
    const [column, from, to] = [x[i] as number, top[i] as number, bottom[i] as number];
    while (
      (x[left] as number) < column - 1 ||
      ((x[left] as number) === column - 1 && (bottom[left] as number) < from)
    ) {
      left++;
    }
    for (let j = left; x[j] === column - 1 && (top[j] as number) <= to; j++) join(roots, i, j);
  }
  return roots;
}

function join(roots: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [rootOf(roots, a), rootOf(roots, b)];
  roots[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
}

function rootOf(roots: Int32Array, index: number): number {
  let root = index;
  while (roots[root] !== root) root = roots[root] as number;
  for (let i = index; roots[i] !== root;) {
    const next = roots[i] as number;
    roots[i] = root;
    i = next;
  }
  return root;
}
