/**
 * Where rows of a mask differ from the rows above them: there runs start and end, and there
 * outlines have their level sides.
 */

import type { Bitmap } from "./bitmap";
import type { ImageBox } from "./points";

/**
 * Positions y * width + x of the pixels that differ from the one above, in reading order.
 *
 * @param box the mask's box, half-open; nothing outside it is read. What lies above its first row
 *   counts as empty, and so does the row below its last one, which closes the mask.
 */
export function rowChanges(bitmap: Bitmap, box: ImageBox): Int32Array {
  const { width, data } = bitmap;
  const [left, top, right, bottom] = box;
  let changes = new Int32Array(1024);
  let count = 0;
  for (let y = top; y <= bottom; y++) {
    if (count + right - left > changes.length) {
      const longer = new Int32Array(2 * changes.length + right - left);
      longer.set(changes);
      changes = longer;
    }
    const above = y > top ? data.subarray((y - 1) * width + left, (y - 1) * width + right) : null;
    const here = y < bottom ? data.subarray(y * width + left, y * width + right) : null;
    count = compare(above, here, y * width + left, changes, count);
  }
  return changes.subarray(0, count);
}

/** Notes where two rows differ, from `count` on; a row that is null is empty. */
function compare(
  above: Uint8Array | null,
  here: Uint8Array | null,
  start: number,
  changes: Int32Array,
  count: number,
): number {
  const length = (here ?? above)?.length ?? 0;
  const upper = above && new DataView(above.buffer, above.byteOffset, length);
  const lower = here && new DataView(here.buffer, here.byteOffset, length);
  for (let x = 0; x < length;) {
    // Four pixels are compared at a time, because nearly all of them are equal.
    const four = x + 4 <= length;
    if (four && (upper?.getUint32(x) ?? 0) === (lower?.getUint32(x) ?? 0)) {
      x += 4;
      continue;
    }
    if ((above?.[x] ?? 0) !== (here?.[x] ?? 0)) changes[count++] = start + x;
    x++;
  }
  return count;
}
