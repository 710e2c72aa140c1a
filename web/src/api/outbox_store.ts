/**
 * Where the queue of the outbox lies. On the disk it is one for all tabs, and each change of it is
 * one transaction; in memory it is the last resort, and the user is told.
 */

import { signal, type ReadonlySignal } from "@preact/signals";

import { result, transact } from "./database";
import { newId } from "./ids";
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
export function makeStore(disk: Disk = onDisk()): OutboxStore {
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

/**
 * The queue on the disk. Reading all of it costs more the longer it is, so that each change leaves
 * a mark: a tab that finds its own mark knows the queue already.
 */
function onDisk(): Disk {
  let known: { mark: string; queue: Queue } | null = null;
  return async (change) => {
    const now = await transact(["writes", "notes"], "readwrite", async (transaction) => {
      const notes = transaction.objectStore("notes");
      const mark = await result(notes.get("mark") as IDBRequest<string | undefined>);
      const there = known && known.mark === mark ? known.queue : await readAll(transaction);
      // Whoever clears the data of this site does not mean what an open tab still has to send.
      const queue = change(known && mark === undefined ? known.queue : there);
      if (queue === there && mark !== undefined) return { mark, queue };
      const next = newId();
      write(transaction, there, queue);
      notes.put(next, "mark");
      return { mark: next, queue };
    });
    known = now;
    return now.queue;
  };
}

async function readAll(transaction: IDBTransaction): Promise<Queue> {
  const [entries, made] = await Promise.all([
    result(transaction.objectStore("writes").getAll() as IDBRequest<Entry[]>),
    result(transaction.objectStore("notes").get("made") as IDBRequest<Made[] | undefined>),
  ]);
  return { entries, made: made ?? [] };
}

function write(transaction: IDBTransaction, before: Queue, after: Queue): void {
  const writes = transaction.objectStore("writes");
  const { put, remove } = difference(before.entries, after.entries);
  for (const order of remove) writes.delete(order);
  for (const entry of put) writes.put(entry);
  if (after.made !== before.made) transaction.objectStore("notes").put(after.made, "made");
}

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
