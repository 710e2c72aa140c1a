import { describe, expect, it } from "vitest";

import { imagePoint } from "../../../src/geometry/points";
import {
  NEW_SESSION,
  session,
  type Session,
  type SessionEvent,
} from "../../../src/pages/play/session";

const click = (x: number, label: 0 | 1 = 1): SessionEvent => ({
  kind: "prompt",
  event: { kind: "give", given: { kind: "point", at: imagePoint(x, 5), label } },
  base: null,
});
const found = (counts: string, parent: number | null = null) => ({ counts, area: 9, parent });
const after = (...events: SessionEvent[]) => events.reduce(session, NEW_SESSION);
const shown = (now: Session) => [now.given.length, now.kept.map((each) => each.counts).join("")];

describe("session with a photo", () => {
  it("keeps a mask and begins a new prompt", () => {
    const now = after(click(1), click(2), { kind: "keep", found: [found("a")] });
    expect(shown(now)).toEqual([0, "a"]);
    expect(now.pointing.given).toEqual([]);
  });
  it("goes back through every step and forward again", () => {
    const events: SessionEvent[] = [
      click(1),
      click(2, 0),
      { kind: "keep", found: [found("a")] },
      click(3),
      { kind: "keep", found: [found("b"), found("c", 0)] },
      { kind: "remove", id: 1 },
      { kind: "removeAll" },
    ];
    const states = events.map((_, index) => shown(after(...events.slice(0, index + 1))));
    let now = after(...events);
    for (const state of [...states.slice(0, -1).reverse(), shown(NEW_SESSION)]) {
      now = session(now, { kind: "undo" });
      expect(shown(now)).toEqual(state);
      expect(now.pointing.given).toBe(now.given);
    }
    expect(session(now, { kind: "undo" })).toBe(now);
    for (const state of states) {
      now = session(now, { kind: "redo" });
      expect(shown(now)).toEqual(state);
    }
  });
  it("forgets what was undone once something new is done", () => {
    const now = after(click(1), { kind: "undo" }, click(2));
    expect(now.future).toEqual([]);
  });
  it("does not count movements of the pointer as steps", () => {
    const move: SessionEvent = {
      kind: "prompt",
      event: { kind: "leave" } as never,
      base: null,
    };
    expect(after(click(1), move).past).toHaveLength(1);
  });
  it("gives each mask a number of its own, and parts to what remains", () => {
    const now = after(
      { kind: "keep", found: [found("a"), found("b", 0), found("c", 1)] },
      { kind: "remove", id: 2 },
      { kind: "keep", found: [found("d")] },
    );
    expect(now.kept.map((each) => [each.id, each.parent])).toEqual([
      [1, null],
      [3, 1],
      [4, null],
    ]);
  });
  it("renames without a step to undo", () => {
    const now = after(
      { kind: "keep", found: [found("a")] },
      { kind: "rename", id: 1, name: "cat" },
    );
    expect(now.kept[0]?.name).toBe("cat");
    expect(now.past).toHaveLength(1);
  });
});
