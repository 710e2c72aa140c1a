/**
 * When an annotator did something, for the seconds that the server counts for each mask. Gaps add
 * up to the same whether or not moments lie within them, so a run of moments closer together than
 * a second keeps only its first and last.
 */

const CLOSE_MS = 1_000;

/** Moments in milliseconds since the task was opened, ascending; sent with the next write. */
export type Moments = readonly number[];

/** The moments with one more. */
export function mark(moments: Moments, now: number): Moments {
  const moment = Math.max(0, Math.round(now));
  const last = moments[moments.length - 1];
  const before = moments[moments.length - 2];
  if (last !== undefined && moment <= last) return moments;
  if (before !== undefined && moment - before <= CLOSE_MS) return [...moments.slice(0, -1), moment];
  return [...moments, moment];
}

/** Milliseconds of work from `since` on: gaps longer than `idle` are pauses. As the server counts. */
export function worked(moments: Moments, since: number, idle: number): number {
  let total = 0;
  let last = since;
  for (const moment of moments) {
    if (moment <= last) continue;
    if (moment - last <= idle) total += moment - last;
    last = moment;
  }
  return total;
}
