/** Cut-outs: the pixels of masks, transparent around them, cut to their box. */

import { boxOf, union, type Bitmap } from "../../geometry/bitmap";
import { decodeRle } from "../../geometry/rle";
import { pixelsOf } from "../../model/pixels";
import type { Opened, SavedFile } from "./backend";
import { encodePng } from "./png";
import type { Kept } from "./session";

/** A PNG of what the masks cover. */
export async function cutOut(opened: Opened, masks: readonly Kept[]): Promise<SavedFile> {
  const { width, height } = opened.size;
  const whole = masks
    .map((mask) => decodeRle(mask.counts, opened.size))
    .reduce((all, mask) => union(all, mask));
  const copy = await createImageBitmap(opened.picture, {
    resizeWidth: width,
    resizeHeight: height,
  });
  const cut = cropped(pixelsOf(copy), whole);
  const blob = await encodePng(cut.width, cut.height, 4, cut.data);
  const names = masks.length === 1 ? (masks[0]?.name ?? "") : "";
  return { name: `${stemOf(opened.name)}-${names || "cutout"}.png`, blob };
}

/** Red, green, blue and alpha of the mask's box; alpha is the mask. */
export function cropped(
  pixels: Uint8ClampedArray,
  mask: Bitmap,
): { width: number; height: number; data: Uint8ClampedArray } {
  const box = boxOf(mask) ?? [0, 0, 1, 1];
  const [left, top, right, bottom] = box;
  const width = right - left;
  const height = bottom - top;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y + top) * mask.width + x + left;
      if (mask.data[from] !== 1) continue;
      const to = 4 * (y * width + x);
      data.set(pixels.subarray(4 * from, 4 * from + 3), to);
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}

/** A file's name without what comes after its last dot. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, "") || "image";
}
