/**
 * The mask of a draft: its base or the model's answer, with brush and eraser on top. For the screen
 * a smaller mask will do; what is accepted has the image's size.
 */

import { type Bitmap, emptyBitmap } from "../../geometry/bitmap";
import type { Frame } from "../../geometry/frame";
import { paintStroke } from "../../geometry/paint";
import { imagePoint, type Size } from "../../geometry/points";
import { rasterise } from "../../geometry/resize";
import { decodeRle } from "../../geometry/rle";
import type { Answer } from "../../model/decoder";
import { type Draft, type Paint, baseOf, paintOf } from "../../state/draft";

/** Masks are painted into one another only if they have one size. */
const PREVIEW_SIDE = 1_024;

/** The image's size, or one of at most `PREVIEW_SIDE` pixels that is quick to make. */
export function previewSize(size: Size): Size {
  const scale = Math.min(1, PREVIEW_SIDE / Math.max(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}

/**
 * The mask of a draft.
 *
 * @param draft what was done.
 * @param answer of the model to the draft's question; null: nothing was asked.
 * @param frame of the image; only needed where the answer is logits.
 * @param size of the image.
 * @param preview whether a smaller mask will do.
 */
export function maskOf(
  draft: Draft,
  answer: Answer | null,
  frame: Frame | null,
  size: Size,
  preview: boolean,
): Bitmap {
  const wanted = preview ? previewSize(size) : size;
  const start = startOf(draft, answer, frame, size, wanted);
  return painted(start, paintOf(draft), start.width / size.width);
}

/** The model's answer alone. */
export function answered(answer: Answer, frame: Frame | null, size: Size, wanted: Size): Bitmap {
  if ("counts" in answer) return decodeRle(answer.counts, size);
  if (frame === null) return emptyBitmap(wanted);
  const lowSide = Math.round(Math.sqrt(answer.logits.length));
  return rasterise(answer.logits, lowSide, frame, wanted);
}

function startOf(
  draft: Draft,
  answer: Answer | null,
  frame: Frame | null,
  size: Size,
  wanted: Size,
): Bitmap {
  if (answer !== null) return answered(answer, frame, size, wanted);
  const base = baseOf(draft);
  return base === null ? emptyBitmap(size) : decodeRle(base, size);
}

function painted(start: Bitmap, strokes: readonly Paint[], scale: number): Bitmap {
  return strokes.reduce((mask, { path, radius, value }) => {
    const points = scale === 1 ? path : path.map(([x, y]) => imagePoint(x * scale, y * scale));
    return paintStroke(mask, points, radius * scale, value);
  }, start);
}
