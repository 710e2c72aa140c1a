import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

import { readEmbedding } from "../../src/model/embedding";
import { writeSafetensors } from "../../src/model/safetensors";

const features = { shape: [1, 2], values: Float32Array.of(3, 4) };
const file = writeSafetensors(new Map([["features", features]]));

const bufferOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

test("gzipped or not, it is the same embedding", async () => {
  expect((await readEmbedding(file)).get("features")).toEqual(features);
  const zipped = bufferOf(gzipSync(new Uint8Array(file)));
  expect((await readEmbedding(zipped)).get("features")).toEqual(features);
});

test("a file without features is refused", async () => {
  const other = writeSafetensors(new Map([["masks", features]]));
  await expect(readEmbedding(other)).rejects.toThrow("no features");
});

test("a damaged file is refused", async () => {
  const zipped = gzipSync(new Uint8Array(file));
  await expect(readEmbedding(bufferOf(zipped.subarray(0, 20)))).rejects.toThrow();
  await expect(readEmbedding(new ArrayBuffer(0))).rejects.toThrow("too short");
});
