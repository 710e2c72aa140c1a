/**
 * The queue of the outbox as data: what waits, what is sent next, and what an answer changes. Pure,
 * so that it can run within a transaction of the database that all tabs share.
 */

import type { MaskOut } from "./wire";
import type { Conflict, Held, MaskWrite, Writer } from "./writes";

/** A write that is not acknowledged. `order` grows; it is the key in the database. */
export interface Entry {
  readonly order: number;
  readonly write: MaskWrite;
  readonly writer: Writer;
  /** The request that this one builds on, while that has no answer; decides what was seen. */
  readonly after: string | null;
  readonly standing: Standing;
  /** Ids under which it was sent before; tabs may still know it by them. */
  readonly formerIds: readonly string[];
}

export type Standing =
  | { readonly kind: "waiting" }
  | { readonly kind: "conflict"; readonly theirs: MaskOut }
  | { readonly kind: "lease" | "refused"; readonly message: string };

/** The version that an acknowledged request has made. */
export interface Made {
  readonly requestId: string;
  readonly version: number;
}

export interface Queue {
  /** In the order in which they were put. */
  readonly entries: readonly Entry[];
  /** Of the last requests that were acknowledged, for writes of other tabs that build on them. */
  readonly made: readonly Made[];
}

/** What came of sending a write. Answers that call for another try change nothing. */
export type Answer =
  | { readonly kind: "acknowledged"; readonly mask: MaskOut }
  | { readonly kind: "stale"; readonly newest: MaskOut }
  | { readonly kind: "lease" | "refused"; readonly message: string };

export type QueueEvent =
  | { kind: "put"; write: MaskWrite; writer: Writer; after: string | null }
  | { kind: "answered"; requestId: string; answer: Answer }
  | { kind: "resolved"; maskId: string; choice: "mine" | "theirs"; newId: string }
  | { kind: "dismissed"; requestId: string }
  | { kind: "again"; requestId: string; newId: string }
  | { kind: "leased"; writerId: number; projectName: string; imageId: number; task: Lease };

/** A task that the user has, or has again. */
export type Lease = Pick<MaskWrite, "taskId" | "lease">;

export const EMPTY: Queue = { entries: [], made: [] };
const WAITING: Standing = { kind: "waiting" };
const MADE_KEPT = 500;

/** The queue after an event; what is not concerned stays the same object. */
export function reduce(queue: Queue, event: QueueEvent): Queue {
  switch (event.kind) {
    case "put":
      return put(queue, event.write, event.writer, event.after);
    case "answered":
      return answered(queue, event.requestId, event.answer);
    case "resolved":
      return resolved(queue, event.maskId, event.choice, event.newId);
    case "dismissed":
      return without(queue, event.requestId, (entry) => entry.standing.kind !== "waiting");
    case "again":
      return again(queue, event.requestId, event.newId);
    case "leased":
      return { ...queue, entries: queue.entries.map((entry) => leased(entry, event)) };
  }
}

/** The write that a person's browser sends next: the first that nothing holds up. */
export function nextToSend(queue: Queue, writerId: number): Entry | null {
  const held = new Set<string>();
  for (const entry of queue.entries) {
    if (entry.writer.id !== writerId) continue;
    const { kind } = entry.standing;
    if (kind === "waiting" && !held.has(entry.write.maskId)) return entry;
    if (kind !== "refused") held.add(entry.write.maskId);
  }
  return null;
}

/** Masks with a newer version on the server, and what the user has made of them. */
export function conflictsOf(queue: Queue, writerId: number): readonly Conflict[] {
  const own = queue.entries.filter(({ writer }) => writer.id === writerId);
  return own.flatMap(({ write, standing }) => {
    if (standing.kind !== "conflict") return [];
    const later = own.filter((entry) => entry.write.maskId === write.maskId);
    return [{ mine: later.at(-1)?.write ?? write, theirs: standing.theirs }];
  });
}

/** Writes that the server does not take. */
export function heldOf(queue: Queue, writerId: number): readonly Held[] {
  return queue.entries.flatMap(({ write, writer, standing }) =>
    writer.id === writerId && (standing.kind === "lease" || standing.kind === "refused")
      ? [{ write, why: standing.kind, message: standing.message }]
      : [],
  );
}

/** The version that a write has made; a repeated one may be answered with a newer mask of others. */
export function versionMade(write: MaskWrite, answer: MaskOut): number {
  return Math.min(answer.version, write.seenVersion + 1);
}

function put(queue: Queue, write: MaskWrite, writer: Writer, after: string | null): Queue {
  if (queue.entries.some((entry) => entry.write.requestId === write.requestId)) return queue;
  const order = (queue.entries.at(-1)?.order ?? 0) + 1;
  const last = queue.entries.findLast((entry) => entry.write.maskId === write.maskId);
  // Of a mask that never was on the server there is only what this browser has made of it.
  const link = after ?? (write.seenVersion === 0 ? (last?.write.requestId ?? null) : null);
  const before = queue.entries.find((entry) => link !== null && goesBy(entry, link));
  const wasRefused = before?.standing.kind === "refused";
  const made = queue.made.find((each) => each.requestId === link)?.version ?? 0;
  const entry: Entry = {
    order,
    write: seeing(write, wasRefused ? before.write.seenVersion : made),
    writer,
    after: before && !wasRefused ? before.write.requestId : null,
    standing: WAITING,
    formerIds: [],
  };
  return withoutNeedless({ ...queue, entries: [...queue.entries, entry] });
}

/** A mask that never came to the server need not be taken away there. */
function withoutNeedless(queue: Queue): Queue {
  const needless = queue.entries.filter(
    ({ write, after }) => write.kind === "delete" && write.seenVersion === 0 && after === null,
  );
  if (needless.length === 0) return queue;
  const goes = (entry: Entry) =>
    needless.includes(entry) || needless.some((removal) => isOvertaken(entry, removal));
  return { ...queue, entries: queue.entries.filter((entry) => !goes(entry)) };
}

function answered(queue: Queue, requestId: string, answer: Answer): Queue {
  const found = queue.entries.find((entry) => entry.write.requestId === requestId);
  if (!found) return queue;
  if (answer.kind === "acknowledged") return acknowledged(queue, found, answer.mask);
  if (answer.kind === "stale")
    return standing(queue, found, { kind: "conflict", theirs: answer.newest });
  if (answer.kind === "refused") return refused(queue, found, answer.message);
  const lost: Standing = { kind: "lease", message: answer.message };
  const entries = queue.entries.map((entry) =>
    entry.write.lease === found.write.lease && entry.standing.kind === "waiting"
      ? { ...entry, standing: lost }
      : entry,
  );
  return { ...queue, entries };
}

/** What builds on it has seen the version that it made, which is not always the newest one. */
function acknowledged(queue: Queue, done: Entry, mask: MaskOut): Queue {
  const { requestId } = done.write;
  const version = versionMade(done.write, mask);
  const names = [...done.formerIds, requestId].map((id) => ({ requestId: id, version }));
  const made = [...queue.made, ...names].slice(-MADE_KEPT);
  const entries = queue.entries
    .filter((entry) => entry !== done && !isOvertaken(entry, done))
    .map((entry) => (entry.after === requestId ? built(entry, version) : entry));
  return { entries, made };
}

/** A refused version of a mask is of no use once a later one is saved. */
function isOvertaken(entry: Entry, by: Entry): boolean {
  const sameMask = entry.write.maskId === by.write.maskId;
  return sameMask && entry.standing.kind === "refused" && entry.order < by.order;
}

/** What builds on it goes ahead as if it had not been. */
function refused(queue: Queue, entry: Entry, message: string): Queue {
  const { requestId, seenVersion } = entry.write;
  const freed = queue.entries.map((each) =>
    each.after === requestId ? built(each, seenVersion) : each,
  );
  const next = standing({ ...queue, entries: freed }, entry, { kind: "refused", message });
  return withoutNeedless(next);
}

function resolved(queue: Queue, maskId: string, choice: "mine" | "theirs", newId: string): Queue {
  const found = queue.entries.find(
    (entry) => entry.write.maskId === maskId && entry.standing.kind === "conflict",
  );
  if (found?.standing.kind !== "conflict") return queue;
  if (choice === "theirs") {
    const others = (entry: Entry) =>
      entry.write.maskId !== maskId || entry.writer.id !== found.writer.id;
    return { ...queue, entries: queue.entries.filter(others) };
  }
  const seen = found.standing.theirs.version;
  return renamed(queue, found, { ...found.write, requestId: newId, seenVersion: seen });
}

function again(queue: Queue, requestId: string, newId: string): Queue {
  const found = queue.entries.find((entry) => entry.write.requestId === requestId);
  if (found?.standing.kind !== "refused") return queue;
  return renamed(queue, found, { ...found.write, requestId: newId });
}

/** Let an entry wait again, as another request; what builds on it builds on that one. */
function renamed(queue: Queue, entry: Entry, write: MaskWrite): Queue {
  const entries = queue.entries.map((each) => {
    if (each === entry) {
      const formerIds = [...each.formerIds, each.write.requestId];
      return { ...each, write, standing: WAITING, formerIds };
    }
    return each.after === entry.write.requestId ? { ...each, after: write.requestId } : each;
  });
  return { ...queue, entries };
}

function without(queue: Queue, requestId: string, may: (entry: Entry) => boolean): Queue {
  const found = queue.entries.find((entry) => entry.write.requestId === requestId);
  if (!found || !may(found)) return queue;
  const { seenVersion } = found.write;
  const entries = queue.entries
    .filter((entry) => entry !== found)
    .map((entry) => (entry.after === requestId ? built(entry, seenVersion) : entry));
  return { ...queue, entries };
}

function leased(entry: Entry, event: Extract<QueueEvent, { kind: "leased" }>): Entry {
  const { write, writer, standing: now } = entry;
  if (writer.id !== event.writerId) return entry;
  if (write.projectName !== event.projectName || write.imageId !== event.imageId) return entry;
  if (now.kind !== "waiting" && now.kind !== "lease") return entry;
  if (write.lease === event.task.lease && now.kind === "waiting") return entry;
  return { ...entry, write: { ...write, ...event.task }, standing: WAITING };
}

function standing(queue: Queue, entry: Entry, next: Standing): Queue {
  const { requestId } = entry.write;
  const entries = queue.entries.map((each) =>
    each.write.requestId === requestId ? { ...each, standing: next } : each,
  );
  return { ...queue, entries };
}

function goesBy(entry: Entry, requestId: string): boolean {
  return entry.write.requestId === requestId || entry.formerIds.includes(requestId);
}

function built(entry: Entry, version: number): Entry {
  return { ...entry, after: null, write: seeing(entry.write, version) };
}

function seeing(write: MaskWrite, version: number): MaskWrite {
  return version > write.seenVersion ? { ...write, seenVersion: version } : write;
}
