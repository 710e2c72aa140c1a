/**
 * What has been done with a photo: the prompt in work and the masks that were kept, with everything
 * that can be undone. Pure: `(session, event) -> session`.
 */

import {
  NO_PROMPT,
  prompt,
  type Given,
  type PromptEvent,
  type PromptState,
} from "../../tools/prompt";

export interface Kept {
  readonly id: number;
  /** COCO's compressed run lengths, of the photo's size. */
  readonly counts: string;
  readonly area: number;
  /** What it is called; may be empty. */
  readonly name: string;
  /** The kept mask that it is a part of; null: none. */
  readonly parent: number | null;
}

/** A step that one can come back to. */
interface Step {
  readonly given: readonly Given[];
  /** The answer that later prompts refine; null: they start afresh. */
  readonly base: Float32Array | null;
  readonly kept: readonly Kept[];
}

export interface Session extends Step {
  readonly pointing: PromptState;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** The next mask's number; numbers are never used twice. */
  readonly next: number;
}

/** A mask as it is found, before it is kept. */
export type Found = Pick<Kept, "counts" | "area"> & {
  /** Place in the same list of the mask that it is a part of. */
  readonly parent: number | null;
};

export type SessionEvent =
  /** A tool's event; `base` is the answer that it refines if it gives something new. */
  | { readonly kind: "prompt"; readonly event: PromptEvent; readonly base: Float32Array | null }
  | { readonly kind: "keep"; readonly found: readonly Found[] }
  | { readonly kind: "remove"; readonly id: number }
  | { readonly kind: "removeAll" }
  | { readonly kind: "rename"; readonly id: number; readonly name: string }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" };

export const NEW_SESSION: Session = {
  given: [],
  base: null,
  kept: [],
  pointing: NO_PROMPT,
  past: [],
  future: [],
  next: 1,
};

/** The next session. */
export function session(now: Session, event: SessionEvent): Session {
  switch (event.kind) {
    case "prompt":
      return prompted(now, event.event, event.base);
    case "keep":
      return event.found.length === 0 ? now : kept(now, event.found);
    case "remove":
      return removed(now, event.id);
    case "removeAll":
      return now.kept.length === 0 ? now : done(now, { kept: [] });
    case "rename":
      return {
        ...now,
        kept: now.kept.map((each) => (each.id === event.id ? { ...each, name: event.name } : each)),
      };
    case "undo":
      return moved(now, now.past, now.future, "past", "future");
    case "redo":
      return moved(now, now.future, now.past, "future", "past");
  }
}

/** Movements change nothing that is undone; only what was given does. */
function prompted(now: Session, event: PromptEvent, base: Float32Array | null): Session {
  const pointing = prompt(now.pointing, event);
  if (pointing === now.pointing) return now;
  if (pointing.given === now.pointing.given) return { ...now, pointing };
  const given = pointing.given;
  return { ...done(now, { given, base: given.length === 0 ? null : base }), pointing };
}

function kept(now: Session, found: readonly Found[]): Session {
  const added = found.map(({ counts, area, parent }, index): Kept => ({
    id: now.next + index,
    counts,
    area,
    name: "",
    parent: parent === null ? null : now.next + parent,
  }));
  const next = done(now, { given: [], base: null, kept: [...now.kept, ...added] });
  return {
    ...next,
    next: now.next + found.length,
    pointing: { ...NO_PROMPT, hover: now.pointing.hover },
  };
}

/** What was a part of it becomes a part of what it was a part of. */
function removed(now: Session, id: number): Session {
  const gone = now.kept.find((each) => each.id === id);
  if (!gone) return now;
  const rest = now.kept
    .filter((each) => each !== gone)
    .map((each) => (each.parent === id ? { ...each, parent: gone.parent } : each));
  return done(now, { kept: rest });
}

function done(now: Session, change: Partial<Step>): Session {
  return { ...now, ...change, past: [...now.past, stepOf(now)], future: [] };
}

function moved(
  now: Session,
  from: readonly Step[],
  to: readonly Step[],
  fromName: "past" | "future",
  toName: "past" | "future",
): Session {
  const step = from.at(-1);
  if (!step) return now;
  return {
    ...now,
    ...step,
    pointing: { ...NO_PROMPT, given: step.given, hover: now.pointing.hover },
    [fromName]: from.slice(0, -1),
    [toName]: [...to, stepOf(now)],
  };
}

function stepOf({ given, base, kept: masks }: Session): Step {
  return { given, base, kept: masks };
}
