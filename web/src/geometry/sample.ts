/**
 * Sampling masks at display pixels: what a part of a mask looks like at some scale, read from its
 * runs or its bitmap without ever making it at full size.
 */

import type { Bitmap } from "./bitmap";
import type { Size } from "./points";
import { firstAbove, type Runs } from "./runs";

/** A rectangle of display pixels; (x, y) its corner, `scale` display pixels per image pixel. */
export interface SampleWindow extends Size {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/**
 * Sets `into` (row by row, zeroed before) to 1 where the image pixel under a display pixel's
 * centre is in the mask. A run that is thinner than a display pixel still shows as one.
 */
export function sampleRuns(runs: Runs, window: SampleWindow, into: Uint8Array): void {
  const { bounds, size } = runs;
  const { scale, width, height } = window;
  const [start, end] = columnsOf(runs, window);
  for (let column = start; column < end; column++) {
    const line = Math.floor((window.x + column + 0.5) / scale) * size.height;
    const below = line + size.height;
    for (let i = firstAbove(bounds, line) & ~1; i < bounds.length; i += 2) {
      const from = bounds[i] as number;
      if (from >= below) break;
      const top = (Math.max(from, line) - line) * scale - window.y;
      const bottom = (Math.min(bounds[i + 1] as number, below) - line) * scale - window.y;
      const first = Math.ceil(top - 0.5);
      const last = Math.min(height, Math.max(first + 1, Math.ceil(bottom - 0.5)));
      for (let row = Math.max(0, first); row < last; row++) into[row * width + column] = 1;
    }
  }
}

/** `sampleRuns` for a bitmap that is shown over an image of `size`, and may be smaller than it. */
export function sampleBitmap(
  bitmap: Bitmap,
  size: Size,
  window: SampleWindow,
  into: Uint8Array,
): void {
  const { scale, width, height } = window;
  const [perX, perY] = [bitmap.width / size.width / scale, bitmap.height / size.height / scale];
  const columns = Int32Array.from({ length: width }, (_, column) => {
    const x = Math.floor((window.x + column + 0.5) * perX);
    return x >= 0 && x < bitmap.width ? x : -1;
  });
  for (let row = 0; row < height; row++) {
    const y = Math.floor((window.y + row + 0.5) * perY);
    if (y < 0 || y >= bitmap.height) continue;
    const line = y * bitmap.width;
    for (let column = 0; column < width; column++) {
      const x = columns[column] as number;
      if (x >= 0) into[row * width + column] = bitmap.data[line + x] as number;
    }
  }
}

/** The columns of a window that lie over the mask's columns, half-open. */
function columnsOf(runs: Runs, window: SampleWindow): [start: number, end: number] {
  const { bounds, size } = runs;
  if (bounds.length === 0) return [0, 0];
  const left = Math.floor((bounds[0] as number) / size.height);
  const right = Math.floor(((bounds[bounds.length - 1] as number) - 1) / size.height) + 1;
  return [
    Math.max(0, Math.ceil(left * window.scale - window.x - 0.5)),
    Math.min(window.width, Math.ceil(right * window.scale - window.x - 0.5)),
  ];
}
