/** One tile of a picture of masks, drawn from all the masks that reach into it. */

import type { Bitmap } from "../geometry/bitmap";
import type { ImageBox, Size } from "../geometry/points";
import type { Runs } from "../geometry/runs";
import { sampleBitmap, sampleRuns } from "../geometry/sample";
import { boxesMeet, boxOfTile, scaleOf, TILE, type TilePlace } from "./grid";
import { MARGIN, shade, type Tint, unpremultiply } from "./shade";

/** A mask to be drawn: its shape, the box around it in image pixels, and its colours. */
export interface Drawable {
  readonly id: string;
  readonly shape: Runs | ShownBitmap;
  readonly box: ImageBox;
  readonly tint: Tint;
}

/** A bitmap shown over an image of another size. */
export interface ShownBitmap {
  readonly bitmap: Bitmap;
  readonly size: Size;
}

const sample = new Uint8Array((TILE + 2 * MARGIN) ** 2);

/** The pixels of a tile, ready for ImageData; null if no mask reaches into it. */
export function tilePixels(
  place: TilePlace,
  masks: readonly Drawable[],
): Uint8ClampedArray<ArrayBuffer> | null {
  const around = boxOfTile(place);
  const meeting = masks.filter(({ box }) => boxesMeet(box, around));
  if (meeting.length === 0) return null;
  const pixels = new Uint32Array(TILE * TILE);
  for (const mask of meeting) drawMask(place, mask, pixels);
  unpremultiply(pixels);
  return new Uint8ClampedArray(pixels.buffer);
}

function drawMask(place: TilePlace, { shape, box, tint }: Drawable, onto: Uint32Array): void {
  const scale = scaleOf(place.level);
  const [x, y] = [place.column * TILE, place.row * TILE];
  // One more at the end, because runs that are thinner than a pixel are shown as one.
  const part = {
    left: Math.max(0, Math.floor(box[0] * scale) - x),
    top: Math.max(0, Math.floor(box[1] * scale) - y),
    right: Math.min(TILE, Math.ceil(box[2] * scale) + 1 - x),
    bottom: Math.min(TILE, Math.ceil(box[3] * scale) + 1 - y),
  };
  if (part.left >= part.right || part.top >= part.bottom) return;
  const width = part.right - part.left + 2 * MARGIN;
  const height = part.bottom - part.top + 2 * MARGIN;
  const [left, top] = [x + part.left - MARGIN, y + part.top - MARGIN];
  sample.fill(0, 0, width * height);
  const window = { x: left, y: top, width, height, scale };
  if ("bounds" in shape) sampleRuns(shape, window, sample);
  else sampleBitmap(shape.bitmap, shape.size, window, sample);
  shade(sample, part, tint, onto, TILE);
}
