/** Starts a worker with files of a model in it, with as many threads as the page allows. */

import { Channel, type WorkerLike } from "./channel";
import type { DecoderInfo, DecoderSource } from "./info";
import type { Machine } from "./protocol";

/** More threads than this wait for each other longer than they help with so small a model. */
const MOST_THREADS = 4;

/** Makes the worker; the path is written out so that the build finds it. */
export const makeWorker = (): WorkerLike =>
  new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "anymask-model" });

/** Threads that this page may use: memory is shared only in isolated pages. */
export function threadsHere(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency));
}

/** Fetches files of a model by their names and checks that they arrived whole. */
export async function fetchFiles(
  source: DecoderSource,
  info: DecoderInfo,
  names: readonly string[],
): Promise<Record<string, ArrayBuffer>> {
  const contents = await Promise.all(
    names.map(async (name) => {
      const address = info.files[name];
      if (address === undefined) throw new Error(`the server has no ${name} for this model`);
      const content = await source.file(address);
      await check(content, name, info.sha256[name]);
      return [name, content] as const;
    }),
  );
  return Object.fromEntries(contents);
}

/** A worker that has loaded the files; they are copied, so that another worker can have them. */
export async function startWorker(
  files: Readonly<Record<string, ArrayBuffer>>,
  machine: Machine,
  make: () => WorkerLike = makeWorker,
): Promise<Channel> {
  const channel = new Channel(make());
  try {
    await channel.ask({ kind: "load", files, machine, threads: threadsHere() });
  } catch (error) {
    channel.end();
    throw error;
  }
  return channel;
}

async function check(content: ArrayBuffer, name: string, sha256?: string): Promise<void> {
  // Browsers digest only for pages that came over HTTPS or from this machine.
  if (sha256 === undefined || !globalThis.isSecureContext) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const found = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256) throw new Error(`${name} arrived damaged`);
}
