/**
 * Frame: how an image lies in the model's square. The image is resized by its longest side and
 * padded at the right and the bottom; the rounding is the Python package's.
 */

import { imagePoint, type ImagePoint, modelPoint, type ModelPoint, type Size } from "./points";

/** `original` in image pixels; `resized` the part of the square of `side` pixels that it fills. */
export interface Frame {
  readonly original: Size;
  readonly resized: Size;
  readonly side: number;
}

/** Fits an image into a square by its longest side, rounding half up. */
export function fitFrame(size: Size, side: number): Frame {
  const scale = side / Math.max(size.width, size.height);
  // A very long image keeps one row or column.
  const resized = {
    width: Math.max(1, Math.floor(size.width * scale + 0.5)),
    height: Math.max(1, Math.floor(size.height * scale + 0.5)),
  };
  return { original: size, resized, side };
}

/** From original pixels to pixels of the model's square. */
export function toModel(frame: Frame, point: ImagePoint): ModelPoint {
  const { original, resized } = frame;
  return modelPoint(
    (point[0] * resized.width) / original.width,
    (point[1] * resized.height) / original.height,
  );
}

/** From pixels of the model's square to original pixels. */
export function toOriginal(frame: Frame, point: ModelPoint): ImagePoint {
  const { original, resized } = frame;
  return imagePoint(
    (point[0] * original.width) / resized.width,
    (point[1] * original.height) / resized.height,
  );
}
