/** Several instances into one, and one without what its neighbours hold. */

import { intersectRuns, runsMeet, subtractRuns, unionRuns } from "../geometry/run_sets";
import { type Runs, runsArea } from "../geometry/runs";

/** One mask of all the pixels of several of the same image. */
export function mergeMasks(masks: readonly [Runs, ...Runs[]]): Runs {
  return unionRuns(masks, masks[0].size);
}

/** The mask without the pixels of other masks; the same object if it shares none. */
export function subtractNeighbours(mask: Runs, neighbours: readonly Runs[]): Runs {
  const meeting = neighbours.filter((other) => runsMeet(mask, other));
  return meeting.length > 0 ? subtractRuns(mask, unionRuns(meeting, mask.size)) : mask;
}

/** How much two masks overlap: shared pixels over all pixels, 0 to 1. */
export function overlap(a: Runs, b: Runs): number {
  if (!runsMeet(a, b)) return 0;
  const shared = runsArea(intersectRuns(a, b));
  return shared / (runsArea(a) + runsArea(b) - shared);
}
