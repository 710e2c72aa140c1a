/**
 * Brightness and contrast as a few fills over the image, in blend modes that every browser has: in
 * software they are quicker than filters (measured), and masks keep their colours.
 */

import type { Look } from "./types";

/** A grey from 0 to 1 to be laid over the image in a blend mode. */
export interface Fill {
  readonly mode: "color-burn" | "multiply" | "color-dodge" | "lighter";
  readonly grey: number;
}

/**
 * The fills that make `contrast * (brightness * value - 1/2) + 1/2` of each value from 0 to 1.
 *
 * With gain g and offset o that is g * value + o. A burn by grey s takes 1 - s away and multiplies
 * by 1 / s, a dodge by grey s multiplies by 1 / (1 - s).
 */
export function gradingOf({ brightness, contrast }: Look): Fill[] {
  const offset = (1 - contrast) / 2;
  const fills: Fill[] = [];
  let gain = contrast * brightness;
  if (offset < 0 && gain > 0) {
    const grey = Math.max(1 / 255, 1 + offset / gain);
    fills.push({ mode: "color-burn", grey });
    gain *= grey;
  }
  if (gain < 1) fills.push({ mode: "multiply", grey: Math.max(0, gain) });
  if (gain > 1) fills.push({ mode: "color-dodge", grey: 1 - 1 / gain });
  if (offset > 0) fills.push({ mode: "lighter", grey: offset });
  return fills;
}
