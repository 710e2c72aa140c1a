import { describe, expect, it } from "vitest";

import { block, both, disc, ellipse, melted, ring } from "../../../src/pages/play/shapes";

describe("distances of shapes", () => {
  it("are negative inside, positive outside and 0 on the line", () => {
    for (const shape of [disc(0, 0, 5), ellipse(0, 0, 5, 5), block(0, 0, 5, 5, 0)]) {
      expect(shape(0, 0)).toBeLessThan(0);
      expect(shape(5, 0)).toBeCloseTo(0);
      expect(shape(9, 0)).toBeCloseTo(4);
    }
  });
  it("turn with a block", () => {
    const lying = block(0, 0, 10, 2, 0);
    const standing = block(0, 0, 10, 2, 0, Math.PI / 2);
    expect(standing(1, 7)).toBeCloseTo(lying(7, -1));
  });
  it("combine", () => {
    const [a, b] = [disc(0, 0, 5), disc(6, 0, 5)];
    expect(both(a, b)(0, 0)).toBeGreaterThan(0);
    expect(both(a, b)(3, 0)).toBeLessThan(0);
    expect(ring(a, 2)(0, 0)).toBeGreaterThan(0);
    expect(ring(a, 2)(5, 0)).toBeCloseTo(-1);
    expect(melted(a, b, 4)(3, 4.2)).toBeLessThan(Math.min(a(3, 4.2), b(3, 4.2)));
  });
});
