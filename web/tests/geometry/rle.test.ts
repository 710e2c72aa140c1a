import { describe, expect, test } from "vitest";

import { equalBitmaps } from "../../src/geometry/bitmap";
import {
  decodeRle,
  encodeRle,
  formatRuns,
  parseRuns,
  rleArea,
  rleBox,
} from "../../src/geometry/rle";
import { answers, sizeOf } from "../fixtures/geometry";
import { manyBitmaps } from "./random";

describe("the Python package and we", () => {
  test.each(answers.masks)("agree on $size: $counts", ({ size, rows, counts, area, box }) => {
    const bitmap = { ...sizeOf(size), data: Uint8Array.from(rows.join(""), Number) };
    expect(encodeRle(bitmap)).toBe(counts);
    expect(equalBitmaps(decodeRle(counts, sizeOf(size)), bitmap)).toBe(true);
    expect(rleArea(counts)).toBe(area);
    expect(rleBox(counts, sizeOf(size)) ?? [0, 0, 0, 0]).toEqual(box);
  });

  test.each(answers.strings)("read or refuse $counts alike", ({ counts, canonical }) => {
    const read = () => formatRuns(parseRuns(counts, { width: 3, height: 4 }));
    if (canonical === null) expect(read).toThrow("run lengths");
    else expect(read()).toBe(canonical);
  });
});

test("masks survive writing and reading", () => {
  for (const bitmap of manyBitmaps()) {
    expect(equalBitmaps(decodeRle(encodeRle(bitmap), bitmap), bitmap)).toBe(true);
  }
});

test("an image of 100 megapixels is read, a larger one refused", () => {
  const runs = { size: { width: 10000, height: 10000 }, bounds: Int32Array.of(5e7, 1e8 - 1) };
  expect(parseRuns(formatRuns(runs), runs.size)).toEqual(runs);
  expect(() => parseRuns("0", { width: 10001, height: 10000 })).toThrow(/10001 x 10000.*at most/);
});

test("sizes that are none are named", () => {
  expect(() => parseRuns("1", { width: 0.5, height: 2 })).toThrow("0.5 x 2");
});
