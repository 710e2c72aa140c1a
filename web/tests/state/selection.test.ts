import { describe, expect, it } from "vitest";

import {
  NO_SELECTION,
  choose,
  chooseAll,
  keepOnly,
  leader,
  step,
  toggle,
} from "../../src/state/selection";

const IDS = ["a", "b", "c"];

describe("a selection", () => {
  it("is one instance, or several that come and go", () => {
    const two = choose(choose(NO_SELECTION, "a", false), "b", true);
    expect(two.chosen).toEqual(["a", "b"]);
    expect(choose(two, "a", true).chosen).toEqual(["b"]);
    expect(choose(two, "c", false).chosen).toEqual(["c"]);
    expect(leader(two)).toBe("b");
    expect(leader(NO_SELECTION)).toBeNull();
  });

  it("steps through the whole list and back to where it was", () => {
    let now = step(NO_SELECTION, IDS, 1);
    expect(now.chosen).toEqual(["a"]);
    for (let i = 0; i < IDS.length; i += 1) now = step(now, IDS, 1);
    expect(now.chosen).toEqual(["a"]);
    expect(step(now, IDS, -1).chosen).toEqual(["c"]);
    expect(step(NO_SELECTION, IDS, -1).chosen).toEqual(["c"]);
    expect(step(now, [], 1)).toBe(now);
  });

  it("hides all of the selected unless all are hidden", () => {
    const some = toggle(NO_SELECTION, "hidden", ["a"]);
    const all = toggle(some, "hidden", IDS);
    expect([...all.hidden].sort()).toEqual(IDS);
    expect(toggle(all, "hidden", IDS).hidden.size).toBe(0);
    expect(toggle(NO_SELECTION, "locked", []).locked.size).toBe(0);
  });

  it("forgets what is gone", () => {
    const all = chooseAll(NO_SELECTION, IDS);
    expect(keepOnly(all, new Set(["b"])).chosen).toEqual(["b"]);
    expect(keepOnly(all, new Set(IDS))).toBe(all);
  });
});
