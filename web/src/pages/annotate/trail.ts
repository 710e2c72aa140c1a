/** The annotator's way back through tasks that were ended, and forth again; pure. */

export interface Trail {
  /** The last one first. */
  readonly ids: readonly number[];
  /** Which of them is open; -1: none, but a new one. */
  readonly place: number;
}

export const NO_TRAIL: Trail = { ids: [], place: -1 };

export const isBack = (trail: Trail): boolean => trail.place >= 0;

/** One task further back; the same trail if there is none. */
export function back(trail: Trail): Trail {
  return trail.place + 1 < trail.ids.length ? { ...trail, place: trail.place + 1 } : trail;
}

/** One task closer to what is new. */
export function forth(trail: Trail): Trail {
  return isBack(trail) ? { ...trail, place: trail.place - 1 } : trail;
}
