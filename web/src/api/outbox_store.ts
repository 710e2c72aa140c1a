/**
 * Where the queue of the outbox lies. On the disk it is one for all tabs, and each change of it is
 * one transaction; in memory it is the last resort, and the user is told.
 */

import { signal, type ReadonlySignal } from "@preact/signals";

import { result, transact } from "./database";
import { EMPTY, type Entry, type Made, type Queue } from "./queue";

export interface OutboxStore {
  /** False once what is put would not survive the tab. */
  readonly durable: ReadonlySignal<boolean>;
  read(): Promise<Queue>;
  /** Replace the queue by what `change` makes of it; resolves when that is kept. */
  update(change: (queue: Queue) => Queue): Promise<Queue>;
}

const PATIENCE_MS = 15_000;

/** A store on the disk, tried twice, that goes on in memory when the disk is refused or full. */
export function makeStore(disk: Disk = onDisk): OutboxStore {
  const durable = signal(true);
  let newest = EMPTY;
  /** Changes in memory come one after the other, as transactions do. */
  const inMemory = (change: (queue: Queue) => Queue) => {
    durable.value = false;
    newest = change(newest);
    return newest;
  };
  const update = async (change: (queue: Queue) => Queue) => {
    if (!durable.value) return inMemory(change);
    try {
      const next = await inTime(disk(change).catch(() => disk(change)));
      // Another change may have failed meanwhile; then memory is ahead of the disk.
      if (durable.value) newest = next;
      return durable.value ? next : inMemory(change);
    } catch {
      return inMemory(change);
    }
  };
  return { durable, update, read: () => update((queue) => queue) };
}

/** A browser whose database hangs is one without a disk; what it still writes then does no harm. */
function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error("the browser's database does not answer"));
    }, PATIENCE_MS);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}

type Disk = (change: (queue: Queue) => Queue) => Promise<Queue>;

const onDisk: Disk = (change) =>
  transact(["writes", "notes"], "readwrite", async (transaction) => {
    const writes = transaction.objectStore("writes");
    const notes = transaction.objectStore("notes");
    const [entries, made] = await Promise.all([
      result(writes.getAll() as IDBRequest<Entry[]>),
      result(notes.get("made") as IDBRequest<Made[] | undefined>),
    ]);
    const before: Queue = { entries, made: made ?? [] };
    const after = change(before);
    const { put, remove } = difference(before.entries, after.entries);
    for (const order of remove) writes.delete(order);
    for (const entry of put) writes.put(entry);
    if (after.made !== before.made) notes.put(after.made, "made");
    return after;
  });

/** What has to be written and removed; entries that did not change are the same objects. */
export function difference(before: readonly Entry[], after: readonly Entry[]) {
  const kept = new Set(after.map(({ order }) => order));
  const same = new Set(before);
  return {
    put: after.filter((entry) => !same.has(entry)),
    remove: before.map(({ order }) => order).filter((order) => !kept.has(order)),
  };
}

/** Ask the browser not to clear what lies on the disk when it needs room. */
export async function requestPersist(): Promise<boolean> {
  if (typeof navigator === "undefined" || !("storage" in navigator)) return false;
  return navigator.storage.persist().catch(() => false);
}
