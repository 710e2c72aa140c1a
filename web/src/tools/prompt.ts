/**
 * The prompt of one object: clicks that add and remove, and a dragged box. A press that moves is a
 * box, one that does not is a click; a right press is always a click.
 */

import { boxBetween, type ImageBox, type ImagePoint, type ScreenPoint } from "../geometry/points";
import { type CanvasPointer, screenDistance, takesAway } from "./pointer";

export type Label = 0 | 1;

/** One thing that was given, in order, so that the last can be taken back. */
export type Given =
  | { readonly kind: "point"; readonly at: ImagePoint; readonly label: Label }
  | { readonly kind: "scribble"; readonly points: readonly ImagePoint[]; readonly label: Label }
  | { readonly kind: "box"; readonly box: ImageBox };

/** A press that is not yet released. */
interface Press {
  readonly at: ImagePoint;
  readonly screen: ScreenPoint;
  readonly label: Label;
  readonly pointer: number;
  /** The box so far, once the pointer has moved far enough. */
  readonly box: ImageBox | null;
}

export interface PromptState {
  readonly given: readonly Given[];
  readonly press: Press | null;
  /** Where the pointer is, for the preview; null outside the image or while a button is down. */
  readonly hover: ImagePoint | null;
}

export type PromptEvent =
  | CanvasPointer
  | { readonly kind: "give"; readonly given: Given }
  | { readonly kind: "removeLast" }
  | { readonly kind: "cancel" }
  | { readonly kind: "clear" };

export const NO_PROMPT: PromptState = { given: [], press: null, hover: null };

/** CSS pixels that a press may move and still be a click. */
const CLICK_REACH = 5;

/** What the decoder is asked: all points in order, and the last box. */
export function promptOf(state: PromptState) {
  const points: ImagePoint[] = [];
  const labels: Label[] = [];
  let box: ImageBox | null = null;
  for (const given of state.given) {
    if (given.kind === "box") box = given.box;
    else if (given.kind === "point") {
      points.push(given.at);
      labels.push(given.label);
    } else {
      points.push(...given.points);
      labels.push(...given.points.map(() => given.label));
    }
  }
  return { points, labels, box };
}

/** The next state of a prompt. */
export function prompt(state: PromptState, event: PromptEvent): PromptState {
  switch (event.kind) {
    case "down":
      return press(state, event);
    case "move":
      return move(state, event);
    case "up":
      return release(state, event);
    case "leave":
      return { ...state, hover: null, press: isOf(event, state.press) ? null : state.press };
    case "give":
      return { ...state, given: [...state.given, event.given] };
    case "removeLast":
      return { ...state, given: state.given.slice(0, -1), press: null };
    case "cancel":
      return state.press ? { ...state, press: null } : state;
    case "clear":
      return { ...NO_PROMPT, hover: state.hover };
    case "wheel":
      return state;
  }
}

function press(state: PromptState, event: CanvasPointer): PromptState {
  if (state.press || (event.button !== 0 && event.button !== 2)) return state;
  const label = takesAway(event) ? 0 : 1;
  const { image: at, screen, pointer } = event;
  return { ...state, hover: null, press: { at, screen, label, pointer, box: null } };
}

function move(state: PromptState, event: CanvasPointer): PromptState {
  const { press: held } = state;
  if (!held) return { ...state, hover: event.image };
  if (!isOf(event, held) || held.label === 0) return state;
  const far = held.box !== null || screenDistance(held.screen, event.screen) > CLICK_REACH;
  return far ? { ...state, press: { ...held, box: boxBetween(held.at, event.image) } } : state;
}

function release(state: PromptState, event: CanvasPointer): PromptState {
  const { press: held } = move(state, event);
  if (!held || !isOf(event, held)) return state;
  const given: Given = held.box
    ? { kind: "box", box: held.box }
    : { kind: "point", at: held.at, label: held.label };
  return { given: [...state.given, given], press: null, hover: event.image };
}

function isOf(event: CanvasPointer, held: Press | null): boolean {
  return held?.pointer === event.pointer;
}
