/**
 * Keeps the annotator's task: asks for it, renews its lease, ends it, and goes back to earlier ones.
 * A task is given back when its page is left, and never while something of it waits to be sent.
 */

import { type ReadonlySignal, effect, signal, untracked } from "@preact/signals";

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
  isSlow,
  lost,
  mustRenew,
  opened,
  renewed,
  takeMoments,
  workedOn,
} from "../../state/sitting";
import { recallOpening } from "./opening";
import { NO_TRAIL, type Trail, back, forth, isBack } from "./trail";

export interface KeeperGround {
  readonly api: Api;
  readonly sittings: Sittings;
  readonly outbox: Outbox;
  readonly kinds: readonly TaskKind[];
}

const TICK_MS = 1_000;
const RECENT = 100;
const NOT_SAVED = "something is not saved yet; look at the badge, then finish again";

/** What a page that is being left still does; the next one waits for it. */
let leaving: Promise<unknown> = Promise.resolve();

export class Keeper {
  private readonly shown = signal<Sitting>(ASKING);
  private readonly slowly = signal(false);
  /** Newer than what is shown by the moments of work, which change all the time. */
  private now: Sitting = ASKING;
  private trail: Trail = NO_TRAIL;
  private left = false;
  private readonly timer: number;
  private readonly stop: () => void;

  /** Task and phase; its moments are not up to date. */
  readonly sitting: ReadonlySignal<Sitting> = this.shown;
  /** Whether the present mask takes so long that the next image is more worthwhile. */
  readonly slow: ReadonlySignal<boolean> = this.slowly;

  constructor(private readonly ground: KeeperGround) {
    this.timer = window.setInterval(() => {
      this.slowly.value = isSlow(this.now);
      void this.renew();
    }, TICK_MS);
    this.stop = effect(() => {
      const lease = this.shown.value.task?.lease;
      const held = ground.outbox.held.value.find(
        ({ why, write }) => why === "lease" && write.lease === lease,
      );
      if (held !== undefined) untracked(() => this.set(lost(this.now, held.message)));
    });
  }

  /** Take the task at this place of the trail, the one that is held, or the next. */
  begin(): Promise<void> {
    const { api, sittings, kinds } = this.ground;
    const again = this.trail.ids[this.trail.place];
    return this.take(() => (again === undefined ? api.nextTask(kinds) : sittings.reopen(again)));
  }

  /** End the task and go on; false: it cannot be ended now. */
  finish(): Promise<boolean> {
    return this.end((task) => this.complete(task), forth(this.trail));
  }

  skip(reason: string): Promise<boolean> {
    return this.end((task) => this.ground.api.skip(task, reason), forth(this.trail));
  }

  /** Say that the image is faulty, and go on. */
  flag(reason: string): Promise<boolean> {
    const { api } = this.ground;
    return this.end(async (task) => {
      await api.flag(task.image_id, reason);
      await api.release(task);
    }, forth(this.trail));
  }

  /** Open the task again that was ended before this one; false: there is none, or not now. */
  async previous(): Promise<boolean> {
    const known = isBack(this.trail) ? this.trail : await this.recent();
    const next = back(known);
    if (next === known) return false;
    if (this.now.task !== null) return this.end((task) => this.giveUp(task), next);
    this.trail = next;
    await this.begin();
    return true;
  }

  /** The annotator does something. */
  act(): void {
    this.now = acted(this.now, Date.now());
  }

  /** Milliseconds of work since the last write. */
  workedMs(): number {
    return workedOn(this.now);
  }

  /** The moments of work since the last write; they are sent once. */
  takeMoments(): number[] {
    const [moments, rest] = takeMoments(this.now);
    this.now = rest;
    this.slowly.value = false;
    return moments;
  }

  /** Give the task back and stop. */
  leave(): void {
    this.left = true;
    window.clearInterval(this.timer);
    this.stop();
    const { task, phase } = this.now;
    if (task !== null && phase === "working") leaving = this.giveBack(task);
  }

  private set(next: Sitting): void {
    this.now = next;
    this.shown.value = next;
  }

  private async take(ask: () => Promise<Task | null>): Promise<void> {
    const { api, outbox } = this.ground;
    this.set(ASKING);
    try {
      await leaving;
      const task = await ask();
      if (task !== null) await outbox.leased(api.name, task);
      if (!this.left) this.set(recallOpening(opened(task, Date.now())));
    } catch (error) {
      this.trail = NO_TRAIL;
      this.set(failed(this.now, messageOf(error)));
    }
  }

  /** Do something with the task, and go on with the trail `then` if it was done. */
  private async end(work: (task: Task) => Promise<unknown>, then: Trail): Promise<boolean> {
    const { api, outbox } = this.ground;
    const { task, phase } = this.now;
    if (task === null || phase !== "working") return false;
    this.set({ ...this.now, phase: "ending", message: "" });
    try {
      if (!(await outbox.flush(api.name, task.image_id))) throw new Error(NOT_SAVED);
      await work(task);
    } catch (error) {
      const message = messageOf(error);
      const gone = await this.isGone(task, error);
      this.set(gone ? lost(this.now, message) : { ...this.now, phase: "working", message });
      return false;
    }
    this.trail = then;
    await this.begin();
    return true;
  }

  private complete(task: Task): Promise<unknown> {
    return this.ground.api.finish(task, this.takeMoments());
  }

  /** What was finished before is finished again; what is new goes back to where it came from. */
  private giveUp(task: Task): Promise<unknown> {
    return isBack(this.trail) ? this.complete(task) : this.ground.api.release(task);
  }

  private async giveBack(task: Task): Promise<void> {
    const { api, outbox } = this.ground;
    const waiting = await outbox.pending(api.name, task.image_id);
    if (waiting.length === 0) await this.giveUp(task).catch(() => undefined);
  }

  private async renew(): Promise<void> {
    const { task } = this.now;
    if (task === null || !mustRenew(this.now, Date.now())) return;
    this.now = renewed(this.now, Date.now());
    try {
      await this.ground.api.keepAlive(task);
    } catch (error) {
      const same = this.now.task?.lease === task.lease;
      if (same && isConflict(error)) this.set(lost(this.now, messageOf(error)));
    }
  }

  /** A conflict means that the lease is lost, unless it can still be renewed. */
  private async isGone(task: Task, error: unknown): Promise<boolean> {
    if (!isConflict(error)) return false;
    return this.ground.api.keepAlive(task).then(() => false, isConflict);
  }

  private async recent(): Promise<Trail> {
    const { sittings, kinds } = this.ground;
    const ended = await sittings.ended(RECENT).catch(() => []);
    const own = ended.filter(({ kind }) => kinds.some((wanted) => wanted === kind));
    return { ids: own.map(({ id }) => id), place: -1 };
  }
}

const isConflict = (error: unknown) => error instanceof ApiError && error.status === 409;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
