/**
 * The way of every mask to the server: first onto this browser's disk, then, in order and as often
 * as it takes, to the server. What is put is kept until the server has it or the user lets it go.
 */

import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";

import { followConnection, guardClosing, online } from "./connection";
import { deliver, type Delivery } from "./deliver";
import { newId } from "./ids";
import { makeStore, requestPersist, type OutboxStore } from "./outbox_store";
import { conflictsOf, EMPTY, heldOf, nextToSend, reduce } from "./queue";
import type { Entry, Queue, QueueEvent } from "./queue";
import { makeSender, type Sender } from "./sender";
import { statusOf, type Line, type Status } from "./status";
import { otherTabs, type Tabs } from "./tabs";
import { session, type Session } from "./who";
import type { MaskOut } from "./wire";
import type { Conflict, Held, MaskWrite, Writer } from "./writes";

export type { Status } from "./status";
export type { Conflict, Held, MaskWrite } from "./writes";

export interface Outbox {
  /** Resolves once the write is on the disk; then it is sent until it is acknowledged. */
  put(write: MaskWrite): Promise<void>;
  readonly status: ReadonlySignal<Status>;
  /** Writes that the server has not acknowledged. */
  readonly waiting: ReadonlySignal<number>;
  /** False: the browser keeps nothing on the disk, and what waits is lost with the tab. */
  readonly durable: ReadonlySignal<boolean>;
  /** The newest answer by mask id; its version is the one that the next write has seen. */
  readonly acknowledged: ReadonlySignal<ReadonlyMap<string, MaskOut>>;
  readonly conflicts: ReadonlySignal<readonly Conflict[]>;
  /** `mine` writes over theirs, `theirs` lets go of everything that waits for the mask. */
  resolve(conflict: Conflict, choice: "mine" | "theirs"): Promise<void>;
  /** Writes that the server does not take: refused, or the lease is lost. */
  readonly held: ReadonlySignal<readonly Held[]>;
  /** Let go of a write that is held. */
  dismiss(held: Held): Promise<void>;
  /** Send a refused write again. */
  again(held: Held): Promise<void>;
  /** The user has a task (again): what waits for its image is sent under the new lease. */
  leased(projectName: string, task: { id: number; image_id: number; lease: string }): Promise<void>;
  /** What waits for an image, in order: to be laid over what the server says when it is opened. */
  pending(projectName: string, imageId: number): Promise<readonly MaskWrite[]>;
  /** Resolves when nothing of an image is on its way; true: the server has all of it. */
  flush(projectName: string, imageId: number): Promise<boolean>;
  /** Other people whose writes wait in this browser until they sign in. */
  readonly others: ReadonlySignal<readonly { name: string; waiting: number }[]>;
}

/** What an outbox stands on; tests bring their own. */
export interface Ground {
  readonly store: OutboxStore;
  readonly tabs: Tabs;
  readonly online: ReadonlySignal<boolean>;
  deliver(write: MaskWrite): Promise<Delivery>;
}

let shared: OutboxOfTab | null = null;

/** The outbox of this tab; the first call starts to send what an earlier visit has left. */
export function openOutbox(): Outbox {
  if (shared) return shared;
  const opened = new OutboxOfTab({ store: makeStore(), tabs: otherTabs(), online, deliver });
  followConnection(() => {
    opened.wake();
  });
  effect(() => {
    guardClosing(opened.unsafe.value);
  });
  shared = opened;
  return opened;
}

const ACKNOWLEDGED_KEPT = 5_000;

/** One tab's view of the outbox that all tabs share. */
export class OutboxOfTab implements Outbox {
  private readonly queue = signal<Queue>(EMPTY);
  private readonly newest = signal<ReadonlyMap<string, MaskOut>>(new Map());
  /** How the last request went, in whatever tab. */
  private readonly line = signal<Line>("open");
  private readonly unwritten = signal(0);
  /** The last request of each mask in this tab, which the next one builds on. */
  private readonly last = new Map<string, string>();
  private readonly sender: Sender;
  private asked = false;

  private readonly writerId = computed(() => writerOf(session.value)?.id ?? -1);
  private readonly own = computed(() =>
    this.queue.value.entries.filter(({ writer }) => writer.id === this.writerId.value),
  );
  readonly acknowledged: ReadonlySignal<ReadonlyMap<string, MaskOut>> = this.newest;
  readonly conflicts = computed(() => conflictsOf(this.queue.value, this.writerId.value));
  readonly held = computed(() => heldOf(this.queue.value, this.writerId.value));
  readonly waiting = computed(() => this.own.value.length + this.unwritten.value);
  readonly durable = computed(() => this.ground.store.durable.value);
  readonly others = computed(() => othersOf(this.queue.value, this.writerId.value));
  /** Whether closing the tab would lose something. */
  readonly unsafe = computed(
    () => this.unwritten.value > 0 || (!this.durable.value && this.own.value.length > 0),
  );
  readonly status = computed(() =>
    statusOf({
      waiting: this.waiting.value,
      conflicts: this.conflicts.value.length,
      held: this.held.value.length,
      line: this.line.value,
      online: this.ground.online.value,
      signedIn: session.value.kind === "in" || session.value.kind === "unknown",
      durable: this.durable.value,
    }),
  );

  constructor(private readonly ground: Ground) {
    const { store, tabs } = ground;
    this.sender = makeSender({
      store,
      deliver: (write) => ground.deliver(write),
      alone: (work) => tabs.alone(work),
      writerId: () => (session.value.kind === "in" ? session.value.me.id : null),
      sleep,
      random: Math.random,
      line: (line) => {
        if (line !== this.line.value) tabs.tell({ kind: "line", line });
        this.line.value = line;
      },
      changed: (queue) => {
        this.show(queue);
        tabs.tell({ kind: "changed" });
      },
      acknowledged: (writerId, mask) => {
        this.learn(writerId, mask);
      },
    });
    this.follow();
  }

  async put(write: MaskWrite): Promise<void> {
    const writer = writerOf(session.value);
    if (!writer) throw new Error("nobody is signed in; sign in before something is drawn");
    if (!this.asked) void requestPersist();
    this.asked = true;
    const after = this.last.get(write.maskId) ?? null;
    this.last.set(write.maskId, write.requestId);
    this.unwritten.value += 1;
    try {
      await this.change({ kind: "put", write, writer, after });
    } finally {
      this.unwritten.value -= 1;
    }
  }

  async resolve(conflict: Conflict, choice: "mine" | "theirs"): Promise<void> {
    const { maskId } = conflict.mine;
    if (choice === "theirs") this.last.delete(maskId);
    await this.change({ kind: "resolved", maskId, choice, newId: newId() });
    if (choice === "theirs") this.learn(this.writerId.value, conflict.theirs);
  }

  async dismiss(held: Held): Promise<void> {
    await this.change({ kind: "dismissed", requestId: held.write.requestId });
  }

  async again(held: Held): Promise<void> {
    await this.change({ kind: "again", requestId: held.write.requestId, newId: newId() });
  }

  async leased(
    projectName: string,
    task: { id: number; image_id: number; lease: string },
  ): Promise<void> {
    const { id: taskId, image_id: imageId, lease } = task;
    const writerId = this.writerId.value;
    await this.change({ kind: "leased", writerId, projectName, imageId, task: { taskId, lease } });
  }

  async pending(projectName: string, imageId: number): Promise<readonly MaskWrite[]> {
    this.show(await this.ground.store.read());
    const writes = this.of(projectName, imageId).map(({ write }) => write);
    for (const { maskId, requestId } of writes) this.last.set(maskId, requestId);
    return writes;
  }

  flush(projectName: string, imageId: number): Promise<boolean> {
    this.wake();
    return new Promise((resolve) => {
      const stop = effect(() => {
        const entries = this.of(projectName, imageId);
        const moving = nextToSend({ entries, made: [] }, this.writerId.value) !== null;
        if (this.unwritten.value > 0 || moving) return;
        queueMicrotask(() => {
          stop();
        });
        resolve(entries.length === 0);
      });
    });
  }

  /** Try again now. */
  wake(): void {
    const { value } = this.queue;
    if (session.value.kind === "in" && nextToSend(value, session.value.me.id)) this.sender.wake();
  }

  private of(projectName: string, imageId: number): readonly Entry[] {
    return this.own.value.filter(
      ({ write }) => write.projectName === projectName && write.imageId === imageId,
    );
  }

  private async change(event: QueueEvent): Promise<void> {
    this.show(await this.ground.store.update((queue) => reduce(queue, event)));
    this.ground.tabs.tell({ kind: "changed" });
  }

  private show(queue: Queue): void {
    this.queue.value = queue;
    this.wake();
  }

  /** Take note of the newest version of a mask, and tell the other tabs. */
  private learn(writerId: number, mask: MaskOut): void {
    this.note(writerId, mask);
    this.ground.tabs.tell({ kind: "acknowledged", writerId, mask });
  }

  private note(writerId: number, mask: MaskOut): void {
    if (writerId !== this.writerId.value) return;
    const next = new Map(this.newest.value);
    next.delete(mask.id);
    next.set(mask.id, mask);
    const [oldest] = next.keys();
    if (next.size > ACKNOWLEDGED_KEPT && oldest !== undefined) next.delete(oldest);
    this.newest.value = next;
  }

  /** Follow the disk, the other tabs and who is signed in. */
  private follow(): void {
    const { store, tabs } = this.ground;
    const reload = () =>
      void store.read().then((queue) => {
        this.show(queue);
      });
    tabs.listen((news) => {
      if (news.kind === "acknowledged") this.note(news.writerId, news.mask);
      else if (news.kind === "line") this.line.value = news.line;
      else reload();
    });
    effect(() => {
      if (session.value.kind === "in") reload();
    });
  }
}

function writerOf(now: Session): Writer | null {
  return now.kind === "in" || now.kind === "expired" ? { id: now.me.id, name: now.me.name } : null;
}

function othersOf(queue: Queue, writerId: number): readonly { name: string; waiting: number }[] {
  const counts = new Map<string, number>();
  for (const { writer } of queue.entries)
    if (writer.id !== writerId) counts.set(writer.name, (counts.get(writer.name) ?? 0) + 1);
  return Array.from(counts, ([name, waiting]) => ({ name, waiting }));
}

/** Wait, or less if `woken` resolves before. */
function sleep(ms: number, woken: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void woken.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
