/**
 * Editing outlines: corners are dragged, added on sides and deleted, and new rings are drawn corner
 * by corner; a ring inside another one is a hole.
 */

import type { ImagePoint } from "../geometry/points";
import { distanceToSide, nearestOnSide, type Ring } from "../geometry/polygon";
import { type CanvasPointer, takesAway } from "./pointer";

/** A corner of one of the rings. */
export interface Corner {
  readonly ring: number;
  readonly corner: number;
}

export interface PolygonState {
  readonly rings: readonly Ring[];
  /** The ring that is being drawn. */
  readonly drawing: Ring | null;
  readonly chosen: Corner | null;
  readonly grab: (Corner & { readonly pointer: number }) | null;
  /** What a press would take: a corner, or a point on the side after a corner. */
  readonly hover: (Corner & { readonly inserts: ImagePoint | null }) | null;
}

export type PolygonEvent =
  | CanvasPointer
  | { readonly kind: "draw" }
  | { readonly kind: "close" }
  | { readonly kind: "delete" }
  | { readonly kind: "cancel" };

/** CSS pixels from which a corner or a side is taken. */
const REACH = 8;
const LEAST_CORNERS = 3;

/** Rings ready to be edited. */
export function polygonOf(rings: readonly Ring[]): PolygonState {
  return { rings, drawing: null, chosen: null, grab: null, hover: null };
}

/** The next state of the outlines; `rings` is another list whenever they changed. */
export function polygon(state: PolygonState, event: PolygonEvent): PolygonState {
  switch (event.kind) {
    case "down":
      return state.drawing ? addCorner(state, state.drawing, event) : press(state, event);
    case "move":
      return state.grab ? drag(state, event) : { ...state, hover: takenAt(state.rings, event) };
    case "up":
      return state.grab?.pointer === event.pointer ? { ...drag(state, event), grab: null } : state;
    case "leave":
      return { ...state, hover: null, grab: null };
    case "draw":
      return { ...state, drawing: [], chosen: null, hover: null };
    case "close":
      return close(state);
    case "delete":
      return deleteCorner(state);
    case "cancel":
      return { ...state, drawing: null, grab: null };
    case "wheel":
      return state;
  }
}

function press(state: PolygonState, event: CanvasPointer): PolygonState {
  if (event.button !== 0 && event.button !== 2) return state;
  const taken = takenAt(state.rings, event);
  if (!taken) return { ...state, chosen: null };
  const { ring, corner, inserts } = taken;
  if (takesAway(event)) {
    return inserts ? state : deleteCorner({ ...state, chosen: { ring, corner } });
  }
  const grab = { ring, corner: inserts ? corner + 1 : corner, pointer: event.pointer };
  const rings = inserts
    ? changed(state.rings, ring, (points) => points.toSpliced(corner + 1, 0, inserts))
    : state.rings;
  return { ...state, rings, grab, chosen: { ring, corner: grab.corner }, hover: null };
}

function drag(state: PolygonState, event: CanvasPointer): PolygonState {
  const { grab } = state;
  if (!grab || grab.pointer !== event.pointer) return state;
  const rings = changed(state.rings, grab.ring, (points) => points.with(grab.corner, event.image));
  return { ...state, rings };
}

function addCorner(state: PolygonState, drawing: Ring, event: CanvasPointer): PolygonState {
  if (event.button === 2) return { ...state, drawing: drawing.slice(0, -1) };
  if (event.button !== 0) return state;
  const [first] = drawing;
  const closes = first && drawing.length >= LEAST_CORNERS && gap(first, event) <= REACH;
  return closes ? close(state) : { ...state, drawing: [...drawing, event.image] };
}

function close(state: PolygonState): PolygonState {
  const { drawing } = state;
  if (!drawing || drawing.length < LEAST_CORNERS) return { ...state, drawing: null };
  return { ...state, rings: [...state.rings, drawing], drawing: null };
}

function deleteCorner(state: PolygonState): PolygonState {
  const { chosen, drawing } = state;
  if (drawing) return { ...state, drawing: drawing.slice(0, -1) };
  const ring = chosen && state.rings[chosen.ring];
  if (!ring) return state;
  // A ring of two corners has no area: it goes as a whole.
  const rings =
    ring.length > LEAST_CORNERS
      ? changed(state.rings, chosen.ring, (points) => points.toSpliced(chosen.corner, 1))
      : state.rings.toSpliced(chosen.ring, 1);
  return { ...state, rings, chosen: null, grab: null, hover: null };
}

/** The nearest corner within reach, or else the nearest side. */
function takenAt(rings: readonly Ring[], event: CanvasPointer): PolygonState["hover"] {
  const reach = REACH / event.scale;
  let corner: PolygonState["hover"] = null;
  let side: PolygonState["hover"] = null;
  let [toCorner, toSide] = [reach, reach];
  rings.forEach((ring, index) => {
    ring.forEach((point, i) => {
      const next = ring[(i + 1) % ring.length] as ImagePoint;
      const [away, off] = [
        gap(point, event) / event.scale,
        distanceToSide(event.image, point, next),
      ];
      if (away <= toCorner) {
        [toCorner, corner] = [away, { ring: index, corner: i, inserts: null }];
      }
      if (off <= toSide) {
        const inserts = nearestOnSide(event.image, point, next);
        [toSide, side] = [off, { ring: index, corner: i, inserts }];
      }
    });
  });
  return corner ?? side;
}

/** CSS pixels between a corner and the pointer. */
function gap(corner: ImagePoint, event: CanvasPointer): number {
  return Math.hypot(corner[0] - event.image[0], corner[1] - event.image[1]) * event.scale;
}

function changed(
  rings: readonly Ring[],
  index: number,
  change: (points: ImagePoint[]) => Ring,
): readonly Ring[] {
  return rings.map((ring, i) => (i === index ? change([...ring]) : ring));
}
