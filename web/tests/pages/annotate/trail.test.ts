import { describe, expect, it } from "vitest";

import { NO_TRAIL, type Trail, back, forth, isBack } from "../../../src/pages/annotate/trail";

const TRAIL: Trail = { ids: [9, 7, 4], place: -1 };

describe("a trail of ended tasks", () => {
  it("leads back as far as there are tasks, and forth to what is new", () => {
    let now = TRAIL;
    const met: number[] = [];
    while (back(now) !== now) {
      now = back(now);
      met.push(now.ids[now.place] ?? 0);
    }
    expect(met).toEqual([9, 7, 4]);
    while (isBack(now)) now = forth(now);
    expect(now).toEqual(TRAIL);
    expect(forth(now)).toBe(now);
  });

  it("without tasks leads nowhere", () => {
    expect(back(NO_TRAIL)).toBe(NO_TRAIL);
    expect(isBack(NO_TRAIL)).toBe(false);
  });
});
