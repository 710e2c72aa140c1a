import { describe, expect, it } from "vitest";

import { encodePng, type Channels } from "../../../src/pages/play/png";

/** Reads the chunks, checks their codes with Node's own crc32, and undoes the filter. */
async function decode(blob: Blob) {
  const { crc32, inflateSync } = await import("node:zlib" as string);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const bodies: Record<string, Uint8Array> = {};
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const covered = bytes.subarray(at + 4, at + 8 + length);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(covered) as number);
    bodies[kind] = bytes.subarray(at + 8, at + 8 + length);
    at += length + 12;
  }
  const head = bodies["IHDR"] ?? new Uint8Array(13);
  const size = new DataView(head.buffer, head.byteOffset);
  return {
    width: size.getUint32(0),
    height: size.getUint32(4),
    rows: inflateSync(bodies["IDAT"]) as Uint8Array,
  };
}

describe("PNG", () => {
  it.each([1, 3, 4] as Channels[])("keeps every pixel of %d channels", async (channels) => {
    const [width, height] = [7, 5];
    const stride = width * channels;
    const data = Uint8Array.from({ length: stride * height }, (_, index) => (index * 37) % 256);
    const read = await decode(await encodePng(width, height, channels, data));
    expect([read.width, read.height]).toEqual([width, height]);
    const above = new Uint8Array(stride);
    for (let row = 0; row < height; row++) {
      const from = row * (stride + 1);
      expect(read.rows[from]).toBe(2);
      for (let column = 0; column < stride; column++)
        above[column] = (above[column] ?? 0) + (read.rows[from + 1 + column] ?? 0);
      expect(above).toEqual(data.subarray(row * stride, (row + 1) * stride));
    }
  });
  it("refuses pixels that are too few", async () => {
    await expect(encodePng(2, 2, 3, new Uint8Array(11))).rejects.toThrow("11 values are no 2 x 2");
  });
});
