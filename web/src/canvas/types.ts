/** What is drawn over the image: masks (layers) and everything that belongs to the tool. */

import type { Bitmap } from "../geometry/bitmap";
import type { ImageBox, ImagePoint } from "../geometry/points";
import type { Stroke } from "../tools/stroke";

export type { CanvasPointer } from "../tools/pointer";

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** One mask; a changed mask is a new object, an unchanged one stays the same object. */
export interface Layer {
  readonly id: string;
  /** COCO's compressed run lengths, of the image's size. */
  readonly counts: string;
  readonly colour: Colour;
  /** 0 to 1, of the inside; outlines stay visible. */
  readonly opacity: number;
  readonly hidden: boolean;
  readonly selected: boolean;
  readonly outline: boolean;
}

/** A mask in the making. */
export interface Preview {
  /** Of the image's size or smaller; shown over the whole image. */
  readonly bitmap: Bitmap;
  readonly colour: Colour;
  readonly opacity: number;
}

export interface OverlayPoint {
  readonly at: ImagePoint;
  readonly label: 0 | 1;
}

/** A closed or open line with handles: polygon editing, lasso, cut. */
export interface OverlayLine {
  readonly points: readonly ImagePoint[];
  readonly closed: boolean;
  readonly handles: boolean;
  /** Index of the corner that is held or chosen. */
  readonly active: number | null;
}

/** Everything of the tool; what it does not use is null or empty. */
export interface Overlay {
  readonly preview: Preview | null;
  /** Drawn into the preview: added with its colour, erasers take away. */
  readonly strokes: readonly Stroke[];
  readonly points: readonly OverlayPoint[];
  readonly box: ImageBox | null;
  readonly lines: readonly OverlayLine[];
  /** The brush's ring; `radius` in image pixels. */
  readonly ring: { readonly at: ImagePoint; readonly radius: number } | null;
  /** Lines through the keyboard's cursor. */
  readonly crosshair: ImagePoint | null;
}

export const NO_OVERLAY: Overlay = {
  preview: null,
  strokes: [],
  points: [],
  box: null,
  lines: [],
  ring: null,
  crosshair: null,
};

/** How the image itself is shown; 1 leaves it as it is. */
export interface Look {
  readonly brightness: number;
  readonly contrast: number;
}
