import { expect, test } from "vitest";

import { area, emptyBitmap, equalBitmaps, invert } from "../../src/geometry/bitmap";
import { paintDisc, paintStroke } from "../../src/geometry/paint";
import { type ImagePoint, imagePoint } from "../../src/geometry/points";
import { distanceToSide } from "../../src/geometry/polygon";
import { numbers } from "./random";

const SIZE = { width: 40, height: 30 };

test("a stroke paints the pixels whose centre is within the radius, and the tip's own", () => {
  const next = numbers(4);
  for (let round = 0; round < 60; round++) {
    const [from, to] = [0, 1].map(() => imagePoint(next() * 60 - 10, next() * 50 - 10));
    const radius = 0.3 + next() * 9;
    const painted = paintDisc(emptyBitmap(SIZE), from as ImagePoint, to as ImagePoint, radius, 1);
    const wrong = painted.data.findIndex((value, i) => {
      const centre = imagePoint((i % SIZE.width) + 0.5, Math.floor(i / SIZE.width) + 0.5);
      const away = distanceToSide(centre, from as ImagePoint, to as ImagePoint);
      const isTip = [from, to].some((end) => end && sameCell(end, centre));
      return Math.abs(away - radius) > 1e-9 && (value === 1) !== (away < radius || isTip);
    });
    expect(wrong).toBe(-1);
  }
});

test("a point paints a disc, and erasing it leaves nothing", () => {
  const at = imagePoint(12.5, 9.5);
  const disc = paintStroke(emptyBitmap(SIZE), [at], 5, 1);
  expect(area(disc)).toBe(81);
  expect(area(paintStroke(disc, [at], 5, 0))).toBe(0);
});

test("painting on a full mask changes nothing, and never its argument", () => {
  const full = invert(emptyBitmap(SIZE));
  const line = [imagePoint(1, 1), imagePoint(30, 20)];
  expect(equalBitmaps(paintStroke(full, line, 3, 1), full)).toBe(true);
  paintStroke(full, line, 3, 0);
  expect(area(full)).toBe(SIZE.width * SIZE.height);
});

test("a line of many points is its sides together", () => {
  const [a, b, c] = [imagePoint(3, 4), imagePoint(20, 6), imagePoint(25, 25)];
  const twice = paintDisc(paintDisc(emptyBitmap(SIZE), a, b, 2, 1), b, c, 2, 1);
  expect(equalBitmaps(paintStroke(emptyBitmap(SIZE), [a, b, c], 2, 1), twice)).toBe(true);
});

function sameCell(a: ImagePoint, b: ImagePoint): boolean {
  return Math.floor(a[0]) === Math.floor(b[0]) && Math.floor(a[1]) === Math.floor(b[1]);
}
