import { describe, expect, it } from "vitest";

import { joined, shareSteps, sizeSteps } from "../../../src/pages/explore/steps";

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

describe("steps of plots", () => {
  it("are at most forty and lose no count", () => {
    for (const length of [0, 1, 39, 40, 41, 500]) {
      const counts = Array.from({ length }, (_, index) => index);
      const steps = joined(counts);
      expect(steps.length).toBeLessThanOrEqual(40);
      expect(sum(steps.map((step) => step.count))).toBe(sum(counts));
    }
  });
  it("cover 0 to 1 without gaps", () => {
    const steps = shareSteps([1, 2, 3, 4]);
    expect(steps[0]?.from).toBe(0);
    expect(steps[3]?.to).toBe(1);
    expect(steps[1]?.to).toBe(steps[2]?.from);
  });
  it("add up to 100 % of the masks and leave empty steps out", () => {
    const steps = sizeSteps([0, 1, 3, 0]);
    expect(steps.map((step) => step.percent)).toEqual([null, 25, 75, null]);
  });
});
