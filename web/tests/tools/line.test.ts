import { expect, test } from "vitest";

import { drawLine, NO_LINE } from "../../src/tools/line";
import { after, pointer } from "./events";

const events = [
  pointer("down", 0, 0),
  pointer("move", 4, 0),
  pointer("move", 4.1, 0),
  pointer("up", 4, 4),
];

test("a line is done at release, without points that are nearly the same", () => {
  const state = after(drawLine, NO_LINE, ...events);
  expect(state.done).toEqual({
    points: [
      [0, 0],
      [4, 0],
      [4, 4],
    ],
    label: 1,
  });
  expect(drawLine(state, pointer("move", 5, 5)).done).toBeNull();
});

test("the right button, Alt and Shift draw a line that takes away", () => {
  for (const rest of [{ button: 2 }, { alt: true }, { shift: true }]) {
    const state = after(drawLine, NO_LINE, ...events.map((event) => ({ ...event, ...rest })));
    expect(state.done?.label).toBe(0);
  }
});

test("other pointers and cancel end nothing", () => {
  const held = after(drawLine, NO_LINE, ...events.slice(0, 2));
  expect(drawLine(held, pointer("up", 9, 9, { pointer: 7 })).done).toBeNull();
  expect(drawLine(held, pointer("leave", 9, 9, { pointer: 7 }))).toBe(held);
  expect(drawLine(held, pointer("leave", 9, 9))).toEqual(NO_LINE);
  expect(drawLine(held, { kind: "cancel" })).toEqual(NO_LINE);
});
