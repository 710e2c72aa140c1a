/** Embeddings on disk, in IndexedDB: one store of bytes, one of when each was last used. */

import type { Use } from "./lru";

export interface Kept {
  /** The server's mark of this content. */
  readonly etag: string;
  readonly bytes: ArrayBuffer;
}

export interface Shelf {
  get(key: string): Promise<Kept | undefined>;
  put(key: string, kept: Kept, at: number): Promise<void>;
  uses(): Promise<Use[]>;
  drop(keys: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

const NAME = "anymask-embeddings";
const BYTES = "bytes";
const USES = "uses";

/** Rejects where the browser keeps nothing, as in some private windows. */
export async function openShelf(): Promise<Shelf> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(BYTES);
    request.result.createObjectStore(USES, { keyPath: "key" });
  };
  const database = await done(request);
  const change = (act: (bytes: IDBObjectStore, uses: IDBObjectStore) => void): Promise<void> => {
    const both = database.transaction([BYTES, USES], "readwrite");
    act(both.objectStore(BYTES), both.objectStore(USES));
    return finished(both);
  };
  return {
    get: (key) =>
      done(database.transaction(BYTES).objectStore(BYTES).get(key) as IDBRequest<Kept | undefined>),
    put: (key, kept, at) =>
      change((bytes, uses) => {
        bytes.put(kept, key);
        uses.put({ key, bytes: kept.bytes.byteLength, at } satisfies Use);
      }),
    uses: () => done(database.transaction(USES).objectStore(USES).getAll() as IDBRequest<Use[]>),
    drop: (keys) =>
      keys.length === 0
        ? Promise.resolve()
        : change((bytes, uses) => {
            for (const key of keys) {
              bytes.delete(key);
              uses.delete(key);
            }
          }),
    clear: () =>
      change((bytes, uses) => {
        bytes.clear();
        uses.clear();
      }),
  };
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error("the browser's database failed"));
    };
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error("the browser's database is full"));
    };
  });
}
