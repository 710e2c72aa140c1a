import { describe, expect, test } from "vitest";

import { MARGIN, shade, unpremultiply } from "../../src/canvas/shade";

const SIDE = 16;
const RED = { colour: [200, 0, 0], opacity: 0.5, line: 0, rim: false } as const;
const WHOLE = { left: 0, top: 0, right: SIDE, bottom: SIDE };

/** Red, green, blue and alpha of a pixel. */
function channels(pixels: Uint32Array, x: number, y: number): number[] {
  const pixel = pixels[y * SIDE + x] ?? 0;
  return [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255, pixel >>> 24];
}

/** A square from 4 to 12, sampled with its margin. */
function square(): Uint8Array {
  const stride = SIDE + 2 * MARGIN;
  return new Uint8Array(stride * stride).map((_, i) => {
    const [x, y] = [(i % stride) - MARGIN, Math.floor(i / stride) - MARGIN];
    return x >= 4 && x < 12 && y >= 4 && y < 12 ? 1 : 0;
  });
}

describe("shading", () => {
  test("tints the inside and leaves the outside clear", () => {
    const pixels = new Uint32Array(SIDE * SIDE);
    shade(square(), WHOLE, RED, pixels, SIDE);
    unpremultiply(pixels);
    expect(channels(pixels, 3, 8)).toEqual([0, 0, 0, 0]);
    expect(channels(pixels, 8, 8)).toEqual([expect.closeTo(200, -0.5), 0, 0, 128]);
  });

  test("draws a line of the wished width within the edge, and a white rim", () => {
    const pixels = new Uint32Array(SIDE * SIDE);
    shade(square(), WHOLE, { ...RED, line: 2, rim: true }, pixels, SIDE);
    unpremultiply(pixels);
    const [rim, line, inside] = [4, 5, 6].map((x) => channels(pixels, x, 8));
    expect(rim?.slice(0, 3)).toEqual([255, 255, 255]);
    expect(line?.[3]).toBe(rim?.[3]);
    expect(line?.[1]).toBe(0);
    expect(inside?.[3]).toBe(128);
  });

  test("lays masks over each other as transparent sheets", () => {
    const pixels = new Uint32Array(SIDE * SIDE);
    shade(square(), WHOLE, RED, pixels, SIDE);
    shade(square(), WHOLE, { ...RED, colour: [0, 0, 200] }, pixels, SIDE);
    const [red = 0, , blue = 0, alpha = 0] = channels(pixels, 8, 8);
    expect(Math.abs(alpha - 191)).toBeLessThanOrEqual(2);
    expect(blue / red).toBeGreaterThan(1.9);
  });

  test("of a part draws there alone", () => {
    const part = { left: 6, top: 7, right: 9, bottom: 11 };
    const sample = new Uint8Array((3 + 2 * MARGIN) * (4 + 2 * MARGIN)).fill(1);
    const pixels = new Uint32Array(SIDE * SIDE);
    shade(sample, part, RED, pixels, SIDE);
    expect(pixels.filter((pixel) => pixel !== 0)).toHaveLength(12);
    expect(channels(pixels, 6, 7)[3]).toBe(128);
  });
});
