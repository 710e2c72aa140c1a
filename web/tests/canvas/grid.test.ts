import { describe, expect, test } from "vitest";

import {
  boxesMeet,
  boxOfTile,
  keyOf,
  levelFor,
  scaleOf,
  tilesInSight,
  tilesOf,
} from "../../src/canvas/grid";
import type { ImageBox } from "../../src/geometry/points";

const box = (...sides: [number, number, number, number]) => sides as unknown as ImageBox;

test("a level is at least as fine as the screen, and less than half an octave finer", () => {
  for (const scale of [0.01, 0.1, 0.5, 0.70711, 0.71, 1, 1.3, 2, 5]) {
    const ratio = scaleOf(levelFor(scale)) / scale;
    expect(ratio).toBeGreaterThan(0.9999);
    expect(ratio).toBeLessThan(1.4143);
  }
});

test("the closest view on a sharp screen has tiles of its own, and nothing is finer", () => {
  expect(scaleOf(levelFor(2 * 64))).toBe(128);
  expect(levelFor(1e6)).toBe(levelFor(128));
});

describe("tiles", () => {
  test("of a box cover it and have names of their own", () => {
    const places = tilesOf(-2, box(10, 700, 1500, 1300));
    const covered = places.map(boxOfTile);
    expect(Math.min(...covered.map(([left]) => left))).toBeLessThanOrEqual(10);
    expect(Math.max(...covered.map(([, , , bottom]) => bottom))).toBeGreaterThanOrEqual(1300);
    expect(covered.every((tile) => boxesMeet(tile, box(10, 700, 1500, 1300)))).toBe(true);
    expect(new Set(places.map(keyOf)).size).toBe(places.length);
  });

  test("in sight begin in the middle and stay within the image", () => {
    const size = { width: 6000, height: 4000 };
    const viewport = { width: 1200, height: 800 };
    const places = tilesInSight({ scale: 1, x: -2400, y: -1600 }, size, viewport, 1);
    expect(places.length).toBeLessThan(35);
    const [first] = places;
    expect(first && boxesMeet(boxOfTile(first), box(2900, 1900, 3100, 2100))).toBe(true);
    expect(tilesInSight({ scale: 1, x: 9999, y: 0 }, size, viewport, 1)).toEqual([]);
  });
});

test("boxes that touch at a side do not meet", () => {
  expect(boxesMeet(box(0, 0, 5, 5), box(5, 0, 9, 5))).toBe(false);
  expect(boxesMeet(box(0, 0, 5, 5), box(4, 4, 9, 9))).toBe(true);
});
