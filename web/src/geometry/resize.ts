/**
 * From low-resolution logits to a mask: the two published bilinear steps (to the padded square,
 * cut to the resized image, to the image), which are linear and separable and are therefore done
 * as one product with sparse weights, around positive logits only.
 */

import type { Bitmap } from "./bitmap";
import { emptyBitmap } from "./bitmap";
import type { Frame } from "./frame";
import type { Size } from "./points";

/** For each output the first cell that it reads; the weights of that cell and of the next ones. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

const NEGATIVE = 0;
const MIXED = 1;
const POSITIVE = 2;

/**
 * The mask of logits above 0.
 *
 * @param logits lowSide x lowSide, row by row, of the model's padded square.
 * @param lowSide side of the logits, at most that of the square.
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

  const columns = spansOf(across, left, right);
  const signs = signsAround(logits, lowSide);
  const wide = new Map<number, Float32Array>();
  for (let y = top; y < bottom; y++) {
    const cell = down.first[y] as number;
    const rows = threeFrom(cell, lowSide).map((row) => {
      const known = wide.get(row);
      if (known) return known;
      const made = widen(logits.subarray(row * lowSide, (row + 1) * lowSide), across, size.width);
      wide.set(row, made);
      return made;
    });
    const weights = down.weights.subarray(3 * y, 3 * y + 3);
    const into = mask.data.subarray(y * size.width, (y + 1) * size.width);
    for (const { column, start, end } of columns) {
      const sign = signs[cell * lowSide + column];
      if (sign === MIXED) mix(rows, weights, into, start, end);
      else if (sign === POSITIVE) into.fill(1, start, end);
    }
  }
  return mask;
}

/** Marks where the weighted sum of three rows is above 0, from one column to another. */
function mix(
  rows: readonly Float32Array[],
  weights: Float32Array,
  into: Uint8Array,
  start: number,
  end: number,
): void {
  const [a, b, c] = rows as [Float32Array, Float32Array, Float32Array];
  const [ofA, ofB, ofC] = weights as unknown as [number, number, number];
  for (let x = start; x < end; x++) {
    const sum = ofA * (a[x] as number) + ofB * (b[x] as number) + ofC * (c[x] as number);
    into[x] = sum > 0 ? 1 : 0;
  }
}

/**
 * Whether a cell and those right of and below it, as far as an output reads, are all positive, all
 * not, or mixed: weights are not negative and add up to 1, so only mixed ones need a sum.
 */
function signsAround(logits: Float32Array, side: number): Uint8Array {
  // Down first, then across: a cell has up to three positive ones below, then up to nine around.
  const below = new Uint8Array(side * side).map((_, i) => {
    const column = i % side;
    const [a, b, c] = threeFrom((i - column) / side, side);
    return (
      isPositive(logits, a, column, side) +
      isPositive(logits, b, column, side) +
      isPositive(logits, c, column, side)
    );
  });
  return below.map((_, i) => {
    const row = i - (i % side);
    const [a, b, c] = threeFrom(i % side, side);
    const count =
      (below[row + a] as number) + (below[row + b] as number) + (below[row + c] as number);
    return count === 9 ? POSITIVE : count > 0 ? MIXED : NEGATIVE;
  });
}

function isPositive(logits: Float32Array, row: number, column: number, side: number): 0 | 1 {
  return (logits[row * side + column] as number) > 0 ? 1 : 0;
}

/** Outputs left ... right - 1 in spans that read the same cells. */
function spansOf(axis: Taps, left: number, right: number) {
  const spans: { column: number; start: number; end: number }[] = [];
  for (let start = left; start < right;) {
    const column = axis.first[start] as number;
    let end = start + 1;
    while (end < right && axis.first[end] === column) end++;
    spans.push({ column, start, end });
    start = end;
  }
  return spans;
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
  const reads = (first: number) => first < end && first + 3 > start;
  const from = axis.first.findIndex(reads);
  return from < 0 ? [0, 0] : [from, axis.first.findLastIndex(reads) + 1];
}

/** Resamples one row of logits to the output's width. */
function widen(row: Float32Array, axis: Taps, width: number): Float32Array {
  const wide = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const first = axis.first[x] as number;
    wide[x] =
      (axis.weights[3 * x] as number) * (row[first] as number) +
      (axis.weights[3 * x + 1] as number) * (row[first + 1] ?? 0) +
      (axis.weights[3 * x + 2] as number) * (row[first + 2] ?? 0);
  }
  return wide;
}

/** A cell and the two after it; past the end, where weights are 0, the last one again. */
function threeFrom(first: number, cells: number): [number, number, number] {
  return [first, Math.min(first + 1, cells - 1), Math.min(first + 2, cells - 1)];
}

/** Low side -> padded side, cut to `resized`, -> `size`, along one axis. */
function bothSteps(low: number, side: number, resized: number, size: number): Taps {
  const inner = oneStep(low, side);
  const outer = oneStep(resized, size);
  const first = outer.first.map((middle) => inner.first[middle] as number);
  const weights = new Float32Array(3 * size);
  for (let i = 0; i < size; i++) {
    for (let far = 0; far < 2; far++) {
      const middle = Math.min((outer.first[i] as number) + far, resized - 1);
      const share = outer.weights[2 * i + far] as number;
      const place = 3 * i + (inner.first[middle] as number) - (first[i] as number);
      for (const tap of [0, 1]) {
        const weight = share * (inner.weights[2 * middle + tap] as number);
        weights[place + tap] = (weights[place + tap] as number) + weight;
      }
    }
  }
  return { first, weights };
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
  return { first, weights };
}
