import { expect, test } from "vitest";

import { fitFrame, toModel, toOriginal } from "../../src/geometry/frame";
import { imagePoint } from "../../src/geometry/points";
import { answers } from "../fixtures/geometry";

test.each(answers.frames)("an image of $fit lies as in Python", ({ fit, resized, third }) => {
  const [height, width, side] = fit;
  const frame = fitFrame({ width, height }, side);
  expect([frame.resized.height, frame.resized.width]).toEqual(resized);
  const point = toModel(frame, imagePoint(width / 3, height / 7));
  expect(point[0]).toBeCloseTo(third[0], 9);
  expect(point[1]).toBeCloseTo(third[1], 9);
});

test("a point comes back from the model's square", () => {
  const frame = fitFrame({ width: 2250, height: 1500 }, 1024);
  const [x, y] = toOriginal(frame, toModel(frame, imagePoint(123.4, 567.8)));
  expect(x).toBeCloseTo(123.4, 9);
  expect(y).toBeCloseTo(567.8, 9);
});
