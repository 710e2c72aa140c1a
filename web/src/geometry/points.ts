/**
 * Points of three frames. The brand makes it a compile error to take one for another; only
 * `view.ts` (image and screen) and `frame.ts` (image and model) change frames.
 */

/** (x, y) in pixels of the original image, upright; the centre of the first pixel is (0.5, 0.5). */
export type ImagePoint = readonly [x: number, y: number] & { readonly frame: "image" };

/** (x, y) in CSS pixels of the canvas, from its top left corner. */
export type ScreenPoint = readonly [x: number, y: number] & { readonly frame: "screen" };

/** (x, y) in pixels of the model's padded square. */
export type ModelPoint = readonly [x: number, y: number] & { readonly frame: "model" };

/** Two corners in pixels of the original image: x0 <= x1, y0 <= y1. */
export type ImageBox = readonly [x0: number, y0: number, x1: number, y1: number] & {
  readonly frame: "image";
};

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export const imagePoint = (x: number, y: number) => [x, y] as unknown as ImagePoint;
export const screenPoint = (x: number, y: number) => [x, y] as unknown as ScreenPoint;
export const modelPoint = (x: number, y: number) => [x, y] as unknown as ModelPoint;

/** The box between two corners, in whatever order they come. */
export function boxBetween(a: ImagePoint, b: ImagePoint): ImageBox {
  const corners = [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[0], b[0]),
    Math.max(a[1], b[1]),
  ];
  return corners as unknown as ImageBox;
}
