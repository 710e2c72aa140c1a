import { describe, expect, test } from "vitest";

import { area, isEmpty, subtract } from "../../src/geometry/bitmap";
import { fitFrame } from "../../src/geometry/frame";
import { rasterise } from "../../src/geometry/resize";
import { decodeRle } from "../../src/geometry/rle";
import { answers } from "../fixtures/geometry";

const STEPS = 64;

describe("masks of logits", () => {
  test.each(answers.rasters)("of $frame are the Python package's", (raster) => {
    const [height, width, side] = raster.frame;
    const size = { width, height };
    const logits = Float32Array.from(raster.logits, (value) => value / STEPS);
    const ours = rasterise(logits, raster.low, fitFrame(size, side), size);
    const [theirs, unsure] = [decodeRle(raster.counts, size), decodeRle(raster.unsure, size)];
    expect(isEmpty(subtract(subtract(ours, theirs), unsure))).toBe(true);
    expect(isEmpty(subtract(subtract(theirs, ours), unsure))).toBe(true);
  });

  test("of a plane that rises to the right are cut by a straight line at every size", () => {
    const low = 16;
    const logits = Float32Array.from({ length: low * low }, (_, i) => (i % low) - 7.43);
    for (const width of [31, 64, 400]) {
      const size = { width, height: width };
      const mask = rasterise(logits, low, fitFrame({ width: 64, height: 64 }, 64), size);
      // The logit at share s of the width is 16 s - 0.5 - 7.43, above 0 from s = 7.93 / 16 on.
      const first = Math.ceil((7.93 / low) * width - 0.5);
      expect(area(mask)).toBe((width - first) * width);
      expect(mask.data[first - 1]).toBe(0);
    }
  });

  test("that are nowhere positive are empty, everywhere positive full", () => {
    const frame = fitFrame({ width: 50, height: 20 }, 64);
    const size = { width: 50, height: 20 };
    expect(isEmpty(rasterise(new Float32Array(256), 16, frame, size))).toBe(true);
    expect(area(rasterise(new Float32Array(256).fill(0.1), 16, frame, size))).toBe(1000);
  });

  test("ignore positive logits in the padding", () => {
    const frame = fitFrame({ width: 64, height: 16 }, 64);
    const logits = Float32Array.from({ length: 256 }, (_, i) => (i >= 8 * 16 ? 5 : -5));
    expect(isEmpty(rasterise(logits, 16, frame, { width: 64, height: 16 }))).toBe(true);
  });
});
