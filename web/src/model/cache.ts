/**
 * Embeddings that this browser keeps, so that an image that was open once, or was fetched ahead,
 * opens at once. A browser that cannot keep them fetches them every time.
 */

import { outdated, type Use } from "./lru";
import { type Kept, openShelf, type Shelf } from "./shelf";

const LIMIT_BYTES = 256 * 2 ** 20;

/** Asks the server, which may answer 304 if `known`, an ETag, is still right. */
export type Ask = (known?: string) => Promise<Response>;

const underWay = new Map<string, Promise<ArrayBuffer>>();
let shelf: Promise<Shelf | null> | null = null;

/**
 * The embedding of an image: kept or fetched. Calls for the same key while one is under way share
 * its answer; without the network, what is kept is taken as right.
 *
 * @param key names project and image.
 */
export function embeddingOf(key: string, ask: Ask): Promise<ArrayBuffer> {
  const running = underWay.get(key);
  if (running) return running;
  const fetching = look(key, ask).finally(() => underWay.delete(key));
  underWay.set(key, fetching);
  return fetching;
}

/** Forgets everything: somebody else will use this browser. */
export async function forgetEmbeddings(): Promise<void> {
  await (await openOnce())?.clear();
}

async function look(key: string, ask: Ask): Promise<ArrayBuffer> {
  const kept = await (await openOnce())?.get(key).catch(() => undefined);
  const answer = await ask(kept?.etag).catch((error: unknown) => {
    if (kept && isOffline(error)) return null;
    throw error;
  });
  if (kept && (answer === null || answer.status === 304)) {
    void keep(key, kept);
    return kept.bytes;
  }
  if (!answer?.ok) throw new Error(`no embedding came for ${key}`);
  const bytes = await answer.arrayBuffer();
  const etag = answer.headers.get("etag");
  if (etag !== null) void keep(key, { etag, bytes });
  return bytes;
}

/** Writes down what was used, and lets go of what has not been used for longest. */
async function keep(key: string, kept: Kept): Promise<void> {
  const open = await openOnce();
  if (!open || kept.bytes.byteLength > LIMIT_BYTES) return;
  try {
    await open.put(key, kept, Date.now());
    const uses: Use[] = await open.uses();
    await open.drop(outdated(uses, LIMIT_BYTES, key));
  } catch {
    // A full or closed disk costs time later, nothing else.
  }
}

/** Requests that did not reach the server fail with status 0 or a TypeError of `fetch`. */
function isOffline(error: unknown): boolean {
  const status = typeof error === "object" && error !== null && "status" in error && error.status;
  return status === 0 || error instanceof TypeError;
}

function openOnce(): Promise<Shelf | null> {
  shelf ??= openShelf().catch(() => null);
  return shelf;
}
