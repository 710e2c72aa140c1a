/** Counts as the server has them, in the steps in which they are drawn. Pure. */

const MOST_BARS = 40;

export interface Step {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Counts of 0, 1, 2, ... joined to at most 40 steps of equal width. */
export function joined(counts: readonly number[]): Step[] {
  const width = Math.max(1, Math.ceil(counts.length / MOST_BARS));
  const steps: Step[] = [];
  for (let from = 0; from < counts.length; from += width) {
    const count = counts.slice(from, from + width).reduce((sum, value) => sum + value, 0);
    steps.push({ from, to: from + width - 1, count });
  }
  return steps;
}

/** Counts in equal steps from 0 to 1. */
export function shareSteps(counts: readonly number[]): Step[] {
  const width = 1 / Math.max(1, counts.length);
  return counts.map((count, index) => ({ from: index * width, to: (index + 1) * width, count }));
}

/** Middles of equal steps from 0 to 1 and the share of all; empty steps have no place on log axes. */
export function sizeSteps(
  counts: readonly number[],
): { readonly middle: number; readonly percent: number | null }[] {
  const total = counts.reduce((sum, value) => sum + value, 0);
  return shareSteps(counts).map((step) => ({
    middle: (step.from + step.to) / 2,
    percent: step.count > 0 ? (100 * step.count) / total : null,
  }));
}
