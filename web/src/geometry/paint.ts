/**
 * Painting with a round tip: the pixels whose centre lies within a radius of a line. Each row of a
 * stroke is one interval, so that the cost is its rows, not its pixels' distances.
 */

import { type Bitmap, copyBitmap } from "./bitmap";
import type { ImagePoint } from "./points";

/** The bitmap with a straight stroke from one point to another set to `value`. */
export function paintDisc(
  bitmap: Bitmap,
  from: ImagePoint,
  to: ImagePoint,
  radius: number,
  value: 0 | 1,
): Bitmap {
  return paintStroke(bitmap, [from, to], radius, value);
}

/** The bitmap with a stroke through many points set to `value`; one copy however many there are. */
export function paintStroke(
  bitmap: Bitmap,
  points: readonly ImagePoint[],
  radius: number,
  value: 0 | 1,
): Bitmap {
  const painted = copyBitmap(bitmap);
  points.forEach((point, i) => {
    paintSide(painted, points[i - 1] ?? point, point, radius, value);
  });
  return painted;
}

function paintSide(
  into: Bitmap,
  from: ImagePoint,
  to: ImagePoint,
  radius: number,
  value: 0 | 1,
): void {
  const { width, height, data } = into;
  const first = Math.max(0, Math.ceil(Math.min(from[1], to[1]) - radius - 0.5));
  const last = Math.min(height - 1, Math.floor(Math.max(from[1], to[1]) + radius - 0.5));
  for (let row = first; row <= last; row++) {
    const [left, right] = interval(from, to, radius, row + 0.5);
    const start = Math.max(0, Math.ceil(left - 0.5));
    const end = Math.min(width, Math.floor(right - 0.5) + 1);
    if (start < end) data.fill(value, row * width + start, row * width + end);
  }
  // However thin the tip, the pixel that it stands on is painted.
  const [x, y] = [Math.floor(to[0]), Math.floor(to[1])];
  if (x >= 0 && y >= 0 && x < width && y < height) data[y * width + x] = value;
}

/** Where the line at height y is within `radius` of a side: it is convex, so an interval. */
function interval(
  from: ImagePoint,
  to: ImagePoint,
  radius: number,
  y: number,
): [left: number, right: number] {
  let [left, right] = [Infinity, -Infinity];
  for (const end of [from, to]) {
    const half = Math.sqrt(radius * radius - (y - end[1]) * (y - end[1]));
    if (Number.isNaN(half)) continue;
    left = Math.min(left, end[0] - half);
    right = Math.max(right, end[0] + half);
  }
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length === 0) return [left, right];

  // Between the two ends: along the side from 0 to its length, across it at most the radius.
  const along = strip(dx / length, (dy / length) * (y - from[1]), 0, length);
  const across = strip(dy / length, (-dx / length) * (y - from[1]), -radius, radius);
  const middle = [Math.max(along[0], across[0]), Math.min(along[1], across[1])] as const;
  if (middle[0] > middle[1]) return [left, right];
  return [Math.min(left, from[0] + middle[0]), Math.max(right, from[0] + middle[1])];
}

/** The x for which least <= slope * x + offset <= most. */
function strip(slope: number, offset: number, least: number, most: number): [number, number] {
  if (Math.abs(slope) < 1e-12) {
    return offset >= least && offset <= most ? [-Infinity, Infinity] : [Infinity, -Infinity];
  }
  const [a, b] = [(least - offset) / slope, (most - offset) / slope];
  return [Math.min(a, b), Math.max(a, b)];
}
