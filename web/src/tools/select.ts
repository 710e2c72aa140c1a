/**
 * Selecting masks by clicks: the smallest mask under the pointer, the one on top where two are
 * alike; clicking again at the same place goes on to the next larger one, Shift selects several.
 */

import type { ImageBox, ImagePoint, ScreenPoint } from "../geometry/points";
import { type Runs, runsArea, runsBox, runsHold } from "../geometry/runs";
import { type CanvasPointer, screenDistance } from "./pointer";

/** A mask that can be hit; later ones lie on top. */
export interface Target {
  readonly id: string;
  readonly runs: Runs;
  readonly area: number;
  readonly box: ImageBox | null;
}

export interface SelectState {
  readonly chosen: readonly string[];
  /** The mask under the pointer. */
  readonly hover: string | null;
  readonly lastClick: ScreenPoint | null;
}

export type SelectEvent = CanvasPointer | { readonly kind: "clear" };

export const NOTHING_SELECTED: SelectState = { chosen: [], hover: null, lastClick: null };

/** CSS pixels within which a click counts as at the same place. */
const SAME_PLACE = 4;

/** A mask ready to be hit; measure it once, not at every click. */
export function targetOf(id: string, runs: Runs): Target {
  return { id, runs, area: runsArea(runs), box: runsBox(runs) };
}

/** Ids of the masks at a point, smallest first, upper ones first among equals. */
export function hitsAt(targets: readonly Target[], point: ImagePoint): string[] {
  return targets
    .filter(({ box, runs }) => box && inBox(box, point) && runsHold(runs, point))
    .reverse()
    .sort((a, b) => a.area - b.area)
    .map((target) => target.id);
}

/** The next selection; hidden and locked masks are simply not among the targets. */
export function select(
  state: SelectState,
  event: SelectEvent,
  targets: readonly Target[],
): SelectState {
  switch (event.kind) {
    case "move": {
      const [hover = null] = hitsAt(targets, event.image);
      return hover === state.hover ? state : { ...state, hover };
    }
    case "leave":
      return state.hover === null ? state : { ...state, hover: null };
    case "down":
      return event.button === 0 ? click(state, event, hitsAt(targets, event.image)) : state;
    case "clear":
      return { ...NOTHING_SELECTED, hover: state.hover };
    default:
      return state;
  }
}

function click(state: SelectState, event: CanvasPointer, hits: readonly string[]): SelectState {
  const { chosen, lastClick } = state;
  const again = lastClick !== null && screenDistance(lastClick, event.screen) <= SAME_PLACE;
  const [top] = hits;
  if (event.shift || event.ctrl) {
    if (top === undefined) return state;
    const without = chosen.filter((id) => id !== top);
    const toggled = without.length < chosen.length ? without : [...chosen, top];
    return { ...state, chosen: toggled, lastClick: null };
  }
  const [only] = chosen;
  const next = again && chosen.length === 1 ? hits[hits.indexOf(only ?? "") + 1] : undefined;
  const id = next ?? top;
  return { ...state, chosen: id === undefined ? [] : [id], lastClick: event.screen };
}

function inBox(box: ImageBox, point: ImagePoint): boolean {
  return point[0] >= box[0] && point[0] < box[2] && point[1] >= box[1] && point[1] < box[3];
}
