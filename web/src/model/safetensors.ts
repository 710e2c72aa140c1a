/** The safetensors format: a header in JSON, then numbers; read strictly, written for one's own. */

import { halvesToFloats } from "./float16";

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const LENGTH_BYTES = 8;
const LARGEST_HEADER = 100_000;

/**
 * Reads all tensors by their names, as single precision.
 *
 * @throws Error if it is something else, cut off, or holds other types than F16 and F32.
 */
export function readSafetensors(bytes: Uint8Array): Map<string, StoredTensor> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LENGTH_BYTES) throw new Error("no safetensors: too short");
  const length = Number(view.getBigUint64(0, true));
  const start = LENGTH_BYTES + length;
  if (length > LARGEST_HEADER || start > bytes.length) throw new Error("no safetensors: cut off");
  const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start)));
  if (typeof header !== "object" || header === null) throw new Error("no safetensors: no header");
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  return new Map(entries.map(([name, entry]) => [name, readOne(name, entry, bytes, start)]));
}

function readOne(name: string, entry: unknown, bytes: Uint8Array, start: number): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = entry as Record<string, unknown>;
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    throw new Error(`tensor ${name}: no shape or place`);
  const [from, to] = [start + (offsets[0] as number), start + (offsets[1] as number)];
  const count = shape.reduce((product, side) => product * side, 1);
  const width = dtype === "F16" ? 2 : dtype === "F32" ? 4 : 0;
  if (width === 0) throw new Error(`tensor ${name}: type ${String(dtype)} is not F16 or F32`);
  if (to > bytes.length || to - from !== count * width) throw new Error(`tensor ${name}: cut off`);
  const own = bytes.slice(from, to).buffer; // a copy, so that it is aligned
  const values = width === 2 ? halvesToFloats(new Uint16Array(own)) : new Float32Array(own);
  return { shape, values };
}

/** Writes tensors as F32. */
export function writeSafetensors(tensors: ReadonlyMap<string, StoredTensor>): ArrayBuffer {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = LENGTH_BYTES + text.length;
  const bytes = new Uint8Array(start + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, LENGTH_BYTES);
  let at = start;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes.buffer;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}
