/** Scribble: a line over the object becomes clicks at equal distances along it. */

import type { Line } from "./line";
import type { Given } from "./prompt";
import { lengthOf, resample } from "./stroke";

/** CSS pixels between two points, and the most points of one scribble. */
const SPACING = 48;
const MOST_POINTS = 8;

/**
 * The part of a prompt that a scribble gives.
 *
 * @param line what was drawn.
 * @param scale CSS pixels per image pixel while it was drawn.
 */
export function scribbled(line: Line, scale: number): Given {
  const length = lengthOf(line.points) * scale;
  const count = Math.min(MOST_POINTS, Math.max(1, Math.round(length / SPACING) + 1));
  return { kind: "scribble", points: resample(line.points, count), label: line.label };
}
