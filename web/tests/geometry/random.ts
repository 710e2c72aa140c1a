/** Repeatable random numbers and masks for the tests. */

import type { Bitmap } from "../../src/geometry/bitmap";

/** Numbers from 0 to 1 that follow from the seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A mask of random blocks with holes and some noise. */
export function randomBitmap(width: number, height: number, seed: number): Bitmap {
  const next = numbers(seed);
  const data = new Uint8Array(width * height);
  for (let block = 0; block < 8; block++) {
    const [x0, y0] = [Math.floor(next() * width), Math.floor(next() * height)];
    const [x1, y1] = [x0 + next() * width * 0.6, y0 + next() * height * 0.6];
    const value = block % 3 === 2 ? 0 : 1;
    for (let y = y0; y < Math.min(height, y1); y++) {
      for (let x = x0; x < Math.min(width, x1); x++) data[y * width + x] = value;
    }
  }
  for (let i = 0; i < data.length; i++) if (next() < 0.03) data[i] = 1 - (data[i] ?? 0);
  return { width, height, data };
}

/** Masks of many shapes, from one pixel on, and the empty and the full one. */
export function manyBitmaps(): Bitmap[] {
  const sizes = [
    [1, 1],
    [1, 9],
    [9, 1],
    [4, 4],
    [17, 13],
    [32, 24],
    [61, 47],
  ] as const;
  return sizes.flatMap(([width, height], i) => [
    { width, height, data: new Uint8Array(width * height) },
    { width, height, data: new Uint8Array(width * height).fill(1) },
    randomBitmap(width, height, i),
    randomBitmap(width, height, 100 + i),
  ]);
}
