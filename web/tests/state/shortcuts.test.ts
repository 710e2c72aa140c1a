import { describe, expect, it } from "vitest";

import { ACTIONS, type ActionName } from "../../src/state/actions";
import {
  actionOf,
  bind,
  bindingOf,
  conflicts,
  keysOf,
  readOverrides,
  taken,
  unbind,
} from "../../src/state/shortcuts";
import { randoms } from "./random";

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const NAMES = Object.keys(ACTIONS) as ActionName[];

describe("the name of a key", () => {
  it("is the letter with its modifiers, however the shift key changes it", () => {
    expect(bindingOf({ ...plain, key: "z", ctrlKey: true })).toBe("Ctrl+Z");
    expect(bindingOf({ ...plain, key: "Z", ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+Z");
    expect(bindingOf({ ...plain, key: "z", metaKey: true })).toBe("Ctrl+Z");
  });

  it("holds no shift where the sign itself says it", () => {
    expect(bindingOf({ ...plain, key: "?", shiftKey: true })).toBe("?");
    expect(bindingOf({ ...plain, key: "{", shiftKey: true })).toBe("{");
    expect(bindingOf({ ...plain, key: "Tab", shiftKey: true })).toBe("Shift+Tab");
    expect(bindingOf({ ...plain, key: " " })).toBe("Space");
  });

  it("is none for modifiers alone", () => {
    expect(bindingOf({ ...plain, key: "Shift", shiftKey: true })).toBeNull();
  });
});

describe("the keys", () => {
  it("have no conflict as they come", () => {
    expect(conflicts({})).toEqual([]);
  });

  it("reach every action that has one", () => {
    for (const name of NAMES) {
      const action: (typeof ACTIONS)[ActionName] & { atCursor?: true } = ACTIONS[name];
      const scope = action.scope === "review" ? "review" : "annotate";
      for (const key of action.keys) {
        expect(actionOf(key, scope, {}, action.atCursor ?? false)).toBe(name);
      }
    }
  });

  it("mean the keyboard's cursor only while it is shown", () => {
    expect(actionOf("Enter", "annotate", {}, false)).toBe("accept");
    expect(actionOf("Enter", "annotate", {}, true)).toBe("click");
    expect(actionOf("Shift+Enter", "annotate", {}, false)).toBeNull();
  });

  it("of reviews mean nothing while annotating", () => {
    expect(actionOf("A", "annotate", {}, false)).toBeNull();
    expect(actionOf("A", "review", {}, false)).toBe("acceptMask");
  });

  it("name whom they would be taken from", () => {
    expect(taken("B", "eraser", {})).toBe("brush");
    expect(taken("B", "brush", {})).toBeNull();
    expect(conflicts({ eraser: ["B"] })).toEqual([{ binding: "B", actions: ["brush", "eraser"] }]);
  });

  it("stay without conflict however they are bound", () => {
    const next = randoms(5);
    const keys = NAMES.flatMap((name) => [...ACTIONS[name].keys]);
    let overrides = {};
    for (let i = 0; i < 300; i += 1) {
      const name = NAMES[Math.floor(next() * NAMES.length)] ?? "undo";
      const key = keys[Math.floor(next() * keys.length)] ?? "B";
      overrides = next() < 0.3 ? unbind(name, overrides) : bind(name, key, overrides);
      expect(conflicts(overrides)).toEqual([]);
    }
  });

  it("come back as they were when everything is unbound", () => {
    let overrides = bind("eraser", "B", {});
    expect(keysOf("brush", overrides)).toEqual([]);
    for (const name of [...NAMES, ...NAMES]) overrides = unbind(name, overrides);
    expect(overrides).toEqual({});
  });

  it("are read only where they can be keys", () => {
    const kept = { brush: ["X"], eraser: "B", undo: [3], redo: [""], nobody: ["Q"] };
    expect(readOverrides(kept)).toEqual({ brush: ["X"] });
    expect(readOverrides(null)).toEqual({});
  });
});
