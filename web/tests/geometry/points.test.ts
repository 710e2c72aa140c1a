import { expect, test } from "vitest";

import { boxBetween, imagePoint } from "../../src/geometry/points";

test("the box between two corners does not depend on their order", () => {
  const [a, b] = [imagePoint(5, 1), imagePoint(2, 9)];
  expect(boxBetween(a, b)).toEqual([2, 1, 5, 9]);
  expect(boxBetween(b, a)).toEqual([2, 1, 5, 9]);
});
