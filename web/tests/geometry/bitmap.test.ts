import { describe, expect, test } from "vitest";

import {
  area,
  boxOf,
  emptyBitmap,
  equalBitmaps,
  intersect,
  invert,
  isEmpty,
  subtract,
  union,
} from "../../src/geometry/bitmap";
import { answers, sizeOf } from "../fixtures/geometry";
import { manyBitmaps, randomBitmap } from "./random";

describe("sets", () => {
  const pairs = manyBitmaps().map((a, i) => [a, randomBitmap(a.width, a.height, 500 + i)] as const);

  test("equal those of each pixel on its own", () => {
    for (const [a, b] of pairs) {
      const both = (rule: (x: number, y: number) => number) =>
        a.data.map((value, i) => rule(value, b.data[i] as number));
      expect(union(a, b).data).toEqual(both((x, y) => x || y));
      expect(intersect(a, b).data).toEqual(both((x, y) => x && y));
      expect(subtract(a, b).data).toEqual(both((x, y) => x && 1 - y));
    }
  });

  test("inverting twice changes nothing, and areas add up", () => {
    for (const [a, b] of pairs) {
      expect(equalBitmaps(invert(invert(a)), a)).toBe(true);
      expect(area(a) + area(invert(a))).toBe(a.data.length);
      expect(area(union(a, b)) + area(intersect(a, b))).toBe(area(a) + area(b));
    }
  });

  test("leave their arguments alone", () => {
    const [a, b] = [randomBitmap(9, 7, 1), randomBitmap(9, 7, 2)];
    const before = [...a.data, ...b.data];
    union(a, b);
    subtract(a, b);
    invert(a);
    expect([...a.data, ...b.data]).toEqual(before);
  });

  test("work on a cut-out of memory that is not aligned", () => {
    const whole = new Uint8Array(15).fill(1);
    const a = { width: 7, height: 2, data: whole.subarray(1) };
    expect(area(a)).toBe(14);
    expect(isEmpty(invert(a))).toBe(true);
  });

  test("refuse masks of two sizes and name them", () => {
    const [a, b] = [emptyBitmap({ width: 2, height: 3 }), emptyBitmap({ width: 3, height: 2 })];
    expect(() => union(a, b)).toThrow(/2 x 3 and 3 x 2.*same size/);
  });
});

test("area and box are the Python package's", () => {
  for (const { size, rows, area: pixels, box } of answers.masks) {
    const data = Uint8Array.from(rows.join(""), Number);
    const bitmap = { ...sizeOf(size), data };
    expect(area(bitmap)).toBe(pixels);
    expect(boxOf(bitmap) ?? [0, 0, 0, 0]).toEqual(box);
    expect(isEmpty(bitmap)).toBe(pixels === 0);
  }
});
