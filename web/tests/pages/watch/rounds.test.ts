import { describe, expect, it } from "vitest";

import type { LabelledOut } from "../../../src/api/wire";
import { linesOf, newest, stageStarts } from "../../../src/pages/watch/rounds";

const row = (round: number, stage: string, seconds: number | null): LabelledOut => ({
  round,
  stage,
  images: 1,
  drawn: 1,
  filled_in: 0,
  masks_per_image: 5,
  seconds_per_mask: seconds,
  clicks_per_mask: null,
  model: null,
  iou: null,
  next_iou: null,
  promoted: null,
});

const ROWS = [
  row(1, "assisted-manual", 30),
  row(2, "assisted-manual", 20),
  row(3, "assisted-manual", null),
  row(3, "semi-automatic", 40),
];

describe("rounds", () => {
  it("stand beside what was published, from the first to the last round of a stage", () => {
    const [here, published] = linesOf(ROWS, "seconds_per_mask");
    expect(here?.values).toEqual([30, 20, null, 40]);
    expect(published?.values).toEqual([34, 24, 14, 34]);
    expect(published?.dashed).toBe(true);
  });
  it("stand alone where nothing was published", () => {
    expect(linesOf(ROWS, "clicks_per_mask")).toHaveLength(1);
  });
  it("show the model that was trained in a round beside the one in use", () => {
    const trained = ROWS.map((each, index) => ({ ...each, next_iou: index === 1 ? 0.6 : null }));
    expect(linesOf(trained, "iou").map((line) => line.values[1])).toEqual([null, 0.6]);
    expect(linesOf(trained, "clicks_per_mask")).toHaveLength(1);
  });
  it("tell the newest value that there is, and the one before", () => {
    expect(newest(ROWS, "seconds_per_mask")).toEqual({ now: 40, before: 20 });
    expect(newest(ROWS, "iou")).toBeNull();
  });
  it("know where another stage begins", () => {
    expect(stageStarts(ROWS)).toEqual([3]);
    expect(stageStarts([])).toEqual([]);
  });
});
