/**
 * What can be done to accepted masks, each as a command: merge, split, cut, take out of one another,
 * fill, rename, delete. All of it works on run lengths; null means that it would change nothing.
 */

import type { ImagePoint, Size } from "../geometry/points";
import { fillHolesOf, regionsOf } from "../geometry/regions";
import { formatRuns, parseRuns } from "../geometry/rle";
import { runsMeet, subtractRuns, unionRuns } from "../geometry/run_sets";
import { type Runs, runsArea } from "../geometry/runs";
import { cutAlong } from "../tools/split";
import {
  type Change,
  type Command,
  type Document,
  type Instance,
  listed,
  nextProminence,
} from "./document";

/** What operations work on. */
export interface Bench {
  readonly document: Document;
  readonly size: Size;
  /** Whether an instance must stay as it is. */
  readonly isLocked: (instance: Instance) => boolean;
  readonly newId: () => string;
}

/** Fewer pixels are crumbs and stay with the rest when a mask is split. */
const LEAST_PIECE = 4;

/** Join masks to one, which keeps the place and the name of the first. */
export function merge(bench: Bench, ids: readonly string[]): Command | null {
  const [first, ...rest] = free(bench, ids);
  if (first === undefined || rest.length === 0) return null;
  const runs = [first, ...rest].map((each) => read(bench, each));
  const category = first.category ?? rest.find((each) => each.category !== null)?.category ?? null;
  const prompts = [first, ...rest].flatMap((each) => each.prompts);
  const joined = redrawn(first, unionRuns(runs, bench.size));
  return {
    name: "merge",
    changes: [
      ...rest.map((each) => ({ id: each.id, before: each, after: null })),
      { id: first.id, before: first, after: { ...joined, category, prompts } },
    ],
  };
}

/** Make an instance of each piece of a mask; the largest keeps the name and place. */
export function split(bench: Bench, id: string): Command | null {
  const instance = unlocked(bench, id);
  return instance && apart(bench, instance, regionsOf(read(bench, instance)), "split");
}

/** Cut the pieces of a mask that a line crosses; the rest stays with the largest of the parts. */
export function cut(bench: Bench, id: string, line: readonly ImagePoint[]): Command | null {
  const instance = unlocked(bench, id);
  if (instance === null) return null;
  const parted = regionsOf(read(bench, instance))
    .map((piece) => cutAlong(piece, line))
    .filter((parts) => parts.length > 1)
    .flat();
  return apart(bench, instance, parted, "cut");
}

/** Take every other mask out of one. */
export function subtractNeighbours(bench: Bench, id: string): Command | null {
  const instance = unlocked(bench, id);
  if (instance === null) return null;
  const others = listed(bench.document).filter((each) => each.id !== id);
  const before = read(bench, instance);
  const after = subtractRuns(
    before,
    unionRuns(
      others.map((each) => read(bench, each)),
      bench.size,
    ),
  );
  return changed("take neighbours out", [[instance, before, after]]);
}

/** Take one mask out of every other; those of which nothing is left go. */
export function carve(bench: Bench, id: string): Command | null {
  const instance = bench.document.get(id);
  if (instance === undefined) return null;
  const tool = read(bench, instance);
  const others = listed(bench.document).filter((each) => each.id !== id && !bench.isLocked(each));
  const touched = others
    .map((each) => [each, read(bench, each)] as const)
    .filter(([, runs]) => runsMeet(runs, tool));
  return changed(
    "take out of neighbours",
    touched.map(([each, runs]) => [each, runs, subtractRuns(runs, tool)]),
  );
}

/** Fill the holes of masks. */
export function fillHoles(bench: Bench, ids: readonly string[]): Command | null {
  const filled = free(bench, ids).map((each) => {
    const runs = read(bench, each);
    return [each, runs, fillHolesOf(runs)] as const;
  });
  return changed("fill holes", filled);
}

/** Name instances; null: without a name. */
export function rename(
  bench: Bench,
  ids: readonly string[],
  category: string | null,
): Command | null {
  const changes = free(bench, ids)
    .filter((each) => each.category !== category)
    .map((each) => ({ id: each.id, before: each, after: { ...each, category } }));
  return changes.length === 0 ? null : { name: "name", changes };
}

export function remove(bench: Bench, ids: readonly string[]): Command | null {
  const changes = free(bench, ids).map((each) => ({ id: each.id, before: each, after: null }));
  return changes.length === 0 ? null : { name: "delete", changes };
}

/** The instance that has exactly this mask already: the server takes no mask twice. */
export function twin(document: Document, counts: string, but: string | null): Instance | null {
  return listed(document).find((each) => each.counts === counts && each.id !== but) ?? null;
}

function unlocked(bench: Bench, id: string): Instance | null {
  return free(bench, [id])[0] ?? null;
}

/** Those that are there and may be changed, in the order of the list. */
function free(bench: Bench, ids: readonly string[]): readonly Instance[] {
  const wanted = new Set(ids);
  return listed(bench.document).filter((each) => wanted.has(each.id) && !bench.isLocked(each));
}

function read(bench: Bench, instance: Instance): Runs {
  return parseRuns(instance.counts, bench.size);
}

/** An instance with other pixels; what the model said was about those before. */
function redrawn(instance: Instance, runs: Runs): Instance {
  return { ...instance, counts: formatRuns(runs), predictedIou: null, stability: null };
}

/** Make an instance of each part but the largest, which keeps what is in none of the others. */
function apart(
  bench: Bench,
  instance: Instance,
  parts: readonly Runs[],
  name: string,
): Command | null {
  const [, ...rest] = [...parts].sort((one, other) => runsArea(other) - runsArea(one));
  const away = rest.filter((part) => runsArea(part) >= LEAST_PIECE);
  if (away.length === 0) return null;
  const main = subtractRuns(read(bench, instance), unionRuns(away, bench.size));
  const first = nextProminence(bench.document);
  const born = away.map((part, place): Change => {
    const id = bench.newId();
    const after = { ...redrawn(instance, part), id, prominence: first + place, origin: "person" };
    return { id, before: null, after };
  });
  const kept = { id: instance.id, before: instance, after: redrawn(instance, main) };
  return { name, changes: [kept, ...born] };
}

/** The command for masks that changed; without a pixel left they go. */
function changed(
  name: string,
  masks: readonly (readonly [Instance, before: Runs, after: Runs])[],
): Command | null {
  const changes = masks
    .filter(([, before, after]) => runsArea(before) !== runsArea(after))
    .map(([each, , after]) => ({
      id: each.id,
      before: each,
      after: runsArea(after) === 0 ? null : redrawn(each, after),
    }));
  return changes.length === 0 ? null : { name, changes };
}
