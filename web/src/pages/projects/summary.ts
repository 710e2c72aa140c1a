/** What the card of a project says, from what the server tells; pure. */

import type { StatusOut } from "../../api/wire";

const STAGES: Record<string, string> = {
  "assisted-manual": "Assisted manual",
  "semi-automatic": "Semi-automatic",
  "fully-automatic": "Fully automatic",
};

/** The name of a stage for people. */
export function stageTitle(stage: string): string {
  return STAGES[stage] ?? stage;
}

export interface Progress {
  readonly done: number;
  readonly all: number;
  /** From 0 to 1. */
  readonly share: number;
}

/** How far the images of the present stage are; what was skipped is no longer to do. */
export function progressOf(tasks: StatusOut["tasks"]): Progress {
  const done = tasks["done"] ?? 0;
  const all = done + (tasks["open"] ?? 0) + (tasks["leased"] ?? 0);
  return { done, all, share: all === 0 ? 0 : done / all };
}

export interface Figure {
  readonly label: string;
  readonly value: string;
}

/** Images and masks altogether, and what a mask cost people most recently. */
export function figuresOf(status: StatusOut): readonly Figure[] {
  const images = Object.values(status.images).reduce((sum, count) => sum + count, 0);
  const masks = status.rounds.reduce((sum, round) => sum + round.drawn + round.filled_in, 0);
  const seconds = status.rounds.findLast((round) => round.seconds_per_mask !== null);
  const perMask = seconds?.seconds_per_mask ?? null;
  return [
    { label: "Images", value: count(images) },
    { label: "Masks", value: count(masks) },
    { label: "Seconds a mask", value: perMask === null ? "–" : perMask.toFixed(1) },
  ];
}

const ROLES = ["annotator", "reviewer", "admin"];

/** Whether a role is enough for what needs another one. */
export function may(role: string | undefined, needed: "annotator" | "reviewer" | "admin"): boolean {
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

function count(value: number): string {
  return value.toLocaleString("en");
}
