/**
 * What was done to an image and can be undone, without limit. The history is kept on disk, so it
 * has to be fitted to a document that may have changed elsewhere since (`reconcile`).
 */

import { type Command, type Document, apply, fits, inverse } from "./document";

export interface History {
  readonly entries: readonly Command[];
  /** How many entries are done; those from here on were undone and can be done again. */
  readonly done: number;
}

/** A document, its history, and the command that led to it (what has to be saved). */
export interface Step {
  readonly document: Document;
  readonly history: History;
  readonly command: Command;
}

export const NO_HISTORY: History = { entries: [], done: 0 };

/** Do something new; what was undone can no longer be done again. */
export function perform(document: Document, history: History, command: Command): Step {
  const entries = [...history.entries.slice(0, history.done), command];
  return {
    document: apply(document, command),
    history: { entries, done: entries.length },
    command,
  };
}

/** Take the last entry back; null: nothing to undo. */
export function undo(document: Document, history: History): Step | null {
  const last = history.entries[history.done - 1];
  if (last === undefined) return null;
  const command = inverse(last);
  if (!fits(document, command)) return null;
  const done = history.done - 1;
  return { document: apply(document, command), history: { ...history, done }, command };
}

/** Do the entry again that was undone last; null: there is none. */
export function redo(document: Document, history: History): Step | null {
  const command = history.entries[history.done];
  if (command === undefined || !fits(document, command)) return null;
  const done = history.done + 1;
  return { document: apply(document, command), history: { ...history, done }, command };
}

/** Keep of a history what still fits a document: as far back and forth as every step is possible. */
export function reconcile(document: Document, history: History): History {
  let first = history.done;
  for (let now = document; first > 0; first -= 1) {
    const entry = history.entries[first - 1];
    if (entry === undefined || !fits(now, inverse(entry))) break;
    now = apply(now, inverse(entry));
  }
  let end = history.done;
  for (let now = document; end < history.entries.length; end += 1) {
    const entry = history.entries[end];
    if (entry === undefined || !fits(now, entry)) break;
    now = apply(now, entry);
  }
  return { entries: history.entries.slice(first, end), done: history.done - first };
}
