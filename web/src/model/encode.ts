/** A picture to an embedding, inside the worker. */

import { fitFrame } from "../geometry/frame";
import type { Model } from "./model";
import { pixelsOf } from "./pixels";
import { shrink } from "./shrink";

/** Encodes a picture as the server would: resized by its longest side, padded, encoded. */
export async function encodeImage(
  model: Model,
  image: ImageBitmap,
  side: number,
): Promise<ArrayBuffer> {
  const frame = fitFrame({ width: image.width, height: image.height }, side);
  const small = shrink(pixelsOf(image), frame.original, frame.resized);
  const square = new Uint8ClampedArray(side * side * 4); // transparent: the model takes that for padding
  const row = 4 * frame.resized.width;
  for (let y = 0; y < frame.resized.height; y++)
    square.set(small.subarray(y * row, (y + 1) * row), 4 * y * side);
  return model.encode(square, side);
}
