import { describe, expect, it } from "vitest";

import { area, emptyBitmap, equalBitmaps, intersect, union } from "../../../src/geometry/bitmap";
import { fitFrame } from "../../../src/geometry/frame";
import { paintStroke } from "../../../src/geometry/paint";
import { imagePoint } from "../../../src/geometry/points";
import { encodeRle } from "../../../src/geometry/rle";
import { maskOf, previewSize } from "../../../src/pages/annotate/mask_of";
import { type DraftStep, NO_DRAFT, add, edit } from "../../../src/state/draft";
import { logitsOf } from "../../../src/state/refine";
import { instance } from "../../state/commands";

const SIZE = { width: 120, height: 80 };
const FRAME = fitFrame(SIZE, 128);
const DISC = paintStroke(emptyBitmap(SIZE), [imagePoint(60, 40)], 20, 1);
const stroke = (value: 0 | 1): DraftStep => ({
  kind: "paint",
  path: [imagePoint(60, 40), imagePoint(110, 40)],
  radius: 5,
  value,
});

describe("the mask of a draft", () => {
  it("is what is painted over the instance that is edited", () => {
    const draft = add(edit(instance("a", { counts: encodeRle(DISC) })), stroke(0));
    const wanted = paintStroke(DISC, [imagePoint(60, 40), imagePoint(110, 40)], 5, 0);
    expect(equalBitmaps(maskOf(draft, null, FRAME, SIZE, false), wanted)).toBe(true);
  });

  it("is the same from run lengths as painted over the model's answer", () => {
    const draft = add(NO_DRAFT, stroke(1));
    const answer = { counts: encodeRle(DISC), score: 0.9, stability: 1 };
    const mask = maskOf(draft, answer, null, SIZE, false);
    expect(equalBitmaps(mask, union(DISC, maskOf(draft, null, FRAME, SIZE, false)))).toBe(true);
  });

  it("is shown smaller than it is saved, and looks alike", () => {
    const large = { width: 4_000, height: 3_000 };
    const frame = fitFrame(large, 128);
    const disc = paintStroke(emptyBitmap(large), [imagePoint(2_000, 1_500)], 900, 1);
    const answer = { logits: logitsOf(disc, frame, 32), score: 0.9, stability: 1 };
    const path = [imagePoint(100, 100), imagePoint(3_000, 2_000)];
    const draft = add(NO_DRAFT, { kind: "paint", path, radius: 80, value: 1 });
    const shown = maskOf(draft, answer, frame, large, true);
    const saved = maskOf(draft, answer, frame, large, false);
    expect(shown.width).toBe(1_024);
    expect(saved.width).toBe(4_000);
    const share = (mask: typeof shown) => area(mask) / (mask.width * mask.height);
    expect(share(shown)).toBeCloseTo(share(saved), 2);
    expect(area(intersect(saved, disc)) / area(disc)).toBeGreaterThan(0.9);
  });

  it("of a small image is shown as large as it is", () => {
    expect(previewSize(SIZE)).toEqual(SIZE);
    expect(previewSize({ width: 20_000, height: 3 })).toEqual({ width: 1_024, height: 1 });
  });
});
