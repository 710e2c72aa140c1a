/**
 * Runs: a mask as the starts and ends of its runs, column by column, as in COCO and SA-1B. It is
 * small whatever the image's size, so masks are kept, shown and hit-tested in this form.
 */

import type { Bitmap } from "./bitmap";
import { boxOf } from "./bitmap";
import type { ImageBox, ImagePoint, Size } from "./points";
import { rowChanges } from "./row_changes";

/**
 * `bounds` holds start and end of each run in turn, half-open and strictly increasing; the pixel
 * (x, y) lies at x * height + y.
 */
export interface Runs {
  readonly size: Size;
  readonly bounds: Int32Array;
}

/** The runs of a bitmap: where rows differ from those above, sorted by column. */
export function runsOf(bitmap: Bitmap): Runs {
  const { width, height } = bitmap;
  const size = { width, height };
  const box = boxOf(bitmap);
  if (!box) return { size, bounds: new Int32Array(0) };
  const changes = rowChanges(bitmap, box);
  const [left, , right] = box;

  // Counting sort: within a column the changes are already in order.
  const places = new Int32Array(right - left + 1);
  for (let i = 0; i < changes.length; i++) {
    const column = ((changes[i] as number) % width) - left + 1;
    places[column] = (places[column] as number) + 1;
  }
  for (let i = 1; i < places.length; i++) {
    places[i] = (places[i] as number) + (places[i - 1] as number);
  }
  const bounds = new Int32Array(changes.length);
  for (let i = 0; i < changes.length; i++) {
    const x = (changes[i] as number) % width;
    const place = places[x - left] as number;
    bounds[place] = x * height + ((changes[i] as number) - x) / width;
    places[x - left] = place + 1;
  }
  return { size, bounds: withoutPairs(bounds) };
}

/** The bitmap of runs: their ends are marked, then carried down row by row. */
export function bitmapOf(runs: Runs): Bitmap {
  const { width, height } = runs.size;
  const data = new Uint8Array(width * height);
  const box = runsBox(runs);
  if (!box) return { width, height, data };
  for (let i = 0; i < runs.bounds.length; i += 2) {
    markRun(data, runs.size, runs.bounds[i] as number, runs.bounds[i + 1] as number);
  }
  const [left, top, right, bottom] = box;
  // One row further, where the last runs' ends are marked.
  for (let y = top + 1; y <= bottom && y < height; y++) {
    const end = y * width + right;
    for (let i = y * width + left; i < end; i++) {
      data[i] = (data[i] as number) ^ (data[i - width] as number);
    }
  }
  return { width, height, data };
}

/** How many pixels the mask has. */
export function runsArea(runs: Runs): number {
  let sum = 0;
  for (let i = 0; i < runs.bounds.length; i += 2) {
    sum += (runs.bounds[i + 1] as number) - (runs.bounds[i] as number);
  }
  return sum;
}

/** The box around the mask in image pixels, half-open; null for an empty mask. */
export function runsBox(runs: Runs): ImageBox | null {
  const { bounds, size } = runs;
  if (bounds.length === 0) return null;
  const { height } = size;
  const left = Math.floor((bounds[0] as number) / height);
  const right = Math.floor(((bounds[bounds.length - 1] as number) - 1) / height) + 1;
  let [top, bottom] = [height, 0];
  for (let i = 0; i < bounds.length; i += 2) {
    const [start, last] = [bounds[i] as number, (bounds[i + 1] as number) - 1];
    const whole = Math.floor(start / height) !== Math.floor(last / height);
    top = whole ? 0 : Math.min(top, start % height);
    bottom = whole ? height : Math.max(bottom, (last % height) + 1);
  }
  return [left, top, right, bottom] as unknown as ImageBox;
}

/** Whether a point lies in the mask; O(log runs). */
export function runsHold(runs: Runs, point: ImagePoint): boolean {
  const { width, height } = runs.size;
  const [x, y] = [Math.floor(point[0]), Math.floor(point[1])];
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return firstAbove(runs.bounds, x * height + y) % 2 === 1;
}

/** Index of the first bound above a position: odd where the position is in the mask. */
export function firstAbove(bounds: Int32Array, position: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sorted bounds without those that occur twice: one run ends where the next begins. */
export function withoutPairs(bounds: Int32Array): Int32Array {
  let kept = 0;
  for (let i = 0; i < bounds.length; i++) {
    const bound = bounds[i] as number;
    if (kept > 0 && bounds[kept - 1] === bound) kept--;
    else bounds[kept++] = bound;
  }
  return kept === bounds.length ? bounds : bounds.slice(0, kept);
}

/** Toggles the first pixel of a run and the one below its last, in each column that it crosses. */
function markRun(data: Uint8Array, size: Size, start: number, end: number): void {
  const { width, height } = size;
  for (let from = start; from < end;) {
    const x = Math.floor(from / height);
    const to = Math.min(end, (x + 1) * height);
    const first = (from - x * height) * width + x;
    data[first] = (data[first] as number) ^ 1;
    const after = (to - x * height) * width + x;
    if (to < (x + 1) * height) data[after] = (data[after] as number) ^ 1;
    from = to;
  }
}
