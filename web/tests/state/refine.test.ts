import { describe, expect, it } from "vitest";

import { area, emptyBitmap, intersect, union } from "../../src/geometry/bitmap";
import { fitFrame } from "../../src/geometry/frame";
import { paintStroke } from "../../src/geometry/paint";
import { imagePoint } from "../../src/geometry/points";
import { rasterise } from "../../src/geometry/resize";
import { logitsOf } from "../../src/state/refine";

describe("the logits of a mask", () => {
  it("give nearly the mask back, however the image lies in the square", () => {
    for (const size of [
      { width: 400, height: 300 },
      { width: 200, height: 640 },
      { width: 97, height: 97 },
    ]) {
      const radius = Math.min(size.width, size.height) / 3;
      const middle = imagePoint(size.width / 2, size.height / 2);
      const mask = paintStroke(emptyBitmap(size), [middle], radius, 1);
      const frame = fitFrame(size, 512);
      const again = rasterise(logitsOf(mask, frame, 128), 128, frame, size);
      expect(area(intersect(mask, again)) / area(union(mask, again))).toBeGreaterThan(0.95);
    }
  });

  it("of no pixel say that nothing is there", () => {
    const size = { width: 30, height: 20 };
    const logits = logitsOf(emptyBitmap(size), fitFrame(size, 64), 16);
    expect(Math.max(...logits)).toBeLessThan(0);
  });
});
