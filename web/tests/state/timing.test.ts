import { describe, expect, it } from "vitest";

import { type Moments, mark, worked } from "../../src/state/timing";
import { randoms } from "./random";

describe("moments of work", () => {
  it("add up to the same as if every one had been kept", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const next = randoms(seed);
      const all: number[] = [];
      let now = 0;
      let kept: Moments = [];
      for (let i = 0; i < 100; i += 1) {
        now += Math.round(next() ** 6 * 90_000);
        all.push(now);
        kept = mark(kept, now);
      }
      expect(worked(kept, 0, 60_000)).toBe(worked(all, 0, 60_000));
      expect(worked(kept, 0, 1_000)).toBe(worked(all, 0, 1_000));
    }
  });

  it("are few however much the pointer moves", () => {
    let kept: Moments = [];
    for (let now = 0; now <= 30_000; now += 5) kept = mark(kept, now);
    expect(kept.length).toBeLessThan(65);
    expect(kept[0]).toBe(0);
    expect(kept[kept.length - 1]).toBe(30_000);
  });

  it("never run backwards", () => {
    expect(mark([5_000], 4_000)).toEqual([5_000]);
    expect(mark([], -3)).toEqual([0]);
  });

  it("leave pauses out", () => {
    expect(worked([0, 2_000, 5_000, 90_000, 91_000], 0, 60_000)).toBe(6_000);
    expect(worked([1_000, 2_000], 1_500, 60_000)).toBe(500);
  });
});
