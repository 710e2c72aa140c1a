import { expect, test } from "vitest";

import { intersect, subtract, union } from "../../src/geometry/bitmap";
import { runsArea, runsOf } from "../../src/geometry/runs";
import { mergeMasks, overlap, subtractNeighbours } from "../../src/tools/merge";
import { randomBitmap } from "../geometry/random";

const [a, b, c] = [1, 2, 3].map((seed) => randomBitmap(20, 15, seed)) as [
  ReturnType<typeof randomBitmap>,
  ReturnType<typeof randomBitmap>,
  ReturnType<typeof randomBitmap>,
];

test("merged masks have the pixels of all", () => {
  const merged = mergeMasks([runsOf(a), runsOf(b), runsOf(c)]);
  expect(merged).toEqual(runsOf(union(union(a, b), c)));
});

test("a mask without its neighbours shares no pixel with them", () => {
  const rest = subtractNeighbours(runsOf(a), [runsOf(b), runsOf(c)]);
  expect(rest).toEqual(runsOf(subtract(subtract(a, b), c)));
});

test("a mask that touches no neighbour stays the same object", () => {
  const mask = runsOf(a);
  expect(subtractNeighbours(mask, [])).toBe(mask);
  expect(subtractNeighbours(mask, [{ size: mask.size, bounds: new Int32Array(0) }])).toBe(mask);
});

test("overlap is shared pixels over all pixels", () => {
  const [runsA, runsB] = [runsOf(a), runsOf(b)];
  const expected = runsArea(runsOf(intersect(a, b))) / runsArea(runsOf(union(a, b)));
  expect(overlap(runsA, runsB)).toBeCloseTo(expected, 12);
  expect(overlap(runsA, runsA)).toBe(1);
  expect(overlap(runsA, { size: runsA.size, bounds: new Int32Array(0) })).toBe(0);
});
