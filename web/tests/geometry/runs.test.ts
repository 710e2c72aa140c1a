import { expect, test } from "vitest";

import { area, boxOf, equalBitmaps } from "../../src/geometry/bitmap";
import { imagePoint } from "../../src/geometry/points";
import { bitmapOf, runsArea, runsBox, runsHold, runsOf } from "../../src/geometry/runs";
import { manyBitmaps } from "./random";

test("runs give their bitmap back", () => {
  for (const bitmap of manyBitmaps()) {
    expect(equalBitmaps(bitmapOf(runsOf(bitmap)), bitmap)).toBe(true);
  }
});

test("bounds increase strictly, so that equal masks have equal runs", () => {
  for (const bitmap of manyBitmaps()) {
    const { bounds } = runsOf(bitmap);
    expect(bounds.length % 2).toBe(0);
    expect(bounds.every((bound, i) => i === 0 || bound > (bounds[i - 1] as number))).toBe(true);
  }
});

test("area and box are those of the bitmap", () => {
  for (const bitmap of manyBitmaps()) {
    expect(runsArea(runsOf(bitmap))).toBe(area(bitmap));
    expect(runsBox(runsOf(bitmap))).toEqual(boxOf(bitmap));
  }
});

test("a point is held where its pixel is set, and never outside the image", () => {
  for (const bitmap of manyBitmaps()) {
    const runs = runsOf(bitmap);
    for (let y = -1; y <= bitmap.height; y++) {
      for (let x = -1; x <= bitmap.width; x++) {
        const inside = x >= 0 && y >= 0 && x < bitmap.width && y < bitmap.height;
        const set = inside && bitmap.data[y * bitmap.width + x] === 1;
        expect(runsHold(runs, imagePoint(x + 0.5, y + 0.5))).toBe(set);
      }
    }
  }
});
