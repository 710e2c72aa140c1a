/** Sets of masks: without doubles, and which is a part of which. Pure. */

import type { Bitmap } from "../../geometry/bitmap";

interface Sized {
  readonly small: Bitmap;
  readonly area: number;
}

const MOST_OVERLAP = 0.7;
const CONTAINED = 0.9;

/** Without masks that overlap an earlier one by more than an IoU of 0.7; the best come first. */
export function distinct<Item extends Sized>(items: readonly Item[]): Item[] {
  const kept: Item[] = [];
  for (const item of items) {
    const double = kept.some((other) => {
      const common = shared(item.small, other.small);
      return common > MOST_OVERLAP * (item.area + other.area - common);
    });
    if (!double) kept.push(item);
  }
  return kept;
}

/** For each mask the place of the smallest larger one that holds nine tenths of it, or null. */
export function parents(items: readonly Sized[]): (number | null)[] {
  return items.map((item) => {
    let best: number | null = null;
    for (const [place, other] of items.entries()) {
      if (other.area <= item.area) continue;
      if (shared(item.small, other.small) < CONTAINED * item.area) continue;
      if (best === null || other.area < (items[best]?.area ?? Infinity)) best = place;
    }
    return best;
  });
}

function shared(a: Bitmap, b: Bitmap): number {
  let count = 0;
  for (let i = 0; i < a.data.length; i++) count += (a.data[i] ?? 0) & (b.data[i] ?? 0);
  return count;
}
