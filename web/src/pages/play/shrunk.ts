/** Small versions of masks, for the list: every so-manieth pixel. Pure. */

import type { Bitmap } from "../../geometry/bitmap";
import type { Size } from "../../geometry/points";
import { parseRuns } from "../../geometry/rle";
import { runsHold } from "../../geometry/runs";
import { imagePoint } from "../../geometry/points";

/** A mask of run lengths with at most `side` pixels along its longer side. */
export function shrunk(counts: string, size: Size, side: number): Bitmap {
  const runs = parseRuns(counts, size);
  const scale = Math.min(1, side / Math.max(size.width, size.height));
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = imagePoint(((x + 0.5) * size.width) / width, ((y + 0.5) * size.height) / height);
      data[y * width + x] = runsHold(runs, at) ? 1 : 0;
    }
  }
  return { width, height, data };
}
