import { describe, expect, it } from "vitest";

import { decodeRle, encodeRle } from "../../../src/geometry/rle";
import { cocoOf, sa1bOf } from "../../../src/pages/device/forms";

const SIZE = { width: 4, height: 3 };
const bitmap = { ...SIZE, data: Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0) };
const mask = (id: number, name: string) => ({
  id,
  counts: encodeRle(bitmap),
  area: 2,
  name,
  parent: null,
});

describe("files of masks", () => {
  it("have as many categories in COCO as there are names", () => {
    const file = cocoOf("a.jpg", SIZE, [mask(3, "cat"), mask(7, ""), mask(9, "cat")]);
    expect(file.categories.map((each) => each.name)).toEqual(["cat", "object"]);
    expect(file.annotations.map((each) => each.category_id)).toEqual([1, 2, 1]);
    expect(file.annotations.map((each) => each.id)).toEqual([1, 2, 3]);
  });
  it("hold the mask exactly, its box and its area", () => {
    for (const file of [
      cocoOf("a.jpg", SIZE, [mask(1, "")]),
      sa1bOf("a.jpg", SIZE, [mask(1, "")]),
    ]) {
      const [annotation] = file.annotations;
      expect(annotation?.bbox).toEqual([1, 1, 2, 1]);
      expect(annotation?.segmentation.size).toEqual([3, 4]);
      expect(decodeRle(annotation?.segmentation.counts ?? "", SIZE)).toEqual(bitmap);
    }
  });
});
