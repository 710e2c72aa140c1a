/** A server, a person with two tabs, and a bad day: the world in which the queue is tested. */

import {
  EMPTY,
  nextToSend,
  reduce,
  versionMade,
  type Answer,
  type Queue,
} from "../../src/api/queue";
import type { MaskOut } from "../../src/api/wire";
import type { MaskWrite } from "../../src/api/writes";

export const ANN = { id: 1, name: "ann" };

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function writeOf(maskId: string, requestId: string, more: Partial<MaskWrite> = {}) {
  const ids = { projectName: "zoo", taskId: 7, lease: "lease-1", imageId: 3, maskId, requestId };
  const body = { lease: "", request_id: "", seen_version: 0 };
  return { ...ids, seenVersion: 0, kind: "delete", body, ...more } as MaskWrite;
}

export function maskOf(id: string, version: number): MaskOut {
  return { id, version } as MaskOut;
}

/** One version of a mask on the server, and who made it. */
interface Version {
  readonly by: string;
}

/** Answers as the server does; remembers what it was asked. */
export class Server {
  readonly versions = new Map<string, Version[]>();
  /** Requests by the order in which they were done. */
  readonly done: string[] = [];

  versionOf(maskId: string): number {
    return this.versions.get(maskId)?.length ?? 0;
  }

  change(maskId: string, by: string): void {
    this.versions.set(maskId, [...(this.versions.get(maskId) ?? []), { by }]);
  }

  /** Do a write: its mask as it is then, or the newest one if that was not seen. */
  take(write: MaskWrite): { stale: boolean; mask: MaskOut } {
    const repeated = this.done.includes(write.requestId);
    const stale = !repeated && this.versionOf(write.maskId) !== write.seenVersion;
    if (!repeated && !stale) {
      this.change(write.maskId, write.requestId);
      this.done.push(write.requestId);
    }
    return { stale, mask: maskOf(write.maskId, this.versionOf(write.maskId)) };
  }
}

/** What is known about a write besides the queue: what must become of it, and what it knew of. */
interface Told {
  readonly maskId: string;
  readonly tab: number;
  readonly place: number;
  /** Under which it was sent so far; the last one is the present one. */
  readonly ids: string[];
  /** Versions of others up to here were seen by whoever drew it. */
  knows: number;
  letGo: boolean;
}

const MASKS = ["a", "b", "c"];

export class BadDay {
  queue: Queue = EMPTY;
  readonly server = new Server();
  readonly told: Told[] = [];
  readonly faults: string[] = [];
  private readonly acknowledged = new Set<string>();
  private readonly last = [new Map<string, string>(), new Map<string, string>()];
  private readonly seen = [new Map<string, number>(), new Map<string, number>()];
  private count = 0;

  constructor(private readonly random: () => number) {}

  step(): void {
    const dice = this.random();
    if (dice < 0.35) this.draw();
    else if (dice < 0.75) this.send(this.random());
    else if (dice < 0.8) this.server.change(this.oneOf(MASKS), "somebody else");
    else if (dice < 0.85) this.look();
    else this.decide();
  }

  /** All goes well from now on; the person keeps what is theirs. */
  end(): void {
    for (let tries = 0; tries < 2_000 && this.queue.entries.length > 0; tries += 1) {
      this.lease();
      this.resolve("mine");
      this.again();
      this.send(1);
    }
  }

  private draw(): void {
    const [tab, maskId] = [this.random() < 0.7 ? 0 : 1, this.oneOf(MASKS)];
    const requestId = this.newId();
    const seenVersion = this.seen[tab]?.get(maskId) ?? 0;
    const after = this.last[tab]?.get(maskId) ?? null;
    // A mask that never was on the server is one for both tabs.
    const other = this.queue.entries.findLast(({ write }) => write.maskId === maskId);
    const base = after ?? (seenVersion === 0 ? other?.write.requestId : null);
    const before = this.told.find(({ ids }) => base && ids.includes(base));
    const knows = Math.max(seenVersion, before?.knows ?? 0);
    const place = this.told.length;
    this.told.push({ maskId, tab, place, ids: [requestId], knows, letGo: false });
    this.last[tab]?.set(maskId, requestId);
    const write = writeOf(maskId, requestId, { seenVersion, kind: "save" });
    this.queue = reduce(this.queue, { kind: "put", write, writer: ANN, after });
  }

  /** Send what is next; `luck` says what becomes of it. */
  private send(luck: number): void {
    const entry = nextToSend(this.queue, ANN.id);
    if (!entry || luck < 0.15) return; // Did not arrive.
    const { write } = entry;
    const { requestId } = write;
    this.check(write);
    if (luck < 0.2) return this.answer(requestId, { kind: "lease", message: "lost" });
    if (luck < 0.25 && !this.server.done.includes(requestId))
      return this.answer(requestId, { kind: "refused", message: "no" });
    const { stale, mask } = this.server.take(write);
    if (!stale) this.checkOverwrite(write);
    if (luck < 0.4) return; // It was done, but no answer came.
    if (stale) return this.answer(requestId, { kind: "stale", newest: mask });
    this.acknowledged.add(requestId);
    this.letGoOfRefused(write);
    this.answer(requestId, { kind: "acknowledged", mask });
    const made = versionMade(write, mask);
    for (const seen of this.seen)
      seen.set(write.maskId, Math.max(made, seen.get(write.maskId) ?? 0));
  }

  private decide(): void {
    const dice = this.random();
    if (dice < 0.35) this.resolve("mine");
    else if (dice < 0.5) this.resolve("theirs");
    else if (dice < 0.65) this.again();
    else if (dice < 0.75) this.dismiss();
    else this.lease();
  }

  /** Load a mask anew in a tab in which nothing waits for it. */
  private look(): void {
    const maskId = this.oneOf(MASKS);
    if (this.queue.entries.some(({ write }) => write.maskId === maskId)) return;
    for (const seen of this.seen) seen.set(maskId, this.server.versionOf(maskId));
  }

  private resolve(choice: "mine" | "theirs"): void {
    const found = this.queue.entries.find(({ standing }) => standing.kind === "conflict");
    if (found?.standing.kind !== "conflict") return;
    const { maskId, requestId } = found.write;
    const { version } = found.standing.theirs;
    const id = this.newId();
    for (const each of this.told.filter((told) => told.maskId === maskId)) {
      const waits = this.queue.entries.some(({ write }) => write.requestId === each.ids.at(-1));
      if (choice === "theirs" && waits) each.letGo = true;
      // The person has looked at theirs and at what has become of mine since.
      if (choice === "mine" && waits) each.knows = Math.max(each.knows, version);
    }
    if (choice === "mine") this.of(requestId).ids.push(id);
    if (choice === "theirs") for (const seen of this.seen) seen.set(maskId, version);
    this.queue = reduce(this.queue, { kind: "resolved", maskId, choice, newId: id });
  }

  private again(): void {
    const found = this.queue.entries.find(({ standing }) => standing.kind === "refused");
    if (!found) return;
    const { requestId } = found.write;
    const id = this.newId();
    this.of(requestId).ids.push(id);
    this.queue = reduce(this.queue, { kind: "again", requestId, newId: id });
  }

  private dismiss(): void {
    const found = this.queue.entries.find(({ standing }) => standing.kind === "refused");
    if (!found) return;
    this.of(found.write.requestId).letGo = true;
    this.queue = reduce(this.queue, { kind: "dismissed", requestId: found.write.requestId });
  }

  private lease(): void {
    const task = { taskId: 7, lease: this.newId() };
    const [writerId, projectName, imageId] = [ANN.id, "zoo", 3];
    this.queue = reduce(this.queue, { kind: "leased", writerId, projectName, imageId, task });
  }

  private answer(requestId: string, answer: Answer): void {
    this.queue = reduce(this.queue, { kind: "answered", requestId, answer });
  }

  /** A refused version of a mask may go once a later one is saved. */
  private letGoOfRefused(by: MaskWrite): void {
    const { entries } = this.queue;
    const order = entries.find(({ write }) => write.requestId === by.requestId)?.order ?? 0;
    for (const { write, standing, order: own } of entries)
      if (write.maskId === by.maskId && standing.kind === "refused" && own < order)
        this.of(write.requestId).letGo = true;
  }

  private check(write: MaskWrite): void {
    if (this.acknowledged.has(write.requestId)) this.faults.push(`${write.requestId} sent again`);
    if (this.of(write.requestId).ids.at(-1) !== write.requestId)
      this.faults.push(`${write.requestId} is an id from before`);
    const { tab, place } = this.of(write.requestId);
    const earlier = this.queue.entries.find(
      ({ write: other, standing }) =>
        other.maskId === write.maskId &&
        standing.kind !== "refused" &&
        this.of(other.requestId).tab === tab &&
        this.of(other.requestId).place < place,
    );
    if (earlier) this.faults.push(`${write.requestId} overtook ${earlier.write.requestId}`);
  }

  /** What others did is written over only by who has seen it. */
  private checkOverwrite(write: MaskWrite): void {
    const versions = this.server.versions.get(write.maskId) ?? [];
    const own = versions.findIndex(({ by }) => by === write.requestId);
    const unseen = versions
      .slice(0, own)
      .findIndex(({ by }, at) => by === "somebody else" && at + 1 > this.of(write.requestId).knows);
    if (unseen !== -1) this.faults.push(`${write.requestId} wrote over version ${unseen + 1}`);
  }

  private of(requestId: string): Told {
    const found = this.told.find(({ ids }) => ids.includes(requestId));
    if (!found) throw new Error(`nobody told of ${requestId}`);
    return found;
  }

  private oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)] as T;
  }

  private newId(): string {
    this.count += 1;
    return `r${this.count}`;
  }
}
