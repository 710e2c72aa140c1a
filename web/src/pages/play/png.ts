/**
 * Writes PNG files from pixels, without a canvas. Source: the PNG specification, third edition,
 * section 5 (chunks), 9 (filters; ours is always "up"), and 10 (zlib streams).
 */

/** 1: grey, 3: red, green, blue, 4: and alpha. */
export type Channels = 1 | 3 | 4;

const COLOUR_TYPE: Record<Channels, number> = { 1: 0, 3: 2, 4: 6 };
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const UP = 2;

/**
 * Encode pixels of 8 bits.
 *
 * @param data row-major, channels of a pixel beside each other: width * height * channels values.
 */
export async function encodePng(
  width: number,
  height: number,
  channels: Channels,
  data: Uint8Array | Uint8ClampedArray,
): Promise<Blob> {
  if (data.length !== width * height * channels)
    throw new RangeError(
      `${data.length} values are no ${width} x ${height} pixels of ${channels} channels`,
    );
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, COLOUR_TYPE[channels], 0, 0, 0], 8);
  const packed = await deflate(filtered(height, width * channels, data));
  const parts = [chunk("IHDR", head), chunk("IDAT", packed), chunk("IEND", new Uint8Array(0))];
  return new Blob([new Uint8Array(SIGNATURE), ...parts], { type: "image/png" });
}

/** Each row as differences to the row above, its filter's number in front. */
function filtered(
  height: number,
  stride: number,
  data: ArrayLike<number>,
): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row++) {
    const to = row * (stride + 1);
    rows[to] = UP;
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const above = row === 0 ? 0 : (data[at - stride] ?? 0);
      rows[to + 1 + column] = (data[at] ?? 0) - above;
    }
  }
  return rows;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function chunk(kind: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  for (let index = 0; index < 4; index++) bytes[4 + index] = kind.charCodeAt(index);
  bytes.set(body, 8);
  view.setUint32(body.length + 8, crc(bytes.subarray(4, body.length + 8)));
  return bytes;
}

const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The cyclic redundancy code of the specification, annex D. */
function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (REMAINDERS[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
