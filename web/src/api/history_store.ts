/**
 * Keeps what can be undone on this browser's disk, image by image. A save writes only the entries
 * that are new since the last one, so that a long history costs no more than a short one.
 */

import { result, transact } from "./database";

/** Entries of any kind that can be cloned, and how many of them are done. */
export interface StoredHistory<Entry> {
  readonly entries: readonly Entry[];
  readonly done: number;
}

interface Head {
  readonly done: number;
  readonly usedMs: number;
}

const IMAGES_KEPT = 300;
const written = new Map<string, readonly unknown[]>();

/** The history of a key such as `person/project/image`, or null. */
export async function loadHistory<Entry>(key: string): Promise<StoredHistory<Entry> | null> {
  return transact(["histories", "steps"], "readonly", async (transaction) => {
    const heads = transaction.objectStore("histories");
    const head = await result(heads.get(key) as IDBRequest<Head | undefined>);
    if (!head) return null;
    const steps = transaction.objectStore("steps");
    const entries = await result(steps.getAll(stepsOf(key)) as IDBRequest<Entry[]>);
    written.set(key, entries);
    return { entries, done: Math.min(head.done, entries.length) };
  });
}

/** Keep a history. Entries that were loaded or saved before have to be the same objects. */
export async function saveHistory<Entry>(
  key: string,
  history: StoredHistory<Entry>,
): Promise<void> {
  const { entries, done } = history;
  const from = commonStart(written.get(key) ?? [], entries);
  await transact(["histories", "steps"], "readwrite", async (transaction) => {
    const heads = transaction.objectStore("histories");
    const steps = transaction.objectStore("steps");
    steps.delete(stepsOf(key, from));
    for (const [place, entry] of entries.entries())
      if (place >= from) steps.put(entry, [key, place]);
    const head: Head = { done, usedMs: Date.now() };
    heads.put(head, key);
    if (!written.has(key)) await forgetOldest(heads, steps);
  });
  written.set(key, entries);
}

/** How many entries at the beginning are the same objects in both. */
export function commonStart(before: readonly unknown[], after: readonly unknown[]): number {
  const differs = after.findIndex((entry, place) => entry !== before[place]);
  return differs === -1 ? Math.min(before.length, after.length) : differs;
}

async function forgetOldest(heads: IDBObjectStore, steps: IDBObjectStore): Promise<void> {
  const keys = await result(heads.index("used").getAllKeys());
  for (const key of keys.slice(0, -IMAGES_KEPT)) {
    heads.delete(key);
    steps.delete(stepsOf(String(key)));
  }
}

function stepsOf(key: string, from = 0): IDBKeyRange {
  return IDBKeyRange.bound([key, from], [key, Infinity]);
}
