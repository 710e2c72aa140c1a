/** The masks that a click can select: what is hidden cannot be hit. Each is measured once. */

import { type ReadonlySignal, computed } from "@preact/signals";

import type { Size } from "../../geometry/points";
import { parseRuns } from "../../geometry/rle";
import { type Document, type Instance, listed } from "../../state/document";
import type { Selection } from "../../state/selection";
import { type Target, targetOf } from "../../tools/select";

export function targetsOf(
  document: ReadonlySignal<Document>,
  selection: ReadonlySignal<Selection>,
  size: () => Size,
): ReadonlySignal<readonly Target[]> {
  let measured = new WeakMap<Instance, Target>();
  let measuredSize: Size | null = null;
  return computed(() => {
    const now = size();
    if (now !== measuredSize) measured = new WeakMap();
    measuredSize = now;
    const { hidden } = selection.value;
    const shown = listed(document.value).filter(({ id }) => !hidden.has(id));
    return shown.map((instance) => {
      const target =
        measured.get(instance) ?? targetOf(instance.id, parseRuns(instance.counts, now));
      measured.set(instance, target);
      return target;
    });
  });
}
