/** What a reviewer has judged and what is left; pure. */

import {
  type Command,
  type Document,
  type Instance,
  type VerdictName,
  listed,
} from "../../state/document";

/** The masks that need a verdict: all but those that the reviewer drew. */
export function toJudge(document: Document): readonly Instance[] {
  return listed(document).filter(({ own }) => !own);
}

/** The next mask without a verdict after one, round and round; null: all have theirs. */
export function nextOpen(document: Document, after: string | null): string | null {
  const all = toJudge(document);
  const from = all.findIndex(({ id }) => id === after) + 1;
  const round = [...all.slice(from), ...all.slice(0, from)];
  return round.find(({ verdict }) => verdict === null)?.id ?? null;
}

/** The command that gives a verdict; null: the mask has it already, or needs none. */
export function verdictOn(instance: Instance, verdict: VerdictName): Command | null {
  if (instance.own || instance.verdict === verdict) return null;
  const change = { id: instance.id, before: instance, after: { ...instance, verdict } };
  return { name: verdict, changes: [change] };
}

const WORDS: Readonly<Record<VerdictName, string>> = {
  accept: "accepted",
  reject: "rejected",
  fix: "fixed",
};

/** What the list says of each mask. */
export function notesOf(document: Document): ReadonlyMap<string, string> {
  return new Map(
    listed(document).map(({ id, own, verdict }) => {
      if (own) return [id, "yours"];
      return [id, verdict === null ? "to judge" : WORDS[verdict]];
    }),
  );
}
