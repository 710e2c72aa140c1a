import { describe, expect, it } from "vitest";

import { cropped, stemOf } from "../../../src/pages/play/cutout";

const SIZE = { width: 4, height: 3 };
const pixels = Uint8ClampedArray.from({ length: 48 }, (_, index) => index);

describe("cut-outs", () => {
  it("have the pixels of the mask, and nothing around them", () => {
    const mask = { ...SIZE, data: Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0) };
    const cut = cropped(pixels, mask);
    expect([cut.width, cut.height]).toEqual([2, 2]);
    const at = (pixel: number) => [...cut.data.subarray(4 * pixel, 4 * pixel + 4)];
    expect(at(0)).toEqual([20, 21, 22, 255]);
    expect(at(1)).toEqual([0, 0, 0, 0]);
    expect(at(2)).toEqual([36, 37, 38, 255]);
    expect(at(3)).toEqual([40, 41, 42, 255]);
  });
  it("of an empty mask are one transparent pixel", () => {
    const cut = cropped(pixels, { ...SIZE, data: new Uint8Array(12) });
    expect([...cut.data]).toEqual([0, 0, 0, 0]);
  });
  it("are named after the photo", () => {
    expect(["a.b.jpg", "photo", ".jpg"].map(stemOf)).toEqual(["a.b", "photo", "image"]);
  });
});
