/**
 * The instances of one image as an annotator sees them, accepted or loaded. A document is never
 * changed: a command (a list of changes of single instances) makes the next one.
 */

import type { components } from "../api/wire";

export type MaskOut = components["schemas"]["MaskOut"];
export type WirePrompt = components["schemas"]["Prompt"];

export type VerdictName = components["schemas"]["VerdictIn"]["verdict"];
export type VerdictOut = components["schemas"]["VerdictOut"];

/** One object of the image. */
export interface Instance {
  readonly id: string;
  /** COCO string of the run lengths, of the size of the image. */
  readonly counts: string;
  readonly category: string | null;
  readonly prompts: readonly WirePrompt[];
  /** Its place in the order in which the image was labelled; the order of the list. */
  readonly prominence: number;
  readonly predictedIou: number | null;
  readonly stability: number | null;
  readonly modelId: number | null;
  /** Filled in by the engine and not for annotators to change. */
  readonly sealed: boolean;
  readonly origin: string;
  /** Drawn by whoever looks at it; a reviewer changes those alone, and judges the others. */
  readonly own: boolean;
  /** What a reviewer says about it; null: nothing yet, or nobody reviews. */
  readonly verdict: VerdictName | null;
}

export type Document = ReadonlyMap<string, Instance>;

/** What becomes of one instance; null: it is not there. */
export interface Change {
  readonly id: string;
  readonly before: Instance | null;
  readonly after: Instance | null;
}

/** Something that an annotator did, as it is named in the list of what can be undone. */
export interface Command {
  readonly name: string;
  readonly changes: readonly Change[];
}

export const EMPTY: Document = new Map();

/** The document after a command. */
export function apply(document: Document, command: Command): Document {
  const next = new Map(document);
  for (const { id, after } of command.changes) {
    if (after === null) next.delete(id);
    else next.set(id, after);
  }
  return next;
}

/** The command that takes another one back. */
export function inverse(command: Command): Command {
  const changes = command.changes.map(({ id, before, after }) => ({
    id,
    before: after,
    after: before,
  }));
  return { name: command.name, changes: changes.reverse() };
}

/** Whether a command can be done: every instance is as it was when the command was made. */
export function fits(document: Document, command: Command): boolean {
  return command.changes.every(({ id, before }) => same(document.get(id) ?? null, before));
}

/** Whether two instances are the same to a person who looks at them. */
export function same(one: Instance | null, other: Instance | null): boolean {
  if (one === null || other === null) return one === other;
  const alike = one.counts === other.counts && one.category === other.category;
  return one.id === other.id && alike && one.verdict === other.verdict;
}

/** The instances in the order in which the image was labelled. */
export function listed(document: Document): readonly Instance[] {
  return [...document.values()].sort(
    (a, b) => a.prominence - b.prominence || (a.id < b.id ? -1 : 1),
  );
}

/** The place of the next instance. */
export function nextProminence(document: Document): number {
  let last = -1;
  for (const { prominence } of document.values()) last = Math.max(last, prominence);
  return last + 1;
}

/** An instance as the server tells it to a person; `place` is for those without a prominence. */
export function fromServer(mask: MaskOut, place: number, person: number): Instance {
  return {
    id: mask.id,
    counts: mask.rle,
    category: mask.category,
    prompts: [],
    prominence: mask.prominence ?? place,
    predictedIou: mask.predicted_iou,
    stability: mask.stability_score,
    modelId: mask.model_id,
    sealed: mask.locked,
    origin: mask.origin,
    own: mask.account_id === person,
    verdict: null,
  };
}

/** The document of an image as it was loaded; masks that are no longer kept are left out. */
export function open(masks: readonly MaskOut[], person: number): Document {
  const there = masks.filter((mask) => mask.state !== "deleted" && mask.state !== "rejected");
  return new Map(there.map((mask, place) => [mask.id, fromServer(mask, place, person)]));
}

/** The document of a review or an audit: what has a verdict is shown as the verdict wants it. */
export function openJudged(
  masks: readonly MaskOut[],
  verdicts: readonly VerdictOut[],
  person: number,
): Document {
  const given = new Map(verdicts.map((each) => [each.mask_id, each]));
  const there = masks.filter((mask) => mask.state === "kept" || given.has(mask.id));
  return new Map(
    there.map((mask, place) => {
      const verdict = given.get(mask.id);
      const instance = fromServer(mask, place, person);
      if (verdict === undefined) return [mask.id, instance];
      const counts = verdict.rle ?? instance.counts;
      return [mask.id, { ...instance, counts, verdict: verdict.verdict as VerdictName }];
    }),
  );
}
