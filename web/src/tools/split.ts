/**
 * Splitting a mask in two or more: by a lasso around a part, or by a cut along a line. No pixel is
 * lost: those under the cut go to a part that they touch.
 */

import { emptyBitmap } from "../geometry/bitmap";
import { paintStroke } from "../geometry/paint";
import type { ImagePoint } from "../geometry/points";
import { fillRings, type Ring } from "../geometry/polygon";
import { regionsOf } from "../geometry/regions";
import { intersectRuns, subtractRuns, unionRuns } from "../geometry/run_sets";
import { type Runs, runsHold, runsOf, withoutPairs } from "../geometry/runs";
import { imagePoint } from "../geometry/points";

/** Covers each pixel that the line touches, so that not even corners connect across it. */
const CUT_RADIUS = 0.75;

/** The parts of a mask inside and outside a lasso; one part if the other is empty. */
export function splitByLasso(mask: Runs, lasso: Ring): Runs[] {
  const inside = runsOf(fillRings([lasso], mask.size));
  const parts = [intersectRuns(mask, inside), subtractRuns(mask, inside)];
  return parts.filter((part) => part.bounds.length > 0);
}

/** The parts into which a line cuts a mask, largest piece of the image first; one if it does not. */
export function cutAlong(mask: Runs, line: readonly ImagePoint[]): Runs[] {
  const cut = runsOf(paintStroke(emptyBitmap(mask.size), line, CUT_RADIUS, 1));
  const parts = regionsOf(subtractRuns(mask, cut));
  if (parts.length <= regionsOf(mask).length) return [mask];
  const shares = shareOut(positionsOf(intersectRuns(mask, cut)), parts);
  return parts.map((part, i) => unionRuns([part, pixels(shares[i] ?? [], mask)], mask.size));
}

/** For each part the positions that touch it, directly or through others of its positions. */
function shareOut(positions: number[], parts: readonly Runs[]): number[][] {
  const shares: number[][] = parts.map(() => []);
  const owners = new Map<number, number>();
  let open = positions;
  while (open.length > 0) {
    const found: [position: number, owner: number][] = [];
    for (const position of open) {
      const owner = neighbouringOwner(position, parts, owners);
      if (owner >= 0) found.push([position, owner]);
    }
    // What touches no part at all goes to the first.
    if (found.length === 0)
      found.push(...open.map((position) => [position, 0] as [number, number]));
    for (const [position, owner] of found) {
      owners.set(position, owner);
      shares[owner]?.push(position);
    }
    open = open.filter((position) => !owners.has(position));
  }
  return shares;
}

function neighbouringOwner(
  position: number,
  parts: readonly Runs[],
  owners: ReadonlyMap<number, number>,
): number {
  const height = parts[0]?.size.height ?? 1;
  const [x, y] = [Math.floor(position / height), position % height];
  for (const [dx, dy] of NEIGHBOURS) {
    const point = imagePoint(x + dx + 0.5, y + dy + 0.5);
    const owner = parts.findIndex((part) => runsHold(part, point));
    if (owner >= 0) return owner;
    const near =
      y + dy >= 0 && y + dy < height ? owners.get(position + dx * height + dy) : undefined;
    if (near !== undefined) return near;
  }
  return -1;
}

const NEIGHBOURS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [-1, -1],
  [1, 1],
  [-1, 1],
  [1, -1],
] as const;

function positionsOf(mask: Runs): number[] {
  const positions: number[] = [];
  for (let i = 0; i < mask.bounds.length; i += 2) {
    const end = mask.bounds[i + 1] as number;
    for (let position = mask.bounds[i] as number; position < end; position++)
      positions.push(position);
  }
  return positions;
}

function pixels(positions: readonly number[], like: Runs): Runs {
  const sorted = Int32Array.from(positions).sort();
  const bounds = new Int32Array(2 * sorted.length);
  sorted.forEach((position, i) => bounds.set([position, position + 1], 2 * i));
  return { size: like.size, bounds: withoutPairs(bounds) };
}
