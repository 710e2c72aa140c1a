/**
 * Brush and eraser: one stroke while the left button is held. Ctrl, or a pen's other end, turns
 * painting into erasing and back; [ and ], or the wheel with Alt or Shift, change the size.
 */

import type { ImagePoint } from "../geometry/points";
import type { CanvasPointer } from "./pointer";
import { extend, type Stroke } from "./stroke";

export interface BrushState {
  /** Image pixels. */
  readonly radius: number;
  readonly erase: boolean;
  /** What is being drawn, and by which pointer. */
  readonly stroke: Stroke | null;
  readonly pointer: number | null;
  /** The stroke that the last event ended; the page applies it. */
  readonly done: Stroke | null;
  readonly hover: ImagePoint | null;
}

export type BrushEvent =
  | CanvasPointer
  | { readonly kind: "grow" }
  | { readonly kind: "shrink" }
  | { readonly kind: "erase"; readonly on: boolean }
  | { readonly kind: "cancel" };

const SMALLEST = 0.5;
const LARGEST = 1024;
const STEP = 1.2;
const PEN_ERASER = 5;
/** Points closer than this many CSS pixels are one. */
const LEAST_MOVE = 1;

/** A brush at rest. */
export function brushOf(radius: number, erase = false): BrushState {
  return { radius, erase, stroke: null, pointer: null, done: null, hover: null };
}

/** The next state of a brush. */
export function brush(before: BrushState, event: BrushEvent): BrushState {
  const state = before.done ? { ...before, done: null } : before;
  switch (event.kind) {
    case "down":
      return begin(state, event);
    case "move":
      return draw({ ...state, hover: event.image }, event);
    case "up":
      return event.pointer === state.pointer ? end(draw(state, event)) : state;
    case "leave":
      return { ...(event.pointer === state.pointer ? dropped(state) : state), hover: null };
    case "wheel":
      return event.alt || event.shift ? resized(state, STEP ** -Math.sign(event.wheel)) : state;
    case "grow":
      return resized(state, STEP);
    case "shrink":
      return resized(state, 1 / STEP);
    case "erase":
      return { ...state, erase: event.on };
    case "cancel":
      return dropped(state);
  }
}

function begin(state: BrushState, event: CanvasPointer): BrushState {
  if (state.stroke || (event.button !== 0 && event.button !== PEN_ERASER)) return state;
  const inverted = event.ctrl || event.button === PEN_ERASER;
  const erase = inverted ? !state.erase : state.erase;
  const stroke = { points: [event.image], radius: state.radius, erase };
  return { ...state, stroke, pointer: event.pointer, hover: event.image };
}

function draw(state: BrushState, event: CanvasPointer): BrushState {
  if (!state.stroke || event.pointer !== state.pointer) return state;
  return { ...state, stroke: extend(state.stroke, event.image, LEAST_MOVE / event.scale) };
}

function end(state: BrushState): BrushState {
  return { ...dropped(state), done: state.stroke };
}

function dropped(state: BrushState): BrushState {
  return { ...state, stroke: null, pointer: null };
}

function resized(state: BrushState, factor: number): BrushState {
  return { ...state, radius: Math.min(LARGEST, Math.max(SMALLEST, state.radius * factor)) };
}
