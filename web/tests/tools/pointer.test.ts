import { expect, test } from "vitest";

import { screenPoint } from "../../src/geometry/points";
import { screenDistance, takesAway } from "../../src/tools/pointer";
import { pointer } from "./events";

test("the right button takes away, the left one with Alt or Shift, the middle one never", () => {
  expect(takesAway(pointer("down", 0, 0))).toBe(false);
  expect(takesAway(pointer("down", 0, 0, { button: 2 }))).toBe(true);
  expect(takesAway(pointer("down", 0, 0, { alt: true }))).toBe(true);
  expect(takesAway(pointer("down", 0, 0, { shift: true }))).toBe(true);
  expect(takesAway(pointer("down", 0, 0, { button: 1, alt: true }))).toBe(false);
});

test("distance on the screen is Euclid's", () => {
  expect(screenDistance(screenPoint(1, 1), screenPoint(4, 5))).toBe(5);
});
