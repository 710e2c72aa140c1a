/**
 * Between masks and rings of corners, exactly: outlines follow the cracks between pixels, so their
 * corners are whole numbers, and filling them gives the mask back bit for bit.
 */

import { type Bitmap, boxOf, emptyBitmap } from "./bitmap";
import { imagePoint, type ImagePoint, type Size } from "./points";
import { rowChanges } from "./row_changes";

/**
 * Corners of a closed line, the first not repeated at the end: clockwise on the screen around
 * regions, counter-clockwise around holes.
 */
export type Ring = readonly ImagePoint[];

/** Right, down, left, up; a turn to the right is the next one. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** The outlines of a mask from the top down; rings visit no point twice and touch at corners. */
export function outlines(bitmap: Bitmap): Ring[] {
  const box = boxOf(bitmap);
  if (!box) return [];
  const { width, height, data } = bitmap;
  const [left, top, right, bottom] = box;
  const holds = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
  const passed = new Uint8Array((right - left) * (bottom - top));
  const pass = (x: number, y: number) => {
    passed[(y - top) * (right - left) + x - left] = 1;
  };
  const rings: Ring[] = [];
  for (const place of rowChanges(bitmap, box)) {
    const [x, y] = [place % width, Math.floor(place / width)];
    const begins = y < bottom && data[place] === 1;
    if (begins && passed[(y - top) * (right - left) + x - left] === 0) {
      rings.push(...cutWhereTouching(walk(x, y, holds, pass)));
    }
  }
  return rings;
}

/** The mask of the pixels whose centre lies inside an odd number of rings. */
export function fillRings(rings: readonly Ring[], size: Size): Bitmap {
  const mask = emptyBitmap(size);
  const { width, height, data } = mask;
  // Each side toggles what lies right of it, in the rows whose centre it passes.
  const crossings = Array.from({ length: height }, (): number[] => []);
  for (const ring of rings) {
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length] ?? a;
      // Every side is walked downwards, so that it is rounded alike for the regions on both hands.
      const [start, end] = a[1] <= b[1] ? [a, b] : [b, a];
      const last = clamp(Math.ceil(end[1] - 0.5), height);
      for (let y = clamp(Math.ceil(start[1] - 0.5), height); y < last; y++) {
        const along = (y + 0.5 - start[1]) / (end[1] - start[1]);
        const x = Math.ceil(start[0] + along * (end[0] - start[0]) - 0.5);
        crossings[y]?.push(clamp(x, width));
      }
    });
  }
  crossings.forEach((row, y) => {
    row.sort((a, b) => a - b);
    for (let i = 1; i < row.length; i += 2) {
      data.fill(1, y * width + (row[i - 1] as number), y * width + (row[i] as number));
    }
  });
  return mask;
}

/** The area inside a ring, positive if it runs clockwise on the screen: not a hole. */
export function signedArea(ring: Ring): number {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as ImagePoint;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/**
 * The ring without corners closer than `tolerance` pixels to the line between those kept (Douglas
 * and Peucker); a ring that would keep fewer than three stays as it is.
 */
export function simplify(ring: Ring, tolerance: number): Ring {
  const [start] = ring;
  if (!start) return ring;
  const closed = [...ring, start];
  const farthest = mostDistant(ring, (corner) =>
    Math.hypot(corner[0] - start[0], corner[1] - start[1]),
  );
  const keep = new Set([0, farthest.index]);
  const spans: [number, number][] = [
    [0, farthest.index],
    [farthest.index, ring.length],
  ];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    if (last - first < 2) continue;
    const side = [closed[first] as ImagePoint, closed[last] as ImagePoint] as const;
    const { index, distance } = mostDistant(closed.slice(first + 1, last), (corner) =>
      distanceToSide(corner, side[0], side[1]),
    );
    if (distance <= tolerance) continue;
    keep.add(first + 1 + index);
    spans.push([first, first + 1 + index], [first + 1 + index, last]);
  }
  return keep.size < 3 ? ring : ring.filter((_, i) => keep.has(i));
}

/** How far a point is from the straight line between two corners. */
export function distanceToSide(point: ImagePoint, from: ImagePoint, to: ImagePoint): number {
  const near = nearestOnSide(point, from, to);
  return Math.hypot(point[0] - near[0], point[1] - near[1]);
}

/** The point of the straight line between two corners that is nearest to a point. */
export function nearestOnSide(point: ImagePoint, from: ImagePoint, to: ImagePoint): ImagePoint {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const raw = length > 0 ? ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length : 0;
  const along = Math.min(1, Math.max(0, raw));
  return imagePoint(from[0] + along * dx, from[1] + along * dy);
}

/** Corners of the outline that begins above pixel (x, y), the mask on its right hand. */
function walk(
  x: number,
  y: number,
  holds: (x: number, y: number) => boolean,
  pass: (x: number, y: number) => void,
): ImagePoint[] {
  const corners: ImagePoint[] = [];
  let [atX, atY, heading] = [x, y, 0];
  do {
    if (heading === 0) pass(atX, atY);
    const [dx, dy] = STEPS[heading] as readonly [number, number];
    [atX, atY] = [atX + dx, atY + dy];
    // The two pixels ahead, on the right and on the left of the way; where both sides are open to
    // choice, turning right keeps to the same pixel: those that touch at a corner stay apart.
    const [aheadX, aheadY] = [atX + (dx - dy - 1) / 2, atY + (dy + dx - 1) / 2];
    const turn = !holds(aheadX, aheadY) ? 1 : holds(aheadX + dy, aheadY - dx) ? 3 : 0;
    if (turn !== 0) corners.push(imagePoint(atX, atY));
    heading = (heading + turn) % 4;
  } while (atX !== x || atY !== y || heading !== 0);
  return corners;
}

/** Cuts a ring off wherever the line comes back to a point of itself. */
function cutWhereTouching(corners: readonly ImagePoint[]): Ring[] {
  const rings: Ring[] = [];
  const path: ImagePoint[] = [];
  const places = new Map<number, number>();
  for (const corner of corners) {
    const place = places.get(keyOf(corner));
    if (place !== undefined) {
      const ring = path.splice(place);
      for (const left of ring) places.delete(keyOf(left));
      rings.push(ring);
    }
    places.set(keyOf(corner), path.length);
    path.push(corner);
  }
  return [...rings, path];
}

function mostDistant(corners: Ring, measure: (corner: ImagePoint) => number) {
  let [index, distance] = [0, -1];
  corners.forEach((corner, i) => {
    const away = measure(corner);
    if (away > distance) [index, distance] = [i, away];
  });
  return { index, distance };
}

/** One number per corner; images are far smaller than 2^24 pixels along a side. */
function keyOf(corner: ImagePoint): number {
  return corner[1] * 2 ** 24 + corner[0];
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
