import { expect, test } from "vitest";

import { halvesToFloats } from "../../src/model/float16";

/** By the definition of half precision. */
function expected(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

test("each of the 65,536 numbers is exact", () => {
  const halves = Uint16Array.from({ length: 65_536 }, (_, i) => i);
  const floats = halvesToFloats(halves);
  const wrong = [...halves].filter((half) => !Object.is(floats[half], expected(half)));
  expect(wrong).toEqual([]);
});
