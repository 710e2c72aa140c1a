import { describe, expect, it } from "vitest";

import { linear, logarithmic, tell } from "../../../src/pages/charts/scale";

const DOMAINS = [
  [0, 1],
  [0, 7],
  [0, 0.043],
  [3, 99_999],
  [0, 0],
  [-5, 5],
] as const;

describe("linear scale", () => {
  it.each(DOMAINS)("has ticks around %d to %d, at equal steps", (low, high) => {
    const { ticks } = linear([low, high], [0, 100]);
    expect(ticks[0]).toBeLessThanOrEqual(low);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
    const steps = ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] ?? 0, 9);
    expect(ticks.length).toBeLessThanOrEqual(8);
  });
  it("puts the first and the last tick at the ends of the range", () => {
    const scale = linear([0, 83], [200, 10]);
    expect(scale.at(scale.ticks[0] ?? NaN)).toBeCloseTo(200);
    expect(scale.at(scale.ticks.at(-1) ?? NaN)).toBeCloseTo(10);
  });
});

describe("logarithmic scale", () => {
  it("has a tick at each power of ten, at equal distances", () => {
    const scale = logarithmic([1, 5_000], [0, 90]);
    expect(scale.ticks).toEqual([1, 10, 100, 1_000, 10_000]);
    expect(scale.ticks.map((tick) => scale.at(tick))).toEqual([0, 22.5, 45, 67.5, 90]);
  });
  it("has two ticks even for a single value", () => {
    expect(logarithmic([1, 1], [0, 1]).ticks).toEqual([1, 10]);
  });
});

describe("numbers for people", () => {
  it("group thousands and keep two digits", () => {
    expect(tell(1234567)).toBe("1,234,567");
    expect(tell(0.256)).toBe("0.26");
    expect(tell(0.00123)).toBe("0.0012");
    expect(tell(20_000, true)).toBe("20 k");
    expect(tell(3_000_000, true)).toBe("3 M");
    expect(tell(0)).toBe("0");
  });
});
