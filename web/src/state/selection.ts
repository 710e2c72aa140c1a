/** Which instances are selected, hidden, or locked by the annotator; nothing of it is saved. */

export interface Selection {
  /** In the order in which they were selected; the last one leads. */
  readonly chosen: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly locked: ReadonlySet<string>;
}

export const NO_SELECTION: Selection = { chosen: [], hidden: new Set(), locked: new Set() };

/** Select one instance alone, or, with `more`, add it or take it out. */
export function choose(selection: Selection, id: string, more: boolean): Selection {
  const { chosen } = selection;
  if (!more) return { ...selection, chosen: [id] };
  const rest = chosen.filter((each) => each !== id);
  return { ...selection, chosen: rest.length < chosen.length ? rest : [...chosen, id] };
}

export function chooseAll(selection: Selection, ids: readonly string[]): Selection {
  return { ...selection, chosen: [...ids] };
}

/** The instance `by` places further in the list, from the one that leads; round and round. */
export function step(selection: Selection, ids: readonly string[], by: 1 | -1): Selection {
  if (ids.length === 0) return selection;
  const now = ids.indexOf(leader(selection) ?? "");
  const from = now < 0 && by < 0 ? 0 : now;
  const next = ids[(from + by + ids.length) % ids.length];
  return next === undefined ? selection : { ...selection, chosen: [next] };
}

/** The instance that was selected last; null: none is. */
export function leader(selection: Selection): string | null {
  return selection.chosen[selection.chosen.length - 1] ?? null;
}

/** Hide or lock all of some instances, or, if all are already, none of them. */
export function toggle(
  selection: Selection,
  what: "hidden" | "locked",
  ids: readonly string[],
): Selection {
  const next = new Set(selection[what]);
  const all = ids.length > 0 && ids.every((id) => next.has(id));
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return { ...selection, [what]: next };
}

/** Forget instances that are no longer there. */
export function keepOnly(selection: Selection, there: { has(id: string): boolean }): Selection {
  const chosen = selection.chosen.filter((id) => there.has(id));
  return chosen.length === selection.chosen.length ? selection : { ...selection, chosen };
}
