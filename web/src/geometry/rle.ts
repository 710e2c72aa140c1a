/**
 * COCO's compressed run lengths, as the server sends and takes them: each run as its difference
 * from the run two before, in groups of five bits, least significant first, shifted into printable
 * ASCII. Reading is strict, writing equals the Python package's byte for byte.
 */

import type { Bitmap } from "./bitmap";
import type { ImageBox, Size } from "./points";
import { bitmapOf, type Runs, runsBox, runsOf, withoutPairs } from "./runs";

const GROUP = 32;
const FIRST_CHARACTER = 48;
const MOST_GROUPS = 7;
const MOST_PIXELS = 100_000_000;

/** What was read is no mask of this image. */
export class RleError extends Error {
  override readonly name = "RleError";
}

/** A mask as compressed counts. */
export function encodeRle(bitmap: Bitmap): string {
  return formatRuns(runsOf(bitmap));
}

/** The mask of compressed counts; throws RleError on anything that is none. */
export function decodeRle(counts: string, size: Size): Bitmap {
  return bitmapOf(parseRuns(counts, size));
}

/** How many pixels a mask has; throws RleError on malformed counts. */
export function rleArea(counts: string): number {
  const runs = readNumbers(counts);
  let sum = 0;
  for (let i = 1; i < runs.length; i += 2) sum += runs[i] as number;
  return sum;
}

/** The box around a mask in image pixels, half-open; null for an empty mask. */
export function rleBox(counts: string, size: Size): ImageBox | null {
  return runsBox(parseRuns(counts, size));
}

/** Runs of compressed counts, checked against the image's size. */
export function parseRuns(counts: string, size: Size): Runs {
  const pixels = pixelsOf(size);
  const lengths = readNumbers(counts);
  const bounds = new Int32Array((lengths.length >> 1) * 2);
  let position = 0;
  for (let i = 0; i < lengths.length; i++) {
    const length = lengths[i] as number;
    position += length;
    if (length < 0 || position > pixels) throw wrongSum(size);
    if (i < bounds.length) bounds[i] = position;
  }
  if (position !== pixels || lengths.length > pixels + 1) throw wrongSum(size);
  return { size, bounds: withoutPairs(bounds) };
}

/** Compressed counts of runs. */
export function formatRuns(runs: Runs): string {
  const { bounds, size } = runs;
  const pixels = size.width * size.height;
  const open = bounds.length === 0 || bounds[bounds.length - 1] !== pixels;
  const lengths = new Int32Array(bounds.length + (open ? 1 : 0));
  for (let i = 0; i < lengths.length; i++) {
    const end = i < bounds.length ? (bounds[i] as number) : pixels;
    lengths[i] = end - (i > 0 ? (bounds[i - 1] as number) : 0);
  }
  return writeNumbers(lengths);
}

function writeNumbers(lengths: Int32Array): string {
  const characters = new Uint8Array(lengths.length * MOST_GROUPS);
  let end = 0;
  for (let i = 0; i < lengths.length; i++) {
    let rest = (lengths[i] as number) - (i > 2 ? (lengths[i - 2] as number) : 0);
    let more = true;
    while (more) {
      const bits = rest & (GROUP - 1);
      rest >>= 5;
      // The number ends where only its sign is left, and the highest bit written shows it.
      more = bits & 16 ? rest !== -1 : rest !== 0;
      characters[end++] = bits + (more ? GROUP : 0) + FIRST_CHARACTER;
    }
  }
  return new TextDecoder().decode(characters.subarray(0, end));
}

/** Run lengths of the characters; an error names what is wrong with them. */
function readNumbers(counts: string): Float64Array {
  const numbers = new Float64Array(counts.length);
  let [count, value, groups] = [0, 0, 0];
  for (let i = 0; i < counts.length; i++) {
    const character = counts.charCodeAt(i) - FIRST_CHARACTER;
    if (character < 0 || character >= 2 * GROUP) throw malformed(counts);
    // Multiplied, not shifted: seven groups are more than 32 bits.
    value += (character & (GROUP - 1)) * GROUP ** groups++;
    if (character >= GROUP) {
      if (groups === MOST_GROUPS) throw malformed(counts);
      continue;
    }
    if (character & 16) value -= GROUP ** groups;
    if (count > 2) value += numbers[count - 2] as number;
    numbers[count++] = value;
    [value, groups] = [0, 0];
  }
  if (count === 0 || groups > 0) throw malformed(counts);
  return numbers.subarray(0, count);
}

function pixelsOf(size: Size): number {
  const { width, height } = size;
  const whole = Number.isInteger(width) && Number.isInteger(height);
  if (whole && width > 0 && height > 0 && width * height <= MOST_PIXELS) return width * height;
  throw new RleError(
    `an image of ${width} x ${height} pixels cannot have masks; sides are whole numbers from 1, ` +
      `and the area at most ${MOST_PIXELS} pixels`,
  );
}

function malformed(counts: string): RleError {
  const shown = counts.length > 24 ? `${counts.slice(0, 24)}...` : counts;
  return new RleError(
    `the run lengths "${shown}" are empty, cut off, or hold characters outside "0" to "o"; they ` +
      "are no compressed COCO mask",
  );
}

function wrongSum(size: Size): RleError {
  return new RleError(
    `the run lengths do not add up to an image of ${size.width} x ${size.height} pixels; the mask ` +
      "is damaged or belongs to another image",
  );
}
