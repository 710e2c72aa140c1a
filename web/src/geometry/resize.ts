/**
 * From low-resolution logits to a mask: the two published bilinear steps (to the padded square,
 * cut to the resized image, to the image), which are linear and separable and are therefore done
 * as one product with sparse weights, around positive logits only.
 */

import type { Bitmap } from "./bitmap";
import { emptyBitmap } from "./bitmap";
import type { Frame } from "./frame";
import type { Size } from "./points";

/** For each output i the cells first[i] ... first[i] + taps - 1 with their weights. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly taps: number;
}

/**
 * The mask of logits above 0.
 *
 * @param logits lowSide x lowSide, row by row, of the model's padded square.
 * @param lowSide side of the logits.
 * @param frame the image's frame.
 * @param size size of the mask: the image's, or smaller for a preview.
 */
export function rasterise(logits: Float32Array, lowSide: number, frame: Frame, size: Size): Bitmap {
  const mask = emptyBitmap(size);
  const cells = positiveCells(logits, lowSide);
  if (!cells) return mask;
  const across = bothSteps(lowSide, frame.side, frame.resized.width, size.width);
  const down = bothSteps(lowSide, frame.side, frame.resized.height, size.height);
  const [left, right] = reached(across, cells.left, cells.right);
  const [top, bottom] = reached(down, cells.top, cells.bottom);

  // Rows of logits at the output's width; those far from any positive logit are never read.
  const width = Math.max(0, right - left);
  const wide = new Float32Array(lowSide * width);
  const firstRow = top < bottom ? (down.first[top] as number) : 0;
  const lastRow = top < bottom ? (down.first[bottom - 1] as number) + down.taps : 0;
  for (let row = firstRow; row < Math.min(lowSide, lastRow); row++) {
    widen(
      logits.subarray(row * lowSide, (row + 1) * lowSide),
      across,
      left,
      wide,
      row * width,
      width,
    );
  }

  const sums = new Float32Array(width);
  for (let y = top; y < bottom; y++) {
    sums.fill(0);
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[y * down.taps + tap] as number;
      if (weight === 0) continue;
      const from = ((down.first[y] as number) + tap) * width;
      for (let x = 0; x < width; x++)
        sums[x] = (sums[x] as number) + weight * (wide[from + x] as number);
    }
    const row = y * size.width + left;
    for (let x = 0; x < width; x++) mask.data[row + x] = (sums[x] as number) > 0 ? 1 : 0;
  }
  return mask;
}

/** The box of cells above 0, half-open; null if none is. */
function positiveCells(logits: Float32Array, side: number) {
  let [left, top, right, bottom] = [side, side, 0, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!((logits[y * side + x] as number) > 0)) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  return bottom > 0 ? { left, top, right, bottom } : null;
}

/** Outputs that read at least one of the cells start ... end - 1, as a half-open span. */
function reached(axis: Taps, start: number, end: number): [number, number] {
  const reads = (first: number) => first < end && first + axis.taps > start;
  const from = axis.first.findIndex(reads);
  return from < 0 ? [0, 0] : [from, axis.first.findLastIndex(reads) + 1];
}

/** Resamples one row of logits for the outputs left ... left + width - 1. */
function widen(
  row: Float32Array,
  axis: Taps,
  left: number,
  into: Float32Array,
  at: number,
  width: number,
): void {
  for (let x = 0; x < width; x++) {
    const first = axis.first[left + x] as number;
    let sum = 0;
    for (let tap = 0; tap < axis.taps; tap++) {
      const cell = Math.min(first + tap, row.length - 1);
      sum += (axis.weights[(left + x) * axis.taps + tap] as number) * (row[cell] as number);
    }
    into[at + x] = sum;
  }
}

/** Low side -> padded side, cut to `resized`, -> `size`, along one axis. */
function bothSteps(low: number, side: number, resized: number, size: number): Taps {
  const inner = oneStep(low, side);
  const outer = oneStep(resized, size);
  const first = new Int32Array(size);
  let taps = 0;
  for (let i = 0; i < size; i++) {
    const start = outer.first[i] as number;
    const end = Math.min(start + 1, resized - 1);
    first[i] = inner.first[start] as number;
    taps = Math.max(taps, (inner.first[end] as number) + 2 - (first[i] as number));
  }
  const weights = new Float32Array(size * taps);
  for (let i = 0; i < size; i++) {
    for (let far = 0; far < 2; far++) {
      const middle = Math.min((outer.first[i] as number) + far, resized - 1);
      const share = outer.weights[2 * i + far] as number;
      const place = i * taps + (inner.first[middle] as number) - (first[i] as number);
      for (const tap of [0, 1]) {
        const weight = share * (inner.weights[2 * middle + tap] as number);
        weights[place + tap] = (weights[place + tap] as number) + weight;
      }
    }
  }
  return { first, weights, taps };
}

/** Bilinear resizing with pixel centres at halves, rounded to single precision as the server's. */
function oneStep(from: number, to: number): Taps {
  const scale = Math.fround(from / to);
  const first = new Int32Array(to);
  const weights = new Float32Array(2 * to);
  for (let i = 0; i < to; i++) {
    const source = Math.max(0, Math.fround(Math.fround(scale * (i + 0.5)) - 0.5));
    const cell = Math.min(from - 1, Math.floor(source));
    first[i] = cell;
    weights[2 * i + 1] = cell + 1 < from ? source - cell : 0;
    weights[2 * i] = 1 - (weights[2 * i + 1] as number);
  }
  return { first, weights, taps: 2 };
}
