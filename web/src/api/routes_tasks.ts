/**
 * Routes of an annotator at work: get a task, keep it, save masks, end it. The outbox repeats what
 * it writes by itself, so that does not wait for a session here.
 */

import { ask } from "./http";
import type { MaskIn, MaskOut, MaskRemoval, NextTask, SavedMask, TaskOut } from "./wire";
import type { ChangeOut, TaskQuery } from "./wire";

export type TaskKind = NonNullable<TaskQuery["kinds"]>[number];

/** What is shown of a task with every step. */
export type Leased = Pick<TaskOut, "id" | "lease">;

export const taskRoutes = (at: string) => {
  const of = (taskId: number) => `${at}/tasks/${taskId.toString()}`;
  return {
    /** Lease the next task: the one that is held, or else the first that waits; null: none. */
    nextTask: async (kinds: readonly TaskKind[] = ["annotate"]) =>
      (await ask<NextTask>("POST", `${at}/tasks/next`, { body: { kinds } })).task,
    keepAlive: (task: Leased) =>
      ask<TaskOut>("POST", `${of(task.id)}/heartbeat`, { body: { lease: task.lease } }),
    /** Give a task back for somebody else. */
    release: (task: Leased) =>
      ask<undefined>("POST", `${of(task.id)}/release`, { body: { lease: task.lease } }),
    skip: (task: Leased, reason: string) =>
      ask<undefined>("POST", `${of(task.id)}/skip`, { body: { lease: task.lease, reason } }),
    /** End a task: its image is labelled. Wait for `Outbox.flush` first. */
    finish: (task: Leased, momentsMs: readonly number[] = []) =>
      ask<undefined>("POST", `${of(task.id)}/finish`, {
        body: { lease: task.lease, moments_ms: momentsMs },
      }),
    saveMask: (taskId: number, maskId: string, mask: MaskIn) =>
      ask<SavedMask>("PUT", `${of(taskId)}/masks/${maskId}`, { body: mask, patient: false }),
    deleteMask: (taskId: number, maskId: string, removal: MaskRemoval) =>
      ask<MaskOut>("POST", `${of(taskId)}/masks/${maskId}/delete`, {
        body: removal,
        patient: false,
      }),
    /** Every version of a mask, the first one first. */
    history: (maskId: string) => ask<ChangeOut[]>("GET", `${at}/masks/${maskId}/history`),
  };
};
