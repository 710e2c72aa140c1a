import { describe, expect, test } from "vitest";

import { brush, brushOf } from "../../src/tools/brush";
import { after, pointer } from "./events";

const stroke = [pointer("down", 1, 1), pointer("move", 5, 1), pointer("up", 9, 1)];

describe("a stroke", () => {
  test("is done when the button is released, and only in that moment", () => {
    const state = after(brush, brushOf(4), ...stroke);
    expect(state.done?.points).toEqual([
      [1, 1],
      [5, 1],
      [9, 1],
    ]);
    expect(state.stroke).toBeNull();
    expect(brush(state, pointer("move", 9, 2)).done).toBeNull();
  });

  test("keeps no points closer than a screen pixel", () => {
    const close = [pointer("down", 1, 1), pointer("move", 1.2, 1), pointer("move", 1.4, 1.1)];
    expect(after(brush, brushOf(4), ...close).stroke?.points).toHaveLength(1);
  });

  test("is inverted by Ctrl and by a pen's other end", () => {
    const erases = (erase: boolean, rest: object) =>
      brush(brushOf(4, erase), pointer("down", 1, 1, rest)).stroke?.erase;
    expect(erases(false, {})).toBe(false);
    expect(erases(false, { ctrl: true })).toBe(true);
    expect(erases(true, { ctrl: true })).toBe(false);
    expect(erases(false, { button: 5 })).toBe(true);
  });

  test("belongs to the pointer that began it", () => {
    const [down] = stroke;
    const held = after(brush, brushOf(4), ...(down ? [down] : []));
    const other = after(brush, held, pointer("move", 50, 50, { pointer: 2 }));
    expect(other.stroke?.points).toHaveLength(1);
    expect(brush(other, pointer("up", 50, 50, { pointer: 2 })).done).toBeNull();
  });

  test("is dropped when its pointer is taken away, not when another one leaves", () => {
    const held = after(brush, brushOf(4), ...stroke.slice(0, 2));
    expect(brush(held, pointer("leave", 5, 1)).stroke).toBeNull();
    expect(brush(held, pointer("leave", 5, 1, { pointer: 2 })).stroke).not.toBeNull();
  });

  test("is dropped by cancel", () => {
    const [down, move] = stroke;
    const state = after(brush, brushOf(4), ...(down && move ? [down, move] : []), {
      kind: "cancel",
    } as const);
    expect(brush(state, pointer("up", 5, 5))).toMatchObject({ done: null, stroke: null });
  });
});

describe("the size", () => {
  test("grows and shrinks back, within limits", () => {
    const grown = brush(brushOf(10), { kind: "grow" });
    expect(grown.radius).toBeGreaterThan(10);
    expect(brush(grown, { kind: "shrink" }).radius).toBeCloseTo(10, 9);
    const many = Array.from({ length: 100 }, () => ({ kind: "shrink" }) as const);
    expect(after(brush, brushOf(10), ...many).radius).toBe(0.5);
  });

  test("follows the wheel with Alt or Shift only", () => {
    const turned = (rest: object) => brush(brushOf(10), pointer("wheel", 0, 0, rest)).radius;
    expect(turned({ wheel: -100, alt: true })).toBeGreaterThan(10);
    expect(turned({ wheel: 100, shift: true })).toBeLessThan(10);
    expect(turned({ wheel: 100 })).toBe(10);
  });

  test("of a stroke is that of its beginning", () => {
    const [down] = stroke;
    const state = after(brush, brushOf(4), ...(down ? [down] : []), { kind: "grow" } as const);
    expect(state.stroke?.radius).toBe(4);
  });
});
