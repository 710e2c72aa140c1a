import { describe, expect, it } from "vitest";

import { type Document, EMPTY, apply } from "../../src/state/document";
import { type History, NO_HISTORY, perform, reconcile, redo, undo } from "../../src/state/history";
import { instance, randomCommand } from "./commands";
import { randoms } from "./random";

interface State {
  document: Document;
  history: History;
}

/** Do, undo and do again at random; remembers nothing but the state. */
function wander(seed: number, steps: number): State {
  const next = randoms(seed);
  let state: State = { document: EMPTY, history: NO_HISTORY };
  for (let i = 0; i < steps; i += 1) {
    const dice = next();
    const { document, history } = state;
    if (dice < 0.25) state = undo(document, history) ?? state;
    else if (dice < 0.4) state = redo(document, history) ?? state;
    else state = perform(document, history, randomCommand(document, next));
  }
  return state;
}

function toTheEnd(state: State, step: typeof undo): State {
  for (let next = step(state.document, state.history); next !== null;) {
    state = next;
    next = step(state.document, state.history);
  }
  return state;
}

describe("a history", () => {
  it("undone wholly gives the start, done again wholly gives the end", () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const end = toTheEnd(wander(seed, 120), redo);
      const start = toTheEnd(end, undo);
      expect(start.document).toEqual(EMPTY);
      expect(start.history.done).toBe(0);
      expect(toTheEnd(start, redo)).toEqual(end);
    }
  });

  it("survives being written down and read again", () => {
    const { document, history } = wander(3, 200);
    const read = JSON.parse(JSON.stringify(history)) as History;
    expect(reconcile(document, read)).toEqual(history);
    expect(undo(document, read)?.document).toEqual(undo(document, history)?.document);
  });

  it("has no limit", () => {
    let state: State = { document: EMPTY, history: NO_HISTORY };
    for (let i = 0; i < 3_000; i += 1) {
      const id = `m${i.toString()}`;
      const command = { name: "draw", changes: [{ id, before: null, after: instance(id) }] };
      state = perform(state.document, state.history, command);
    }
    expect(toTheEnd(state, undo).document.size).toBe(0);
  });

  it("forgets what was undone once something new is done", () => {
    const state = wander(11, 50);
    const back = undo(state.document, state.history);
    if (back === null) throw new Error("there is something to undo");
    const anew = perform(back.document, back.history, randomCommand(back.document, randoms(1)));
    expect(redo(anew.document, anew.history)).toBeNull();
  });

  it("keeps only what fits a document that was changed elsewhere", () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const next = randoms(seed + 1_000);
      const { document, history } = wander(seed, 60);
      const elsewhere = apply(document, randomCommand(document, next));
      const kept = reconcile(elsewhere, history);
      const back = toTheEnd({ document: elsewhere, history: kept }, undo);
      expect(back.history.done).toBe(0);
      expect(toTheEnd(back, redo).history.done).toBe(kept.entries.length);
    }
  });

  it("has nothing to undo or do again at its ends", () => {
    expect(undo(EMPTY, NO_HISTORY)).toBeNull();
    expect(redo(EMPTY, NO_HISTORY)).toBeNull();
  });
});
