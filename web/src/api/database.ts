/**
 * The database of this browser: writes on their way to the server, and what can be undone. Every
 * function here opens it anew when it was closed, as browsers do under pressure.
 */

const NAME = "anymask";
const VERSION = 1;

/** Writes by their order; `notes` by name; `histories` by image, `steps` by image and place. */
export type StoreName = "writes" | "notes" | "histories" | "steps";

let opened: Promise<IDBDatabase> | null = null;

/** Run a transaction; resolves when it is on the disk. Nothing but requests may be awaited in it. */
export async function transact<T>(
  stores: StoreName[],
  mode: "readonly" | "readwrite",
  work: (transaction: IDBTransaction) => Promise<T>,
): Promise<T> {
  const transaction = await begin(stores, mode);
  const ended = completion(transaction);
  try {
    const value = await work(transaction);
    await ended;
    return value;
  } catch (error) {
    ended.catch(() => undefined);
    abort(transaction);
    throw error;
  }
}

/** The result of a request. */
export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(reason(request.error));
    };
  });
}

async function begin(stores: StoreName[], mode: IDBTransactionMode): Promise<IDBTransaction> {
  const database = await open();
  try {
    return database.transaction(stores, mode, { durability: "strict" });
  } catch (error) {
    opened = null; // It was closed without a word.
    throw error;
  }
}

function open(): Promise<IDBDatabase> {
  opened ??= openAnew().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function openAnew(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const database = request.result;
    database.createObjectStore("writes", { keyPath: "order" });
    database.createObjectStore("notes");
    database.createObjectStore("histories").createIndex("used", "usedMs");
    database.createObjectStore("steps");
  };
  const database = await result(request);
  const forget = () => {
    opened = null;
  };
  database.onclose = forget;
  database.onversionchange = () => {
    database.close();
    forget();
  };
  return database;
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = transaction.onerror = () => {
      reject(reason(transaction.error));
    };
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

function reason(error: DOMException | null): Error {
  return error ?? new Error("the browser's database gave no reason");
}
