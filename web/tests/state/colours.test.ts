import { describe, expect, it } from "vitest";

import { colourOf, cssOf } from "../../src/state/colours";

describe("colours of instances", () => {
  it("are whole numbers of 8 bits", () => {
    for (let place = 0; place < 500; place += 1) {
      for (const value of colourOf(place)) {
        expect(Number.isInteger(value) && value >= 0 && value <= 255).toBe(true);
      }
    }
    expect(cssOf([1, 2, 3])).toBe("rgb(1 2 3)");
  });

  it("of neighbours in the list are far apart", () => {
    for (let place = 0; place < 500; place += 1) {
      const [one, other] = [colourOf(place), colourOf(place + 1)];
      const distance = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
      expect(distance).toBeGreaterThan(100);
    }
  });
});
