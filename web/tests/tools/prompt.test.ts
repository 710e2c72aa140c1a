import { describe, expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { NO_PROMPT, prompt, promptOf } from "../../src/tools/prompt";
import { after, pointer } from "./events";

const click = (x: number, y: number, rest = {}) => [
  pointer("down", x, y, rest),
  pointer("up", x, y, rest),
];

describe("clicks", () => {
  test("add with the left button, remove with the right one, Alt or Shift", () => {
    const state = after(
      prompt,
      NO_PROMPT,
      ...click(1, 2),
      ...click(3, 4, { button: 2 }),
      ...click(5, 6, { alt: true }),
      ...click(7, 8, { shift: true }),
    );
    const { points, labels } = promptOf(state);
    expect(points).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ]);
    expect(labels).toEqual([1, 0, 0, 0]);
  });

  test("of the middle button and of a second pointer do nothing", () => {
    const [down] = click(1, 1);
    expect(after(prompt, NO_PROMPT, ...click(1, 1, { button: 1 })).given).toEqual([]);
    const held = after(prompt, NO_PROMPT, ...(down ? [down] : []));
    expect(after(prompt, held, ...click(5, 5, { pointer: 2 })).given).toEqual([]);
  });

  test("stay clicks when the hand trembles, where it first pressed", () => {
    const events = [pointer("down", 10, 10), pointer("move", 11, 11), pointer("up", 12, 11)];
    expect(after(prompt, NO_PROMPT, ...events).given).toEqual([
      { kind: "point", at: [10, 10], label: 1 },
    ]);
  });
});

describe("a drag", () => {
  const drag = [pointer("down", 30, 40), pointer("move", 20, 20), pointer("up", 10, 15)];

  test("gives a box, whichever way it goes", () => {
    expect(promptOf(after(prompt, NO_PROMPT, ...drag)).box).toEqual([10, 15, 30, 40]);
  });

  test("shows the box on the way and adds nothing until it is released", () => {
    const state = after(prompt, NO_PROMPT, ...drag.slice(0, 2));
    expect(state.press?.box).toEqual([20, 20, 30, 40]);
    expect(state.given).toEqual([]);
  });

  test("replaces the box before, which comes back when the last is removed", () => {
    const other = [pointer("down", 0, 0), pointer("up", 50, 50)];
    const state = after(prompt, NO_PROMPT, ...drag, ...other);
    expect(promptOf(state).box).toEqual([0, 0, 50, 50]);
    expect(promptOf(prompt(state, { kind: "removeLast" })).box).toEqual([10, 15, 30, 40]);
  });

  test("of the right button is a click", () => {
    const events = drag.map((event) => ({ ...event, button: 2 }));
    expect(promptOf(after(prompt, NO_PROMPT, ...events))).toMatchObject({ box: null, labels: [0] });
  });

  test("is dropped by cancel", () => {
    const state = after(prompt, NO_PROMPT, ...drag.slice(0, 2), { kind: "cancel" } as const);
    expect(state).toMatchObject({ press: null, given: [] });
  });
});

test("a pointer that is taken away gives nothing, and the next one is heard", () => {
  const taken = [pointer("down", 5, 5), pointer("move", 20, 20), pointer("leave", 20, 20)];
  const state = after(prompt, NO_PROMPT, ...taken);
  expect(state).toEqual(NO_PROMPT);
  expect(after(prompt, state, ...click(1, 1, { pointer: 2 })).given).toHaveLength(1);
});

test("removing takes one thing back at a time, also scribbles, and ends at nothing", () => {
  const scribble = {
    kind: "scribble",
    points: [imagePoint(1, 1), imagePoint(2, 2)],
    label: 0,
  } as const;
  let state = after(prompt, NO_PROMPT, ...click(5, 5), { kind: "give", given: scribble } as const);
  expect(promptOf(state).labels).toEqual([1, 0, 0]);
  for (const left of [1, 0, 0]) {
    state = prompt(state, { kind: "removeLast" });
    expect(state.given).toHaveLength(left);
  }
});

test("hovering is known until the pointer leaves or presses", () => {
  const hovering = prompt(NO_PROMPT, pointer("move", 3, 3));
  expect(hovering.hover).toEqual([3, 3]);
  expect(prompt(hovering, pointer("leave", 3, 3)).hover).toBeNull();
  expect(prompt(hovering, pointer("down", 3, 3)).hover).toBeNull();
  expect(prompt(hovering, { kind: "clear" }).hover).toEqual([3, 3]);
});
