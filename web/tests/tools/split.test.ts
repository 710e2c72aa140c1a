import { describe, expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { regionsOf } from "../../src/geometry/regions";
import { runsMeet, unionRuns } from "../../src/geometry/run_sets";
import { runsArea, runsOf } from "../../src/geometry/runs";
import { cutAlong, splitByLasso } from "../../src/tools/split";
import { numbers } from "../geometry/random";

const SIZE = { width: 24, height: 18 };
const block = runsOf({
  ...SIZE,
  data: new Uint8Array(24 * 18).map((_, i) => {
    const [x, y] = [i % 24, Math.floor(i / 24)];
    return x >= 3 && x < 21 && y >= 3 && y < 15 ? 1 : 0;
  }),
});

describe("a cut", () => {
  test("right through makes two parts that together are the mask", () => {
    const next = numbers(2);
    for (let round = 0; round < 30; round++) {
      const line = [imagePoint(next() * 24, 0), imagePoint(next() * 24, 18)];
      const parts = cutAlong(block, line);
      expect(unionRuns(parts, SIZE)).toEqual(block);
      expect(parts.reduce((sum, part) => sum + runsArea(part), 0)).toBe(runsArea(block));
      for (const part of parts) expect(regionsOf(part)).toHaveLength(1);
    }
  });

  test("across the middle makes halves", () => {
    const parts = cutAlong(block, [imagePoint(0, 9), imagePoint(24, 9)]);
    expect(parts).toHaveLength(2);
    const [a = 0, b = 0] = parts.map(runsArea);
    expect(Math.abs(a - b)).toBeLessThanOrEqual(2 * 18);
  });

  test("that ends within the mask, or misses it, changes nothing", () => {
    expect(cutAlong(block, [imagePoint(12, 0), imagePoint(12, 9)])).toEqual([block]);
    expect(cutAlong(block, [imagePoint(0, 0), imagePoint(24, 0)])).toEqual([block]);
  });
});

describe("a lasso", () => {
  const around = [imagePoint(0, 0), imagePoint(10, 0), imagePoint(10, 18), imagePoint(0, 18)];

  test("parts the mask into inside and outside", () => {
    const parts = splitByLasso(block, around);
    const [inside, outside] = parts;
    expect(parts.map(runsArea)).toEqual([7 * 12, 11 * 12]);
    expect(inside && outside && runsMeet(inside, outside)).toBe(false);
    expect(unionRuns(parts, SIZE)).toEqual(block);
  });

  test("around nothing or all gives the mask alone", () => {
    expect(splitByLasso(block, [])).toEqual([block]);
    const all = [imagePoint(-9, -9), imagePoint(99, -9), imagePoint(99, 99), imagePoint(-9, 99)];
    expect(splitByLasso(block, all)).toEqual([block]);
  });
});
