/** The keyboard's cursor: arrows move a point over the image, and a key clicks where it stands. */

import { type ImagePoint, imagePoint, type Size } from "../geometry/points";
import { toScreen, type View } from "../geometry/view";
import type { CanvasPointer, Modifiers } from "./pointer";

const COARSE = 10;
const FINE = 0.1;

/** The middle of the image, on a pixel's centre. */
export function cursorIn(size: Size): ImagePoint {
  return imagePoint(Math.floor(size.width / 2) + 0.5, Math.floor(size.height / 2) + 0.5);
}

/**
 * The cursor after an arrow key: one pixel, ten with Shift, a tenth with Ctrl.
 *
 * @param direction (-1, 0), (1, 0), (0, -1) or (0, 1), or sums of them.
 */
export function moveCursor(
  at: ImagePoint,
  direction: readonly [x: number, y: number],
  held: Modifiers,
  size: Size,
): ImagePoint {
  const step = held.ctrl ? FINE : held.shift ? COARSE : 1;
  return imagePoint(
    Math.min(size.width, Math.max(0, at[0] + direction[0] * step)),
    Math.min(size.height, Math.max(0, at[1] + direction[1] * step)),
  );
}

/** A pointer event as a mouse at the cursor would send it. */
export function pointerAt(
  kind: "down" | "move" | "up",
  at: ImagePoint,
  view: View,
  held: Modifiers,
  button: 0 | 2 = 0,
): CanvasPointer {
  const pressed = kind === "down" ? (button === 0 ? 1 : 2) : 0;
  return {
    ...held,
    kind,
    image: at,
    screen: toScreen(view, at),
    button: kind === "move" ? -1 : button,
    buttons: pressed,
    pressure: kind === "down" ? 0.5 : 0,
    wheel: 0,
    pointer: KEYBOARD,
    touch: false,
    scale: view.scale,
  };
}

/** The pointer number of the keyboard; the DOM's are never negative here. */
const KEYBOARD = -1;
