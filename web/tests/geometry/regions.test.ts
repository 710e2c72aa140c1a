import { expect, test } from "vitest";

import { area, isEmpty, union } from "../../src/geometry/bitmap";
import { parseRuns } from "../../src/geometry/rle";
import { components, dropIslands, fillHoles, regionsOf } from "../../src/geometry/regions";
import { unionRuns } from "../../src/geometry/run_sets";
import { runsArea, runsOf } from "../../src/geometry/runs";
import { answers, sizeOf } from "../fixtures/geometry";
import { manyBitmaps } from "./random";

/** A mask of characters: # is set. */
function drawn(...rows: string[]) {
  const data = Uint8Array.from(rows.join(""), (cell) => (cell === "#" ? 1 : 0));
  return { width: rows[0]?.length ?? 0, height: rows.length, data };
}

test("there are as many regions as the Python package finds", () => {
  for (const { size, counts, regions } of answers.masks) {
    expect(regionsOf(parseRuns(counts, sizeOf(size)))).toHaveLength(regions);
  }
});

test("regions add up to the mask and share no pixel", () => {
  for (const bitmap of manyBitmaps()) {
    const mask = runsOf(bitmap);
    const regions = regionsOf(mask);
    expect(unionRuns(regions, mask.size)).toEqual(mask);
    expect(regions.reduce((sum, region) => sum + runsArea(region), 0)).toBe(runsArea(mask));
  }
});

test("a region is one region", () => {
  for (const bitmap of manyBitmaps()) {
    for (const region of regionsOf(runsOf(bitmap))) expect(regionsOf(region)).toEqual([region]);
  }
});

test("components are regions as bitmaps", () => {
  const parts = components(drawn("#..#", "....", "#..."));
  expect(parts.map(area)).toEqual([1, 1, 1]);
});

test("holes are filled up to an area, the outside never", () => {
  const mask = drawn("######", "#.##.#", "#.####", "######", "..##..");
  expect(area(fillHoles(mask))).toBe(26);
  expect(area(fillHoles(mask, 1))).toBe(24);
  expect(isEmpty(fillHoles(drawn("...", "...")))).toBe(true);
});

test("small islands go, the largest stays whatever its size", () => {
  const mask = drawn("##..#", "##...", "....#");
  expect(runsArea(dropIslands(runsOf(mask), 2))).toBe(4);
  expect(runsArea(dropIslands(runsOf(mask), 100))).toBe(4);
  expect(dropIslands(runsOf(union(mask, mask)), 1)).toEqual(runsOf(mask));
});
