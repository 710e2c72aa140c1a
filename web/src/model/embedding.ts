/** An encoded image as the server sends it: gzipped safetensors with features and skips. */

import { reasonOf, Refused } from "./reason";
import { readSafetensors, type StoredTensor } from "./safetensors";

const GZIP = [0x1f, 0x8b] as const;

/**
 * Unpacks an embedding: names -> tensors, "features" and "skip_0", "skip_1".
 *
 * @param content gzipped, or not.
 * @throws Refused if it is no embedding.
 */
export async function readEmbedding(content: ArrayBuffer): Promise<Map<string, StoredTensor>> {
  try {
    return await read(content);
  } catch (error) {
    throw new Refused(`the embedding cannot be read: ${reasonOf(error)}`);
  }
}

async function read(content: ArrayBuffer): Promise<Map<string, StoredTensor>> {
  const start = new Uint8Array(content, 0, Math.min(2, content.byteLength));
  const zipped = GZIP.every((byte, index) => start[index] === byte);
  const tensors = readSafetensors(new Uint8Array(zipped ? await unzip(content) : content));
  if (!tensors.has("features")) throw new Error("no features");
  return tensors;
}

async function unzip(content: ArrayBuffer): Promise<ArrayBuffer> {
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
