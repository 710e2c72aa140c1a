/**
 * When a lease was opened, kept over a reload: the server counts moments from there, so a page that
 * is loaded anew must not begin at zero again.
 */

import type { Sitting } from "../../state/sitting";

const KEY = "anymask.opened";

interface Opening {
  readonly lease: string;
  readonly openedMs: number;
}

/** The sitting with the beginning that its lease had before the reload, if there was one. */
export function recallOpening(sitting: Sitting): Sitting {
  const { task } = sitting;
  if (task === null) return sitting;
  const kept = read();
  if (kept?.lease !== task.lease || kept.openedMs > sitting.openedMs) {
    write({ lease: task.lease, openedMs: sitting.openedMs });
    return sitting;
  }
  const { openedMs } = kept;
  return { ...sitting, openedMs, sentMs: sitting.openedMs - openedMs };
}

function read(): Opening | null {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "null");
    if (typeof value !== "object" || value === null) return null;
    const { lease, openedMs } = value as Partial<Opening>;
    return typeof lease === "string" && typeof openedMs === "number" ? { lease, openedMs } : null;
  } catch {
    return null;
  }
}

function write(opening: Opening): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(opening));
  } catch {
    // Then a reload counts its work from the reload on.
  }
}
