import { expect, test } from "vitest";

import { readSafetensors, writeSafetensors } from "../../src/model/safetensors";

/** A file with one tensor, described as the test wants. */
function file(entry: object, data: Uint8Array): Uint8Array {
  const header = { __metadata__: { any: "thing" }, a: entry };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

const HALVES = Uint8Array.of(0x00, 0x3c, 0x00, 0xc0); // 1, -2

test("half precision is read as numbers, metadata is passed over", () => {
  const bytes = file({ dtype: "F16", shape: [1, 2], data_offsets: [0, 4] }, HALVES);
  const tensors = readSafetensors(bytes);
  expect([...tensors.keys()]).toEqual(["a"]);
  expect(tensors.get("a")).toEqual({ shape: [1, 2], values: Float32Array.of(1, -2) });
});

test("what is written is read again", () => {
  const tensors = new Map([
    ["features", { shape: [2, 2], values: Float32Array.of(1, 2.5, -3, 1e-7) }],
    ["skip_0", { shape: [1], values: Float32Array.of(Infinity) }],
  ]);
  expect(readSafetensors(new Uint8Array(writeSafetensors(tensors)))).toEqual(tensors);
});

test("a view into a larger buffer is read at its own place", () => {
  const inner = file({ dtype: "F16", shape: [2], data_offsets: [0, 4] }, HALVES);
  const outer = new Uint8Array(inner.length + 3);
  outer.set(inner, 3);
  expect(readSafetensors(outer.subarray(3)).get("a")?.values).toEqual(Float32Array.of(1, -2));
});

test.each([
  ["too short", new Uint8Array(5)],
  ["cut off", Uint8Array.of(99, 0, 0, 0, 0, 0, 0, 0, 1)],
  ["cut off", file({ dtype: "F16", shape: [3], data_offsets: [0, 6] }, HALVES)],
  ["cut off", file({ dtype: "F16", shape: [3], data_offsets: [0, 4] }, HALVES)],
  ["not F16 or F32", file({ dtype: "I64", shape: [1], data_offsets: [0, 4] }, HALVES)],
  ["no shape", file({ dtype: "F16", shape: [-2], data_offsets: [0, 4] }, HALVES)],
  ["no shape", file({ dtype: "F16", data_offsets: [0, 4] }, HALVES)],
])("refused: %s", (reason, bytes) => {
  expect(() => readSafetensors(bytes)).toThrow(reason);
});
