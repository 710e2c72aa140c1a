import { expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { extend, lengthOf, resample } from "../../src/tools/stroke";

const corner = [imagePoint(0, 0), imagePoint(6, 0), imagePoint(6, 2)];

test("resampled points lie at equal distances along the line, both ends included", () => {
  expect(resample(corner, 5)).toEqual([
    [0, 0],
    [2, 0],
    [4, 0],
    [6, 0],
    [6, 2],
  ]);
});

test("one point is the middle of the line", () => {
  expect(resample(corner, 1)).toEqual([[4, 0]]);
});

test("a line of one point gives that point, however many are asked for", () => {
  const [start] = corner;
  expect(resample(start ? [start] : [], 3)).toEqual([start, start, start]);
  expect(resample([], 3)).toEqual([]);
});

test("any number of points is given exactly, and the last is the end", () => {
  for (let count = 2; count < 40; count++) {
    const points = resample(corner, count);
    expect(points).toHaveLength(count);
    expect(points.at(-1)?.[1]).toBeCloseTo(2, 9);
  }
});

test("a stroke grows by points that are far enough only", () => {
  const stroke = { points: corner, radius: 1, erase: false };
  expect(extend(stroke, imagePoint(6, 2.5), 1)).toBe(stroke);
  expect(extend(stroke, imagePoint(6, 4), 1).points).toHaveLength(4);
  expect(lengthOf(corner)).toBe(8);
});
