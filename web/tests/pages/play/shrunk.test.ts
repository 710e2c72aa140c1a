import { describe, expect, it } from "vitest";

import { encodeRle } from "../../../src/geometry/rle";
import { shrunk } from "../../../src/pages/play/shrunk";

describe("small masks", () => {
  it("keep the share of the pixels", () => {
    const [width, height] = [400, 200];
    const data = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) data.fill(1, y * width + 100, y * width + 300);
    const small = shrunk(encodeRle({ width, height, data }), { width, height }, 40);
    expect([small.width, small.height]).toEqual([40, 20]);
    expect(small.data.reduce((sum, value) => sum + value, 0)).toBe(400);
  });
  it("are the mask itself where it is small", () => {
    const mask = { width: 3, height: 2, data: Uint8Array.of(1, 0, 1, 0, 1, 0) };
    expect(shrunk(encodeRle(mask), mask, 40)).toEqual(mask);
  });
});
