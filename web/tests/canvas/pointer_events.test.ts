import { describe, expect, test } from "vitest";

import { canvasPointer, coalesced } from "../../src/canvas/pointer_events";

const VIEW = { scale: 2, x: 10, y: 20 };
const ORIGIN = { left: 100, top: 50 };
const BARE = {
  clientX: 130,
  clientY: 90,
  button: 0,
  buttons: 1,
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
};

const pointer = (rest: object = {}) =>
  ({ ...BARE, pointerId: 3, pointerType: "mouse", pressure: 0.5, ...rest }) as PointerEvent;
const wheel = (rest: object) =>
  ({ ...BARE, deltaX: 0, deltaY: 0, deltaMode: 0, ...rest }) as WheelEvent;

test("positions are told on the canvas and on the image", () => {
  const event = canvasPointer("down", pointer(), ORIGIN, VIEW);
  expect(event.screen).toEqual([30, 40]);
  expect(event.image).toEqual([10, 10]);
  expect(event).toMatchObject({ kind: "down", pointer: 3, touch: false, scale: 2, wheel: 0 });
});

test("the command key counts as Ctrl, and fingers are known", () => {
  const event = canvasPointer(
    "down",
    pointer({ metaKey: true, pointerType: "touch" }),
    ORIGIN,
    VIEW,
  );
  expect(event).toMatchObject({ ctrl: true, touch: true });
});

describe("the wheel", () => {
  const turned = (rest: object) => canvasPointer("wheel", wheel(rest), ORIGIN, VIEW).wheel;

  test("is counted in pixels whatever the browser counts in", () => {
    expect(turned({ deltaY: 30 })).toBe(30);
    expect(turned({ deltaY: 3, deltaMode: 1 })).toBe(48);
    expect(turned({ deltaY: -1, deltaMode: 2 })).toBe(-400);
  });

  test("turned sideways by Shift counts all the same", () => {
    expect(turned({ deltaX: -30, shiftKey: true })).toBe(-30);
  });
});

test("moves in between are taken while a button is down, the last one alone otherwise", () => {
  const between = [pointer({ clientX: 1 }), pointer({ clientX: 2 })];
  const drawing = pointer({ getCoalescedEvents: () => between });
  expect(coalesced(drawing)).toBe(between);
  const hovering = pointer({ buttons: 0, getCoalescedEvents: () => between });
  expect(coalesced(hovering)).toEqual([hovering]);
});
