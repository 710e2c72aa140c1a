/** Sets of masks in run-length form: one walk over both masks' runs, whatever the image's size. */

import type { Size } from "./points";
import { firstAbove, type Runs } from "./runs";

/** A mask without a pixel. */
export function emptyRuns(size: Size): Runs {
  return { size, bounds: new Int32Array(0) };
}

/** The pixels of any of the masks. */
export function unionRuns(masks: readonly Runs[], size: Size): Runs {
  // Two by two, so that each run is walked over only log(masks) times.
  let level = [...masks];
  while (level.length > 1) {
    const next: Runs[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [a, b] = [level[i] as Runs, level[i + 1]];
      next.push(b ? combine(a, b, (inA, inB) => inA || inB) : a);
    }
    level = next;
  }
  return level[0] ?? emptyRuns(size);
}

/** The pixels of both masks. */
export function intersectRuns(a: Runs, b: Runs): Runs {
  return combine(a, b, (inA, inB) => inA && inB);
}

/** The pixels of `a` that are not in `b`. */
export function subtractRuns(a: Runs, b: Runs): Runs {
  return combine(a, b, (inA, inB) => inA && !inB);
}

/** The pixels that are not in the mask. */
export function invertRuns(mask: Runs): Runs {
  const { width, height } = mask.size;
  const whole = { size: mask.size, bounds: Int32Array.of(0, width * height) };
  return subtractRuns(whole, mask);
}

/** Whether two masks share a pixel. */
export function runsMeet(a: Runs, b: Runs): boolean {
  const [few, many] = a.bounds.length <= b.bounds.length ? [a, b] : [b, a];
  for (let i = 0; i < few.bounds.length; i += 2) {
    const at = firstAbove(many.bounds, few.bounds[i] as number);
    const inside = at % 2 === 1;
    const later = at < many.bounds.length && (many.bounds[at] as number);
    if (inside || (later !== false && later < (few.bounds[i + 1] as number))) return true;
  }
  return false;
}

function combine(a: Runs, b: Runs, rule: (inA: boolean, inB: boolean) => boolean): Runs {
  requireOneSize(a, b);
  const bounds = new Int32Array(a.bounds.length + b.bounds.length);
  let [i, j, count, inside] = [0, 0, 0, false];
  while (i < a.bounds.length || j < b.bounds.length) {
    const nextA = i < a.bounds.length ? (a.bounds[i] as number) : Infinity;
    const nextB = j < b.bounds.length ? (b.bounds[j] as number) : Infinity;
    if (nextA <= nextB) i++;
    if (nextB <= nextA) j++;
    const now = rule(i % 2 === 1, j % 2 === 1);
    if (now !== inside) bounds[count++] = Math.min(nextA, nextB);
    inside = now;
  }
  return { size: a.size, bounds: bounds.slice(0, count) };
}

function requireOneSize(a: Runs, b: Runs): void {
  if (a.size.width === b.size.width && a.size.height === b.size.height) return;
  throw new RangeError(
    `masks of ${a.size.width} x ${a.size.height} and ${b.size.width} x ${b.size.height} pixels ` +
      "do not belong to one image; combine masks of one image only",
  );
}
