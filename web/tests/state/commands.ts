/** Instances and random commands for tests. */

import {
  type Change,
  type Command,
  type Document,
  type Instance,
  listed,
  nextProminence,
} from "../../src/state/document";

export function instance(id: string, more: Partial<Instance> = {}): Instance {
  return {
    id,
    counts: `counts of ${id}`,
    category: null,
    prompts: [],
    prominence: 0,
    predictedIou: null,
    stability: null,
    modelId: null,
    sealed: false,
    origin: "person",
    own: true,
    verdict: null,
    ...more,
  };
}

/** Something that could be done to a document: draw, redraw, rename, delete, merge, split. */
export function randomCommand(document: Document, next: () => number): Command {
  const all = listed(document);
  const one = all[Math.floor(next() * all.length)];
  const fresh = instance(`m${Math.floor(next() * 1e9).toString()}`, {
    prominence: nextProminence(document),
    counts: next().toString(),
  });
  const born: Change = { id: fresh.id, before: null, after: fresh };
  if (one === undefined || next() < 0.3) return { name: "draw", changes: [born] };
  const gone: Change = { id: one.id, before: one, after: null };
  const redrawn = { ...one, counts: next().toString() };
  const renamed = { ...one, category: next() < 0.5 ? null : next().toString() };
  const commands: Command[] = [
    { name: "edit", changes: [{ id: one.id, before: one, after: redrawn }] },
    { name: "rename", changes: [{ id: one.id, before: one, after: renamed }] },
    { name: "delete", changes: [gone] },
    { name: "split", changes: [{ id: one.id, before: one, after: redrawn }, born] },
  ];
  const other = all.find(({ id }) => id !== one.id);
  if (other !== undefined) {
    const merged = { ...other, counts: next().toString() };
    commands.push({
      name: "merge",
      changes: [gone, { id: other.id, before: other, after: merged }],
    });
  }
  return commands[Math.floor(next() * commands.length)] as Command;
}
