/** The lines of the dashboard: what was labelled, round by round, beside what was published. Pure. */

import type { LabelledOut } from "../../api/wire";
import type { Line } from "../charts/LineChart";

export const MEASURES = ["masks_per_image", "seconds_per_mask", "clicks_per_mask", "iou"] as const;
export type Measure = (typeof MEASURES)[number];

/** "Segment Anything", section 4: at the beginning and at the end of each stage. */
const PUBLISHED: Partial<Record<Measure, Record<string, readonly [from: number, to: number]>>> = {
  masks_per_image: {
    "assisted-manual": [20, 44],
    "semi-automatic": [72, 72],
    "fully-automatic": [100, 100],
  },
  seconds_per_mask: { "assisted-manual": [34, 14], "semi-automatic": [34, 34] },
};

/**
 * The measured line and, where the paper tells it, the published one beside it; beside the IoU of the
 * model in use that of the model which was trained in the round.
 */
export function linesOf(rows: readonly LabelledOut[], measure: Measure): Line[] {
  const measured: Line = { name: "here", values: rows.map((row) => row[measure]) };
  const stages = PUBLISHED[measure];
  const trained = rows.map((row) => (measure === "iou" ? row.next_iou : null));
  if (trained.some((value) => value !== null))
    return [measured, { name: "trained in it", values: trained }];
  if (!stages) return [measured];
  const values = rows.map((row) => {
    const ends = stages[row.stage];
    return ends ? ends[0] + progress(rows, row) * (ends[1] - ends[0]) : null;
  });
  return [measured, { name: "published", dashed: true, values }];
}

/** "Round 3, semi-automatic". */
export function nameOfRow(row: LabelledOut): string {
  return `Round ${row.round}, ${row.stage}`;
}

/** Places of the rows with which another stage begins. */
export function stageStarts(rows: readonly LabelledOut[]): number[] {
  return rows.flatMap((row, index) =>
    index > 0 && rows[index - 1]?.stage !== row.stage ? [index] : [],
  );
}

/** The newest row that has a value, and the one before it; null where there is none. */
export function newest(
  rows: readonly LabelledOut[],
  measure: Measure,
): { readonly now: number; readonly before: number | null } | null {
  const values = rows.map((row) => row[measure]).filter((value) => value !== null);
  const now = values.at(-1);
  return now === undefined ? null : { now, before: values.at(-2) ?? null };
}

/** How far a row lies between the first and the last one of its stage, 0 to 1. */
function progress(rows: readonly LabelledOut[], row: LabelledOut): number {
  const same = rows.filter((each) => each.stage === row.stage);
  return same.length < 2 ? 0 : same.indexOf(row) / (same.length - 1);
}
