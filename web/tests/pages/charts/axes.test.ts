import { describe, expect, it } from "vitest";

import { thinned } from "../../../src/pages/charts/Axes";
import { closest } from "../../../src/pages/charts/LineChart";

describe("labels of axes", () => {
  it("do not run into each other", () => {
    const labels = Array.from({ length: 50 }, (_, index) => ({ at: 9 * index, text: "1,000" }));
    const kept = thinned(labels);
    expect(kept[0]).toBe(labels[0]);
    for (const [index, label] of kept.slice(1).entries())
      expect(label.at - (kept[index]?.at ?? 0)).toBeGreaterThan(5 * 7);
  });
  it("all stay where there is room", () => {
    const labels = [0, 100, 200].map((at) => ({ at, text: "x" }));
    expect(thinned(labels)).toEqual(labels);
  });
});

describe("pointing at a chart", () => {
  it("finds the nearest place", () => {
    expect(closest([0, 10, 20], 14)).toBe(1);
    expect(closest([0, 10, 20], 99)).toBe(2);
    expect(closest([], 5)).toBeNull();
  });
});
