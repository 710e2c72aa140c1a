/**
 * Resizing pictures as the server does before it encodes them: bilinear, with a kernel that widens
 * with the reduction so that no pixel is left out, first along rows, then along columns.
 */

import type { Size } from "../geometry/points";

const CHANNELS = 4;

/** For each output: where its inputs start, how many they are, and their weights. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
  /** Room per output in `weights`. */
  readonly width: number;
}

/**
 * Resizes red, green, blue and alpha.
 *
 * @param pixels of the size `from`, row by row.
 */
export function shrink(pixels: Uint8ClampedArray, from: Size, to: Size): Uint8ClampedArray {
  if (from.width === to.width && from.height === to.height) return pixels;
  const rows = alongRows(pixels, from, taps(from.width, to.width), to.width);
  return alongColumns(rows, to, taps(from.height, to.height));
}

function alongRows(pixels: Uint8ClampedArray, from: Size, axis: Taps, width: number): Float32Array {
  const out = new Float32Array(width * from.height * CHANNELS);
  for (let y = 0; y < from.height; y++) {
    const line = y * from.width * CHANNELS;
    for (let x = 0; x < width; x++) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      let at = line + (axis.first[x] as number) * CHANNELS;
      const start = x * axis.width;
      const end = start + (axis.count[x] as number);
      for (let tap = start; tap < end; tap++, at += CHANNELS) {
        const weight = axis.weights[tap] as number;
        red += weight * (pixels[at] as number);
        green += weight * (pixels[at + 1] as number);
        blue += weight * (pixels[at + 2] as number);
        alpha += weight * (pixels[at + 3] as number);
      }
      out.set([red, green, blue, alpha], (y * width + x) * CHANNELS);
    }
  }
  return out;
}

function alongColumns(rows: Float32Array, to: Size, axis: Taps): Uint8ClampedArray {
  const line = to.width * CHANNELS;
  const out = new Uint8ClampedArray(line * to.height);
  const sums = new Float32Array(line);
  for (let y = 0; y < to.height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < (axis.count[y] as number); tap++) {
      const weight = axis.weights[y * axis.width + tap] as number;
      const at = ((axis.first[y] as number) + tap) * line;
      for (let i = 0; i < line; i++)
        sums[i] = (sums[i] as number) + weight * (rows[at + i] as number);
    }
    out.set(sums, y * line); // clamped arrays round
  }
  return out;
}

/** A triangle around the centre of each output pixel, cut at the border and brought to sum 1. */
function taps(from: number, to: number): Taps {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  const width = Math.ceil(2 * reach) + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float32Array(to * width);
  for (let i = 0; i < to; i++) {
    const centre = scale * (i + 0.5);
    const start = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(from, Math.floor(centre + reach + 0.5));
    let sum = 0;
    for (let j = start; j < end; j++) {
      const weight = Math.max(0, 1 - Math.abs(j + 0.5 - centre) / reach);
      weights[i * width + j - start] = weight;
      sum += weight;
    }
    for (let j = 0; j < end - start; j++)
      weights[i * width + j] = (weights[i * width + j] as number) / sum;
    first[i] = start;
    count[i] = end - start;
  }
  return { first, count, weights, width };
}
