/**
 * An annotator's sitting at one task: whether there is one, whether the lease still holds, and when
 * it has to be renewed. Time comes in as a number, so that nothing here waits.
 */

import type { components } from "../api/wire";
import { type Moments, mark, worked } from "./timing";

export type Task = components["schemas"]["TaskOut"];

/** From when on the paper's annotators were asked to go on to the next image. */
export const SLOW_MS = 30_000;
export const IDLE_MS = 60_000;
const RENEW_MS = 20_000;
const AWAY_MS = 600_000;

export type Phase = "asking" | "working" | "ending" | "nothing" | "lost" | "failed";

export interface Sitting {
  readonly phase: Phase;
  readonly task: Task | null;
  /** When the lease came, by this browser's clock. */
  readonly openedMs: number;
  /** When something was done and not yet sent, since then. */
  readonly moments: Moments;
  /** Up to when the work has been sent, since then. */
  readonly sentMs: number;
  /** When something was done last, by this browser's clock. */
  readonly actedMs: number;
  /** When the lease is to be renewed. */
  readonly renewMs: number;
  /** Why it failed or was lost, in words for people. */
  readonly message: string;
}

export const ASKING: Sitting = {
  phase: "asking",
  task: null,
  openedMs: 0,
  moments: [],
  sentMs: 0,
  actedMs: 0,
  renewMs: Infinity,
  message: "",
};

/**
 * A task came; null: there is nothing to do.
 *
 * What the lease lasts is told by the server's clock, which may differ from ours: so it is renewed
 * every 20 seconds, far below the least a project would set.
 */
export function opened(task: Task | null, now: number): Sitting {
  if (task === null) return { ...ASKING, phase: "nothing" };
  return {
    ...ASKING,
    phase: "working",
    task,
    openedMs: now,
    actedMs: now,
    renewMs: now + RENEW_MS,
  };
}

/** The lease was renewed, or at least tried. */
export function renewed(sitting: Sitting, now: number): Sitting {
  return { ...sitting, renewMs: now + RENEW_MS };
}

/** Whoever has left the desk does not keep the image from others. */
export function mustRenew(sitting: Sitting, now: number): boolean {
  const present = now - sitting.actedMs < AWAY_MS;
  return sitting.phase === "working" && present && now >= sitting.renewMs;
}

/** Somebody else has the task now; what was saved stays. */
export function lost(sitting: Sitting, message: string): Sitting {
  return { ...sitting, phase: "lost", renewMs: Infinity, message };
}

/** No answer, or one that makes no sense to go on with. */
export function failed(sitting: Sitting, message: string): Sitting {
  return { ...sitting, phase: "failed", message };
}

/** The annotator did something. */
export function acted(sitting: Sitting, now: number): Sitting {
  if (sitting.task === null) return sitting;
  const moments = mark(sitting.moments, now - sitting.openedMs);
  return moments === sitting.moments ? sitting : { ...sitting, moments, actedMs: now };
}

/** The moments that go with the next write; they are sent once. */
export function takeMoments(sitting: Sitting): readonly [number[], Sitting] {
  const last = sitting.moments[sitting.moments.length - 1] ?? sitting.sentMs;
  return [
    [...sitting.moments],
    { ...sitting, moments: [], sentMs: Math.max(last, sitting.sentMs) },
  ];
}

/** Milliseconds of work since the last write. */
export function workedOn(sitting: Sitting): number {
  return worked(sitting.moments, sitting.sentMs, IDLE_MS);
}

/** Whether the present mask takes so long that the next image is more worthwhile. */
export function isSlow(sitting: Sitting): boolean {
  return sitting.phase === "working" && workedOn(sitting) > SLOW_MS;
}
