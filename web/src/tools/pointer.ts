/** What tools and pages learn from the canvas: plain values, no DOM events. */

import type { ImagePoint, ScreenPoint } from "../geometry/points";

/** Keys held while a pointer or key event happened; `ctrl` is also the Mac's command key. */
export interface Modifiers {
  readonly alt: boolean;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

/**
 * A pointer event on the canvas. While a button is down the pointer is held, so that a "leave"
 * without an "up" before means that it was taken away: what it had begun is dropped.
 */
export interface CanvasPointer extends Modifiers {
  readonly kind: "down" | "move" | "up" | "leave" | "wheel";
  readonly image: ImagePoint;
  readonly screen: ScreenPoint;
  /** 0 left, 1 middle, 2 right, 5 a pen's eraser, -1 none: as in the DOM. */
  readonly button: number;
  /** Bits of the buttons that are down: 1 left, 2 right, 4 middle. */
  readonly buttons: number;
  /** 0 to 1; 0.5 for a mouse. */
  readonly pressure: number;
  /** CSS pixels that the wheel asks to scroll by, positive down; 0 for other kinds. */
  readonly wheel: number;
  /** Which finger, pen or mouse it is. */
  readonly pointer: number;
  readonly touch: boolean;
  /** CSS pixels per image pixel at the time, so that tools can reach alike at every zoom. */
  readonly scale: number;
}

/** Whether a click takes away: the right button, or the left one with Alt or Shift. */
export function takesAway(event: CanvasPointer): boolean {
  return event.button === 2 || (event.button === 0 && (event.alt || event.shift));
}

/** How far two screen points are apart, in CSS pixels. */
export function screenDistance(a: ScreenPoint, b: ScreenPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
