/**
 * Keeps the annotator's task: asks for it, renews its lease, ends it, and goes back to earlier ones.
 * A task is given back when its page is left, and never while something of it waits to be sent.
 */

import { type ReadonlySignal, signal } from "@preact/signals";

import { type Api, ApiError } from "../../api/client";
import type { Outbox } from "../../api/outbox";
import type { TaskKind } from "../../api/routes_tasks";
import type { Sittings } from "../../api/sittings";
import {
  ASKING,
  type Sitting,
  type Task,
  acted,
  failed,
  lost,
  mustRenew,
  opened,
  renewed,
  takeMoments,
} from "../../state/sitting";
import { recallOpening } from "./opening";
import { NO_TRAIL, type Trail, back, forth, isBack } from "./trail";

export interface Keeper {
  readonly sitting: ReadonlySignal<Sitting>;
  /** Take the next task, or the one that is held. */
  begin(): Promise<void>;
  /** End the task and go on; false: it cannot be ended now. */
  finish(): Promise<boolean>;
  skip(reason: string): Promise<boolean>;
  flag(reason: string): Promise<boolean>;
  /** Open the task again that was ended before this one; false: there is none, or not now. */
  previous(): Promise<boolean>;
  /** The annotator does something. */
  act(): void;
  takeMoments(): number[];
  /** Give the task back and stop. */
  leave(): void;
}

const TICK_MS = 5_000;
const RECENT = 100;
const NOT_SAVED = "something is not saved yet; look at the badge, then finish again";

/** What a page that is being left still does; the next one waits for it. */
let leaving: Promise<unknown> = Promise.resolve();

export function makeKeeper(
  api: Api,
  sittings: Sittings,
  outbox: Outbox,
  kinds: readonly TaskKind[],
): Keeper {
  const sitting = signal<Sitting>(ASKING);
  let trail: Trail = NO_TRAIL;
  let left = false;

  const take = async (ask: () => Promise<Task | null>) => {
    sitting.value = ASKING;
    try {
      await leaving;
      const task = await ask();
      if (task !== null) await outbox.leased(api.name, task);
      if (!left) sitting.value = recallOpening(opened(task, Date.now()));
    } catch (error) {
      sitting.value = failed(sitting.value, messageOf(error));
    }
  };

  /** The task at this place of the trail, or the next one. */
  const begin = () => {
    const again = trail.ids[trail.place];
    return take(() => (again === undefined ? api.nextTask(kinds) : sittings.reopen(again)));
  };

  /** Do something with the task, and go on with `then` if it was done. */
  const end = async (work: (task: Task) => Promise<unknown>, then: Trail): Promise<boolean> => {
    const { task } = sitting.value;
    if (task === null) return false;
    const before = sitting.value;
    sitting.value = { ...before, phase: "ending", message: "" };
    try {
      if (!(await outbox.flush(api.name, task.image_id))) throw new Error(NOT_SAVED);
      await work(task);
    } catch (error) {
      const { moments, sentMs } = sitting.value;
      const same = { ...before, moments, sentMs, message: messageOf(error) };
      sitting.value = isLost(error) ? lost(same, same.message) : same;
      return false;
    }
    trail = then;
    await begin();
    return true;
  };

  const complete = (task: Task) => api.finish(task, drain(sitting));

  const renew = async () => {
    const { task } = sitting.value;
    if (task === null || !mustRenew(sitting.value, Date.now())) return;
    sitting.value = renewed(sitting.value, Date.now());
    try {
      await api.keepAlive(task);
    } catch (error) {
      const same = sitting.value.task?.lease === task.lease;
      if (same && isLost(error)) sitting.value = lost(sitting.value, messageOf(error));
    }
  };
  const timer = window.setInterval(() => void renew(), TICK_MS);

  return {
    sitting,
    begin,
    finish: () => end(complete, forth(trail)),
    skip: (reason) => end((task) => api.skip(task, reason), forth(trail)),
    flag: (reason) =>
      end(async (task) => {
        await api.flag(task.image_id, reason);
        await api.release(task);
      }, forth(trail)),
    async previous() {
      const known = isBack(trail) ? trail : await recent(sittings, kinds);
      const next = back(known);
      if (next === known) return false;
      // What was finished before is finished again; what is new goes back to where it came from.
      if (sitting.value.task !== null)
        return end(isBack(trail) ? complete : (task) => api.release(task), next);
      trail = next;
      await begin();
      return true;
    },
    act() {
      sitting.value = acted(sitting.value, Date.now());
    },
    takeMoments: () => drain(sitting),
    leave() {
      left = true;
      window.clearInterval(timer);
      const { task, phase } = sitting.value;
      if (task === null || phase !== "working") return;
      leaving = giveBack(api, outbox, task, isBack(trail) ? complete : (of) => api.release(of));
    },
  };
}

async function recent(sittings: Sittings, kinds: readonly string[]): Promise<Trail> {
  const ended = await sittings.ended(RECENT).catch(() => []);
  return { ids: ended.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id), place: -1 };
}

function drain(sitting: { value: Sitting }): number[] {
  const [moments, rest] = takeMoments(sitting.value);
  sitting.value = rest;
  return moments;
}

async function giveBack(
  api: Api,
  outbox: Outbox,
  task: Task,
  give: (task: Task) => Promise<unknown>,
): Promise<void> {
  const waiting = await outbox.pending(api.name, task.image_id);
  if (waiting.length === 0) await give(task).catch(() => undefined);
}

const isLost = (error: unknown) => error instanceof ApiError && error.status === 409;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
