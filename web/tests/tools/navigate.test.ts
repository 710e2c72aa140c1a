import { describe, expect, test } from "vitest";

import { screenPoint } from "../../src/geometry/points";
import { fitView, toImage } from "../../src/geometry/view";
import {
  interrupts,
  navigate,
  navigateFrom,
  navigates,
  type NavigateEvent,
} from "../../src/tools/navigate";
import { pointer } from "./events";

const ROOM = { size: { width: 400, height: 300 }, viewport: { width: 800, height: 600 } };
const start = navigateFrom({ scale: 1.5, x: 50, y: 40 });
const run = (...events: NavigateEvent[]) =>
  events.reduce((state, event) => navigate(state, event, ROOM), start);
const at = (kind: "down" | "move" | "up", x: number, y: number, rest = {}) =>
  pointer(kind, 0, 0, { screen: screenPoint(x, y), ...rest });

describe("the wheel", () => {
  const wheel = (rest: object) =>
    pointer("wheel", 0, 0, { screen: screenPoint(200, 100), ...rest });

  test("zooms at the pointer and back to where it was", () => {
    const event = wheel({ wheel: -120 });
    const state = run(event);
    expect(state.view.scale).toBeGreaterThan(1.5);
    const [x, y] = toImage(state.view, event.screen);
    expect([x, y]).toEqual([expect.closeTo(100, 6), expect.closeTo(40, 6)]);
    expect(run(event, wheel({ wheel: 120 })).view.scale).toBeCloseTo(1.5, 9);
  });

  test("with Alt or Shift belongs to the tool", () => {
    expect(navigates(start, wheel({ wheel: 120, alt: true }))).toBe(false);
    expect(run(wheel({ wheel: 120, shift: true })).view).toEqual(start.view);
  });

  test("does not jump, however far it says it was turned", () => {
    expect(run(wheel({ wheel: -1e6 })).view.scale).toBeLessThan(3);
  });
});

describe("dragging", () => {
  const path = (rest: object) =>
    [at("down", 100, 100, rest), at("move", 130, 90, rest), at("up", 140, 95, rest)] as const;

  test("by the middle button moves the image", () => {
    const state = run(...path({ button: 1 }));
    expect(state.view).toEqual({ scale: 1.5, x: 90, y: 35 });
    expect(state.drag).toBeNull();
  });

  test("by the left button does so while Space is held only", () => {
    expect(run(...path({})).view).toEqual(start.view);
    const state = run({ kind: "space", held: true }, ...path({}));
    expect(state.view.x).toBe(90);
  });

  test("is not the tool's until its end", () => {
    const [down, move, up] = path({ button: 1 });
    expect([down, move, up].map((event) => navigates(run(down), event))).toEqual([
      true,
      true,
      true,
    ]);
    expect(navigates(run(down, move, up), move)).toBe(false);
  });
});

describe("fingers", () => {
  const finger = (kind: "down" | "move" | "up", number: number, x: number, y: number) =>
    at(kind, x, y, { touch: true, pointer: number });

  test("one is the tool's, the second one takes over", () => {
    const one = run(finger("down", 1, 100, 100));
    expect(navigates(start, finger("down", 1, 100, 100))).toBe(false);
    expect(navigates(one, finger("down", 2, 200, 100))).toBe(true);
    expect(
      navigates(run(finger("down", 1, 0, 0), finger("down", 2, 9, 9)), finger("move", 1, 1, 1)),
    ).toBe(true);
  });

  test("the second one alone ends what the tool has begun", () => {
    const one = run(finger("down", 1, 100, 100));
    expect(interrupts(one, finger("down", 2, 200, 100))).toBe(true);
    expect(interrupts(start, finger("down", 1, 100, 100))).toBe(false);
    expect(interrupts(start, at("down", 100, 100, { button: 1 }))).toBe(false);
    expect(interrupts(start, pointer("wheel", 0, 0, { wheel: 120 }))).toBe(false);
  });

  test("spread apart zoom by how far they spread, about their middle", () => {
    const touching = [finger("down", 1, 100, 100), finger("down", 2, 200, 100)];
    const { view } = run(...touching, finger("move", 1, 50, 100), finger("move", 2, 250, 100));
    expect(view.scale).toBeCloseTo(3, 9);
    expect(toImage(view, screenPoint(150, 100))[0]).toBeCloseTo(
      toImage(start.view, screenPoint(150, 100))[0],
      6,
    );
  });

  test("moved together move the image", () => {
    const touching = [finger("down", 1, 100, 100), finger("down", 2, 200, 100)];
    const { view } = run(...touching, finger("move", 1, 120, 130), finger("move", 2, 220, 130));
    expect(view.scale).toBeCloseTo(1.5, 1);
    const [x] = toImage(view, screenPoint(170, 130));
    expect(x).toBeCloseTo(toImage(start.view, screenPoint(150, 100))[0], 0);
  });

  test("are forgotten once lifted", () => {
    expect(run(finger("down", 1, 0, 0), finger("up", 1, 0, 0)).fingers).toEqual([]);
  });
});

test("keys zoom about the middle, move, fit and show", () => {
  const middle = screenPoint(400, 300);
  const zoomed = run({ kind: "zoom", factor: 2 }).view;
  expect(toImage(zoomed, middle)[0]).toBeCloseTo(toImage(start.view, middle)[0], 9);
  expect(run({ kind: "pan", dx: 5, dy: -7 }).view).toEqual({ scale: 1.5, x: 55, y: 33 });
  expect(run({ kind: "fit" }).view).toEqual(fitView(ROOM.size, ROOM.viewport));
  expect(run({ kind: "show", view: { scale: 3, x: 0, y: 0 } }).view.scale).toBe(3);
});

test("the image never leaves the canvas", () => {
  const { view } = run({ kind: "pan", dx: 1e6, dy: 1e6 });
  expect(view.x).toBeLessThan(ROOM.viewport.width);
  expect(view.y).toBeLessThan(ROOM.viewport.height);
});
