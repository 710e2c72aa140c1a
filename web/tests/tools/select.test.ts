import { describe, expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { fillRings } from "../../src/geometry/polygon";
import { runsOf } from "../../src/geometry/runs";
import {
  hitsAt,
  NOTHING_SELECTED,
  select,
  type SelectState,
  targetOf,
} from "../../src/tools/select";
import { pointer } from "./events";

const SIZE = { width: 50, height: 50 };

function square(id: string, x: number, y: number, side: number) {
  const corners = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ] as const;
  const ring = corners.map(([cornerX, cornerY]) => imagePoint(cornerX, cornerY));
  return targetOf(id, runsOf(fillRings([ring], SIZE)));
}

const targets = [square("small", 10, 10, 5), square("large", 0, 0, 40), square("twin", 10, 10, 5)];

const clickAt = (state: SelectState, x: number, y: number, rest = {}) =>
  select(state, pointer("down", x, y, rest), targets);

test("the smallest mask is hit first, the upper one among equals", () => {
  expect(hitsAt(targets, imagePoint(12, 12))).toEqual(["twin", "small", "large"]);
  expect(hitsAt(targets, imagePoint(30, 30))).toEqual(["large"]);
  expect(hitsAt(targets, imagePoint(45, 45))).toEqual([]);
});

describe("clicking", () => {
  test("again at the same place goes through all masks there and starts anew", () => {
    let state = NOTHING_SELECTED;
    const seen = [1, 2, 3, 4].map(() => {
      state = clickAt(state, 12, 12);
      return state.chosen[0];
    });
    expect(seen).toEqual(["twin", "small", "large", "twin"]);
  });

  test("elsewhere selects what is there alone, on nothing selects nothing", () => {
    const state = clickAt(clickAt(NOTHING_SELECTED, 12, 12), 30, 30);
    expect(state.chosen).toEqual(["large"]);
    expect(clickAt(state, 45, 45).chosen).toEqual([]);
  });

  test("with Shift adds and takes away", () => {
    const both = clickAt(clickAt(NOTHING_SELECTED, 12, 12), 30, 30, { shift: true });
    expect(both.chosen).toEqual(["twin", "large"]);
    expect(clickAt(both, 12, 12, { shift: true }).chosen).toEqual(["large"]);
    expect(clickAt(both, 45, 45, { shift: true }).chosen).toEqual(["twin", "large"]);
  });

  test("with the right button selects nothing", () => {
    expect(clickAt(NOTHING_SELECTED, 12, 12, { button: 2 })).toBe(NOTHING_SELECTED);
  });
});

test("hovering names the mask that a click would select, and stays the same object on it", () => {
  const state = select(NOTHING_SELECTED, pointer("move", 30, 30), targets);
  expect(state.hover).toBe("large");
  expect(select(state, pointer("move", 31, 31), targets)).toBe(state);
  expect(select(state, pointer("leave", 31, 31), targets).hover).toBeNull();
});
