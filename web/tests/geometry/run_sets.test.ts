import { describe, expect, test } from "vitest";

import { intersect, invert, isEmpty, subtract, union } from "../../src/geometry/bitmap";
import {
  emptyRuns,
  intersectRuns,
  invertRuns,
  runsMeet,
  subtractRuns,
  unionRuns,
} from "../../src/geometry/run_sets";
import { runsOf } from "../../src/geometry/runs";
import { manyBitmaps, randomBitmap } from "./random";

describe("sets of runs are those of bitmaps", () => {
  const pairs = manyBitmaps().map((a, i) => [a, randomBitmap(a.width, a.height, 300 + i)] as const);

  test("for two masks", () => {
    for (const [a, b] of pairs) {
      const [runsA, runsB] = [runsOf(a), runsOf(b)];
      expect(intersectRuns(runsA, runsB)).toEqual(runsOf(intersect(a, b)));
      expect(subtractRuns(runsA, runsB)).toEqual(runsOf(subtract(a, b)));
      expect(unionRuns([runsA, runsB], runsA.size)).toEqual(runsOf(union(a, b)));
      expect(invertRuns(runsA)).toEqual(runsOf(invert(a)));
      expect(runsMeet(runsA, runsB)).toBe(!isEmpty(intersect(a, b)));
    }
  });

  test("for many masks", () => {
    const masks = [1, 2, 3, 4, 5].map((seed) => randomBitmap(20, 15, seed));
    const all = masks.reduce(union);
    expect(unionRuns(masks.map(runsOf), all)).toEqual({ ...runsOf(all), size: expect.anything() });
  });
});

test("the union of no masks is empty", () => {
  const size = { width: 3, height: 2 };
  expect(unionRuns([], size)).toEqual(emptyRuns(size));
});

test("masks of two images are refused", () => {
  const [a, b] = [emptyRuns({ width: 3, height: 2 }), emptyRuns({ width: 2, height: 3 })];
  expect(() => subtractRuns(a, b)).toThrow(/3 x 2 and 2 x 3.*one image/);
});
