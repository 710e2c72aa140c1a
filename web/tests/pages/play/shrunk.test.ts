import { describe, expect, it } from "vitest";

import { encodeRle } from "../../../src/geometry/rle";
import { shrunk } from "../../../src/pages/play/shrunk";

describe("small masks", () => {
  it("show the box of the mask, and nothing around it", () => {
    const [width, height] = [400, 200];
    const data = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) data.fill(1, y * width + 100, y * width + 300);
    const small = shrunk(encodeRle({ width, height, data }), { width, height }, 40);
    expect([small.width, small.height]).toEqual([40, 40]);
    expect(small.data.every((value) => value === 1)).toBe(true);
  });
  it("keep every pixel of a mask that is small already", () => {
    const mask = { width: 4, height: 3, data: Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0) };
    const small = shrunk(encodeRle(mask), mask, 40);
    expect(small).toEqual({ width: 3, height: 2, data: Uint8Array.of(1, 0, 1, 0, 1, 0) });
  });
  it("are a single empty pixel of an empty mask", () => {
    const mask = { width: 4, height: 3, data: new Uint8Array(12) };
    expect(shrunk(encodeRle(mask), mask, 40).data).toEqual(Uint8Array.of(0));
  });
});
