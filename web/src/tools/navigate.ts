/**
 * Moving over the image: the wheel zooms at the pointer, the middle button, Space with the left
 * one, or two fingers move it, and fingers also zoom.
 */

import type { ScreenPoint, Size } from "../geometry/points";
import { screenPoint } from "../geometry/points";
import { clampView, fitView, panBy, type View, zoomAt } from "../geometry/view";
import { type CanvasPointer, screenDistance } from "./pointer";

interface Finger {
  readonly pointer: number;
  readonly at: ScreenPoint;
}

export interface NavigateState {
  readonly view: View;
  /** Whether Space is held. */
  readonly space: boolean;
  /** The mouse that moves the image. */
  readonly drag: Finger | null;
  readonly fingers: readonly Finger[];
}

export type NavigateEvent =
  | CanvasPointer
  | { readonly kind: "space"; readonly held: boolean }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "pan"; readonly dx: number; readonly dy: number }
  | { readonly kind: "fit" }
  | { readonly kind: "show"; readonly view: View };

/** What is moved over, and the canvas's size in CSS pixels. */
export interface Room {
  readonly size: Size;
  readonly viewport: Size;
}

const ZOOM_PER_PIXEL = 0.0015;
const PINCH_PER_PIXEL = 0.01; // touchpads send a pinch as a wheel with Ctrl, in small steps
const MOST_WHEEL = 240;

/** A view at rest. */
export function navigateFrom(view: View): NavigateState {
  return { view, space: false, drag: null, fingers: [] };
}

/**
 * Whether an event belongs to navigation, so that the tool must not see it. Ask with the state from
 * before the event.
 */
export function navigates(state: NavigateState, event: CanvasPointer): boolean {
  if (event.kind === "wheel") return !event.alt && !event.shift;
  if (state.drag?.pointer === event.pointer) return true;
  if (event.touch)
    return state.fingers.filter(({ pointer }) => pointer !== event.pointer).length > 0;
  return event.kind === "down" && (event.button === 1 || (event.button === 0 && state.space));
}

/**
 * Whether an event also ends what the tool has begun: a second finger turns a stroke into a pinch.
 * The wheel, Space and the middle button leave a half-drawn outline as it is.
 */
export function interrupts(state: NavigateState, event: CanvasPointer): boolean {
  return event.touch && event.kind === "down" && navigates(state, event);
}

/** The next state; pass it every event, also those that it leaves to the tool. */
export function navigate(state: NavigateState, event: NavigateEvent, room: Room): NavigateState {
  const next = step(state, event, room);
  const view = clampView(next.view, room.size, room.viewport);
  return view === next.view ? next : { ...next, view };
}

function step(state: NavigateState, event: NavigateEvent, room: Room): NavigateState {
  const { width, height } = room.viewport;
  switch (event.kind) {
    case "wheel":
      return navigates(state, event) ? { ...state, view: wheeled(state.view, event) } : state;
    case "down":
    case "move":
    case "up":
    case "leave":
      return event.touch ? touched(state, event) : dragged(state, event);
    case "space":
      return { ...state, space: event.held };
    case "zoom":
      return {
        ...state,
        view: zoomAt(state.view, screenPoint(width / 2, height / 2), event.factor),
      };
    case "pan":
      return { ...state, view: panBy(state.view, event.dx, event.dy) };
    case "fit":
      return { ...state, view: fitView(room.size, room.viewport) };
    case "show":
      return { ...state, view: event.view };
  }
}

function wheeled(view: View, event: CanvasPointer): View {
  const pixels = Math.max(-MOST_WHEEL, Math.min(MOST_WHEEL, event.wheel));
  return zoomAt(
    view,
    event.screen,
    Math.exp(-pixels * (event.ctrl ? PINCH_PER_PIXEL : ZOOM_PER_PIXEL)),
  );
}

function dragged(state: NavigateState, event: CanvasPointer): NavigateState {
  const here = { pointer: event.pointer, at: event.screen };
  if (event.kind === "down") return navigates(state, event) ? { ...state, drag: here } : state;
  const { drag } = state;
  if (!drag || drag.pointer !== event.pointer || event.kind === "leave") return state;
  const view = panBy(state.view, here.at[0] - drag.at[0], here.at[1] - drag.at[1]);
  return { ...state, view, drag: event.kind === "up" ? null : here };
}

function touched(state: NavigateState, event: CanvasPointer): NavigateState {
  const others = state.fingers.filter(({ pointer }) => pointer !== event.pointer);
  if (event.kind === "up" || event.kind === "leave") return { ...state, fingers: others };
  const here = { pointer: event.pointer, at: event.screen };
  const before = state.fingers.find(({ pointer }) => pointer === event.pointer);
  const [other] = others;
  const fingers = before
    ? state.fingers.map((finger) => (finger === before ? here : finger))
    : [...state.fingers, here];
  if (!before || !other || event.kind === "down") return { ...state, fingers };
  return { ...state, fingers, view: pinched(state.view, other.at, before.at, here.at) };
}

/** One finger rests, the other one moves: the image follows both. */
function pinched(view: View, rest: ScreenPoint, from: ScreenPoint, to: ScreenPoint): View {
  const ratio = screenDistance(rest, to) / Math.max(1, screenDistance(rest, from));
  const middle = screenPoint((rest[0] + to[0]) / 2, (rest[1] + to[1]) / 2);
  return zoomAt(panBy(view, (to[0] - from[0]) / 2, (to[1] - from[1]) / 2), middle, ratio);
}
