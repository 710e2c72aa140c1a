import { expect, test } from "vitest";

import { fitFrame } from "../../src/geometry/frame";
import { boxBetween, imagePoint } from "../../src/geometry/points";
import type { Prompt } from "../../src/model/answer";
import { headsFor, promptTokens } from "../../src/model/prompt_tokens";

const FRAME = fitFrame({ width: 200, height: 100 }, 50);
const EMPTY: Prompt = { points: [], labels: [], box: null, refine: null };
const POINT = { points: [imagePoint(40, 20)], labels: [1] as const };
const BOX = boxBetween(imagePoint(8, 4), imagePoint(80, 40));

test("a click is followed by padding, in pixels of the padded square", () => {
  const tokens = promptTokens({ ...EMPTY, ...POINT }, FRAME);
  expect([...tokens.coords]).toEqual([10, 5, 0, 0]);
  expect([...tokens.labels]).toEqual([1, -1]);
});

test("the corners of a box come after the points, without padding", () => {
  const tokens = promptTokens({ ...EMPTY, ...POINT, box: BOX }, FRAME);
  expect([...tokens.coords]).toEqual([10, 5, 2, 1, 20, 10]);
  expect([...tokens.labels]).toEqual([1, 2, 3]);
});

test("a mask alone has no tokens at all", () => {
  const tokens = promptTokens({ ...EMPTY, refine: new Float32Array(4) }, FRAME);
  expect(tokens.labels.length).toBe(0);
});

test("nothing at all is refused, and labels that do not fit the points", () => {
  expect(() => promptTokens(EMPTY, FRAME)).toThrow("empty");
  expect(() => promptTokens({ ...EMPTY, ...POINT, labels: [] }, FRAME)).toThrow("0 labels for 1");
});

test("three masks compete for a click or a box alone, and where they are asked for", () => {
  const heads = (prompt: Prompt, ambiguous: boolean) => [
    ...headsFor(promptTokens(prompt, FRAME), ambiguous),
  ];
  expect(heads({ ...EMPTY, ...POINT }, false)).toEqual([1, 2, 3]);
  expect(heads({ ...EMPTY, box: BOX }, false)).toEqual([1, 2, 3]);
  expect(heads({ ...EMPTY, ...POINT, box: BOX }, false)).toEqual([0]);
  expect(heads({ ...EMPTY, ...POINT, box: BOX }, true)).toEqual([1, 2, 3]);
});
