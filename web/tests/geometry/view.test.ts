import { describe, expect, test } from "vitest";

import { imagePoint, screenPoint } from "../../src/geometry/points";
import {
  clampView,
  fitView,
  panBy,
  reveal,
  toImage,
  toScreen,
  viewOfBox,
  visibleBox,
  zoomAt,
} from "../../src/geometry/view";

const SIZE = { width: 600, height: 400 };
const VIEWPORT = { width: 900, height: 700 };
const VIEW = { scale: 1.7, x: -20, y: 35 };

test("a point comes back from the screen", () => {
  const [x, y] = toImage(VIEW, toScreen(VIEW, imagePoint(12.5, 77)));
  expect(x).toBeCloseTo(12.5, 12);
  expect(y).toBeCloseTo(77, 12);
});

test("fitting shows the whole image in the middle with its margin", () => {
  const view = fitView(SIZE, VIEWPORT, 20);
  expect(visibleBox(view, SIZE, VIEWPORT)).toEqual([0, 0, 600, 400]);
  const [left, top] = toScreen(view, imagePoint(0, 0));
  const [right, bottom] = toScreen(view, imagePoint(600, 400));
  expect(Math.min(left, top)).toBeCloseTo(20, 9);
  expect(left).toBeCloseTo(VIEWPORT.width - right, 9);
  expect(top).toBeCloseTo(VIEWPORT.height - bottom, 9);
});

test("a viewport of no size still has a view", () => {
  expect(fitView(SIZE, { width: 0, height: 0 }).scale).toBeGreaterThan(0);
});

describe("zooming", () => {
  test("keeps the point under the pointer where it is", () => {
    const at = screenPoint(321, 123);
    const before = toImage(VIEW, at);
    for (const factor of [0.3, 1.2, 5]) {
      const [x, y] = toImage(zoomAt(VIEW, at, factor), at);
      expect(x).toBeCloseTo(before[0], 9);
      expect(y).toBeCloseTo(before[1], 9);
    }
  });

  test("ends at 64 screen pixels per image pixel, still at the pointer", () => {
    const at = screenPoint(10, 10);
    const view = zoomAt(VIEW, at, 1e6);
    expect(view.scale).toBe(64);
    expect(toImage(view, at)[0]).toBeCloseTo(toImage(VIEW, at)[0], 9);
  });
});

describe("clamping", () => {
  test("leaves a view alone that shows the image", () => {
    expect(clampView(VIEW, SIZE, VIEWPORT)).toBe(VIEW);
  });

  test("keeps some of the image in sight however far it is moved", () => {
    for (const [dx, dy] of [
      [1e5, 0],
      [-1e5, 0],
      [0, 1e5],
      [-1e5, -1e5],
    ] as const) {
      const view = clampView(panBy(VIEW, dx, dy), SIZE, VIEWPORT);
      expect(visibleBox(view, SIZE, VIEWPORT)).not.toBeNull();
    }
  });

  test("does not let the image become tiny", () => {
    const view = clampView({ scale: 1e-6, x: 0, y: 0 }, SIZE, VIEWPORT);
    expect(view.scale).toBeCloseTo(fitView(SIZE, VIEWPORT).scale / 4, 9);
  });
});

test("an image out of sight has no visible box", () => {
  expect(visibleBox({ scale: 1, x: 5000, y: 0 }, SIZE, VIEWPORT)).toBeNull();
});

test("a box is shown in the middle, and small ones are not enlarged without end", () => {
  const box = [100, 100, 102, 101] as unknown as Parameters<typeof viewOfBox>[0];
  const view = viewOfBox(box, VIEWPORT);
  expect(view.scale).toBe(64);
  expect(toScreen(view, imagePoint(101, 100.5))).toEqual([450, 350]);
});

test("revealing moves as little as shows the point, and not at all if it is shown", () => {
  expect(reveal(VIEW, imagePoint(100, 100), VIEWPORT)).toBe(VIEW);
  const [x, y] = toScreen(reveal(VIEW, imagePoint(590, 100), VIEWPORT, 30), imagePoint(590, 100));
  expect([x, y]).toEqual([870, 205]);
});
