/** Small versions of masks, for lists: what lies in the mask's box, at a few pixels. Pure. */

import type { Bitmap } from "../../geometry/bitmap";
import { imagePoint, type Size } from "../../geometry/points";
import { parseRuns } from "../../geometry/rle";
import { runsBox, runsHold } from "../../geometry/runs";

/** The box of a mask of run lengths, with at most `side` pixels along its longer side. */
export function shrunk(counts: string, size: Size, side: number): Bitmap {
  const runs = parseRuns(counts, size);
  const [left, top, right, bottom] = runsBox(runs) ?? [0, 0, 1, 1];
  const step = Math.max(1, Math.max(right - left, bottom - top) / side);
  const width = Math.max(1, Math.round((right - left) / step));
  const height = Math.max(1, Math.round((bottom - top) / step));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = left + ((x + 0.5) * (right - left)) / width;
      const down = top + ((y + 0.5) * (bottom - top)) / height;
      data[y * width + x] = runsHold(runs, imagePoint(across, down)) ? 1 : 0;
    }
  }
  return { width, height, data };
}
