/** Strokes: what brush, eraser, scribble, lasso and cut draw while a button is held. */

import { type ImagePoint, imagePoint } from "../geometry/points";

/** A line drawn with a round tip; `radius` in image pixels. */
export interface Stroke {
  readonly points: readonly ImagePoint[];
  readonly radius: number;
  /** Whether it takes pixels away. */
  readonly erase: boolean;
}

/** The stroke with one more point, unless it lies within `least` image pixels of the last. */
export function extend(stroke: Stroke, point: ImagePoint, least: number): Stroke {
  const last = stroke.points[stroke.points.length - 1];
  if (last && Math.hypot(last[0] - point[0], last[1] - point[1]) < least) return stroke;
  return { ...stroke, points: [...stroke.points, point] };
}

/** Length of a line in image pixels. */
export function lengthOf(points: readonly ImagePoint[]): number {
  return points.reduce((sum, point, i) => sum + (i > 0 ? gap(points[i - 1], point) : 0), 0);
}

/** `count` points at equal distances along a line, both ends included; one point: its middle. */
export function resample(points: readonly ImagePoint[], count: number): ImagePoint[] {
  const [first] = points;
  if (!first || count < 1) return [];
  const step = lengthOf(points) / Math.max(1, count - 1);
  const targets = Array.from({ length: count }, (_, i) => (count === 1 ? step / 2 : i * step));
  const result: ImagePoint[] = [];
  let walked = 0;
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1] as ImagePoint, points[i] as ImagePoint];
    const side = gap(from, to);
    while (
      side > 0 &&
      result.length < count &&
      (targets[result.length] as number) <= walked + side
    ) {
      const share = ((targets[result.length] as number) - walked) / side;
      result.push(
        imagePoint(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])),
      );
    }
    walked += side;
  }
  // Rounding may leave the end out; a line without length is its first point throughout.
  while (result.length < count) result.push(points[points.length - 1] ?? first);
  return result;
}

function gap(a: ImagePoint | undefined, b: ImagePoint): number {
  return a ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
}
