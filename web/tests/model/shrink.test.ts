import { expect, test } from "vitest";

import { shrink } from "../../src/model/shrink";
import fixture from "../fixtures/shrink.json";

/** A picture of one size with pixels that all differ a little. */
function picture(width: number, height: number): Uint8ClampedArray {
  return Uint8ClampedArray.from(
    { length: 4 * width * height },
    (_, i) => (i * 37 + (i >> 3)) % 256,
  );
}

test("a picture of the right size stays as it is", () => {
  const pixels = picture(5, 3);
  expect(shrink(pixels, { width: 5, height: 3 }, { width: 5, height: 3 })).toBe(pixels);
});

test("one colour stays one colour, whatever the sizes", () => {
  const grey = new Uint8ClampedArray(4 * 31 * 17).fill(99);
  for (const to of [
    { width: 7, height: 4 },
    { width: 62, height: 34 },
    { width: 1, height: 1 },
  ]) {
    const small = shrink(grey, { width: 31, height: 17 }, to);
    expect(small.length).toBe(4 * to.width * to.height);
    expect(new Set(small)).toEqual(new Set([99]));
  }
});

test("halving takes every pixel into account", () => {
  const pixels = new Uint8ClampedArray(4 * 8 * 8);
  for (let i = 0; i < pixels.length; i += 8) pixels.fill(200, i, i + 4); // every other column
  const small = shrink(pixels, { width: 8, height: 8 }, { width: 4, height: 4 });
  const inner = small[4 * (4 + 1)] ?? 0;
  expect(inner).toBeGreaterThan(90);
  expect(inner).toBeLessThan(110);
});

test("it is within one level of the server's resizing", () => {
  for (const { from, to, red } of fixture) {
    const small = shrink(picture(from.width, from.height), from, to);
    const found = small.filter((_, i) => i % 4 === 0);
    const gaps = red.map((value, i) => Math.abs(value - (found[i] ?? NaN)));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1);
  }
});
