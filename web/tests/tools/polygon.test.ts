import { describe, expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { polygon, polygonOf } from "../../src/tools/polygon";
import { after, pointer } from "./events";

const square = [imagePoint(0, 0), imagePoint(40, 0), imagePoint(40, 40), imagePoint(0, 40)];
const start = polygonOf([square]);

describe("corners", () => {
  test("are dragged", () => {
    const events = [pointer("down", 41, 1), pointer("move", 50, 5), pointer("up", 60, 10)];
    const state = after(polygon, start, ...events);
    expect(state.rings[0]?.[1]).toEqual([60, 10]);
    expect(state).toMatchObject({ grab: null, chosen: { ring: 0, corner: 1 } });
  });

  test("are deleted by the right button, Alt, or the delete key once chosen", () => {
    const right = polygon(start, pointer("down", 40, 40, { button: 2 }));
    const alt = polygon(start, pointer("down", 40, 40, { alt: true }));
    const chosen = after(polygon, start, pointer("down", 40, 40), pointer("up", 40, 40));
    for (const state of [right, alt, polygon(chosen, { kind: "delete" })]) {
      expect(state.rings).toEqual([[square[0], square[1], square[3]]]);
    }
  });

  test("take the whole ring with them when fewer than three would stay", () => {
    const triangle = polygonOf([square, square.slice(0, 3)]);
    const state = polygon({ ...triangle, chosen: { ring: 1, corner: 0 } }, { kind: "delete" });
    expect(state.rings).toEqual([square]);
  });
});

test("a corner is let go where it is when its pointer is taken away", () => {
  const events = [pointer("down", 40, 0), pointer("move", 45, 5), pointer("leave", 45, 5)];
  const state = after(polygon, start, ...events);
  expect(state.rings[0]?.[1]).toEqual([45, 5]);
  expect(polygon(state, pointer("move", 90, 90)).rings).toBe(state.rings);
});

describe("sides", () => {
  test("get a corner where they are pressed, which is dragged at once", () => {
    const events = [pointer("down", 20, 1), pointer("move", 20, -9), pointer("up", 20, -9)];
    const state = after(polygon, start, ...events);
    expect(state.rings[0]).toEqual([square[0], [20, -9], ...square.slice(1)]);
  });

  test("get it at their end, too, where the ring closes", () => {
    const state = polygon(start, pointer("down", 0, 20));
    expect(state.rings[0]).toEqual([...square, [0, 20]]);
  });

  test("are left alone by the right button", () => {
    expect(polygon(start, pointer("down", 20, 1, { button: 2 })).rings).toBe(start.rings);
  });
});

describe("hovering", () => {
  test("prefers corners to sides and reaches as far on the screen at every zoom", () => {
    expect(polygon(start, pointer("move", 3, 1)).hover).toMatchObject({ corner: 0, inserts: null });
    expect(polygon(start, pointer("move", 20, 3)).hover?.inserts).toEqual([20, 0]);
    expect(polygon(start, pointer("move", 20, 3, { scale: 10 })).hover).toBeNull();
  });

  test("keeps the rings as they are", () => {
    expect(polygon(start, pointer("move", 3, 1)).rings).toBe(start.rings);
  });
});

describe("a new ring", () => {
  const hole = [pointer("down", 10, 10), pointer("down", 20, 10), pointer("down", 20, 20)];
  const drawing = after(polygon, polygon(start, { kind: "draw" }), ...hole);

  test("is closed by a press on its first corner", () => {
    const state = polygon(drawing, pointer("down", 10.5, 10.5));
    expect(state.drawing).toBeNull();
    expect(state.rings[1]).toEqual([
      [10, 10],
      [20, 10],
      [20, 20],
    ]);
  });

  test("is closed by a key, and dropped when it has no area", () => {
    expect(polygon(drawing, { kind: "close" }).rings).toHaveLength(2);
    const two = polygon(drawing, pointer("down", 0, 0, { button: 2 }));
    expect(polygon(two, { kind: "close" })).toMatchObject({ rings: [square], drawing: null });
  });

  test("loses its last corner by the delete key", () => {
    expect(polygon(drawing, { kind: "delete" }).drawing).toHaveLength(2);
  });

  test("is dropped by cancel", () => {
    expect(polygon(drawing, { kind: "cancel" })).toMatchObject({ rings: [square], drawing: null });
  });
});
