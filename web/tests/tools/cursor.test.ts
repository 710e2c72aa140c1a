import { describe, expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { cursorIn, moveCursor, pointerAt } from "../../src/tools/cursor";
import { NO_PROMPT, prompt } from "../../src/tools/prompt";
import { after, VIEW } from "./events";

const SIZE = { width: 100, height: 60 };
const FREE = { alt: false, shift: false, ctrl: false };

test("the cursor starts in the middle, on a pixel's centre", () => {
  expect(cursorIn(SIZE)).toEqual([50.5, 30.5]);
});

describe("arrows", () => {
  test("move one pixel, ten with Shift, a tenth with Ctrl", () => {
    const at = imagePoint(20, 20);
    expect(moveCursor(at, [1, 0], FREE, SIZE)).toEqual([21, 20]);
    expect(moveCursor(at, [0, -1], { ...FREE, shift: true }, SIZE)).toEqual([20, 10]);
    expect(moveCursor(at, [-1, 0], { ...FREE, ctrl: true }, SIZE)[0]).toBeCloseTo(19.9, 9);
  });

  test("stop at the image's border", () => {
    expect(moveCursor(imagePoint(99.5, 0.2), [1, -1], FREE, SIZE)).toEqual([100, 0]);
  });
});

test("a key's press and release at the cursor is a click", () => {
  const at = imagePoint(12.5, 7.5);
  const events = (["down", "up"] as const).map((kind) => pointerAt(kind, at, VIEW, FREE));
  expect(after(prompt, NO_PROMPT, ...events).given).toEqual([{ kind: "point", at, label: 1 }]);
});

test("the other button, or Alt, takes away", () => {
  const at = imagePoint(3, 3);
  const removed = (["down", "up"] as const).map((kind) => pointerAt(kind, at, VIEW, FREE, 2));
  expect(after(prompt, NO_PROMPT, ...removed).given).toMatchObject([{ label: 0 }]);
});
