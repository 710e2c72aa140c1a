import { expect, test } from "vitest";

import { fitFrame } from "../../src/geometry/frame";
import { judge, stabilityOf } from "../../src/model/judge";

const SQUARE = fitFrame({ width: 16, height: 16 }, 16);
const WIDE = fitFrame({ width: 16, height: 8 }, 16);

test("answers are sorted by their scores, each with its own logits", () => {
  const logits = Float32Array.of(...Array<number>(4).fill(1.5), ...Array<number>(4).fill(-5));
  const answers = judge(logits, Float32Array.of(0.2, 0.9), SQUARE, 2);
  expect(answers.map((answer) => answer.score)).toEqual([expect.closeTo(0.9), expect.closeTo(0.2)]);
  expect(answers.map((answer) => "logits" in answer && answer.logits[0])).toEqual([-5, 1.5]);
});

test("no more are kept than wanted, of equals the first", () => {
  const answers = judge(Float32Array.of(1, 2, 3), Float32Array.of(0.5, 0.5, 0.5), SQUARE, 1);
  expect(answers.map((answer) => "logits" in answer && [...answer.logits])).toEqual([[1]]);
});

test("stability is the share of sure cells among possible ones", () => {
  expect(stabilityOf(Float32Array.of(5, 0, -5, 0), SQUARE)).toBeCloseTo(1 / 3);
  expect(stabilityOf(Float32Array.of(5, 5, -5, -5), SQUARE)).toBe(1);
});

test("cells beside the image do not count", () => {
  expect(stabilityOf(Float32Array.of(5, 5, 0, 0), WIDE)).toBe(1);
});

test("a mask of nothing is not stable", () => {
  expect(stabilityOf(Float32Array.of(-5, -5, -5, -5), SQUARE)).toBe(0);
});
