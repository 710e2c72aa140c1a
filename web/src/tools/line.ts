/**
 * A line drawn freehand while a button is held: the lasso, the cut and the scribble are all made
 * of it. What it means is decided by whoever takes `done`.
 */

import type { ImagePoint } from "../geometry/points";
import { type CanvasPointer, takesAway } from "./pointer";
import { extend } from "./stroke";

export interface Line {
  readonly points: readonly ImagePoint[];
  /** 0 when it was drawn with the right button, Alt or Shift. */
  readonly label: 0 | 1;
}

export interface LineState {
  readonly line: Line | null;
  readonly pointer: number | null;
  /** The line that the last event ended. */
  readonly done: Line | null;
}

export type LineEvent = CanvasPointer | { readonly kind: "cancel" };

export const NO_LINE: LineState = { line: null, pointer: null, done: null };

/** Points closer than this many CSS pixels are one. */
const LEAST_MOVE = 2;

/** The next state of a line. */
export function drawLine(before: LineState, event: LineEvent): LineState {
  const state = before.done ? { ...before, done: null } : before;
  switch (event.kind) {
    case "down": {
      if (state.line || (event.button !== 0 && event.button !== 2)) return state;
      const line = { points: [event.image], label: takesAway(event) ? 0 : 1 } as const;
      return { line, pointer: event.pointer, done: null };
    }
    case "move":
      return lengthened(state, event);
    case "up": {
      const { line, pointer } = lengthened(state, event);
      return line && pointer === event.pointer ? { ...NO_LINE, done: line } : state;
    }
    case "leave":
      return event.pointer === state.pointer ? NO_LINE : state;
    case "cancel":
      return NO_LINE;
    case "wheel":
      return state;
  }
}

function lengthened(state: LineState, event: CanvasPointer): LineState {
  const { line } = state;
  if (!line || event.pointer !== state.pointer) return state;
  const stroke = { points: line.points, radius: 0, erase: false };
  const { points } = extend(stroke, event.image, LEAST_MOVE / event.scale);
  return points === line.points ? state : { ...state, line: { ...line, points } };
}
