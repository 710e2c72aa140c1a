import { describe, expect, it } from "vitest";

import { distinct, parents } from "../../../src/pages/device/distinct";

const mask = (...cells: number[]) => {
  const data = new Uint8Array(20);
  for (const cell of cells) data[cell] = 1;
  return { small: { width: 5, height: 4, data }, area: cells.length };
};

const CAR = mask(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
const WHEEL = mask(5, 6, 7);
const TREE = mask(15, 16);

describe("sets of masks", () => {
  it("keep the first of masks that are nearly the same", () => {
    const nearly = mask(0, 1, 2, 3, 4, 5, 6, 7, 8);
    expect(distinct([CAR, nearly, WHEEL, TREE])).toEqual([CAR, WHEEL, TREE]);
    expect(distinct([nearly, CAR])).toEqual([nearly]);
  });
  it("know the smallest mask that holds another", () => {
    const street = mask(...Array.from({ length: 15 }, (_, index) => index));
    expect(parents([CAR, WHEEL, TREE, street])).toEqual([3, 0, null, null]);
    expect(parents([])).toEqual([]);
  });
});
