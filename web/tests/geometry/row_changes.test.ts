import { expect, test } from "vitest";

import { boxOf } from "../../src/geometry/bitmap";
import { rowChanges } from "../../src/geometry/row_changes";
import { manyBitmaps } from "./random";

test("changes are all the pixels that differ from the one above, and no other", () => {
  for (const bitmap of manyBitmaps()) {
    const box = boxOf(bitmap);
    if (!box) continue;
    const { width, height, data } = bitmap;
    const expected: number[] = [];
    for (let place = 0; place < width * (height + 1); place++) {
      const [above, here] = [data[place - width] ?? 0, place < data.length ? data[place] : 0];
      if (above !== here) expected.push(place);
    }
    expect([...rowChanges(bitmap, box)]).toEqual(expected);
  }
});
