/**
 * What is done to the object in work and to accepted masks: steps are given to the draft, drafts
 * are accepted, and operations on masks performed; each says what came of it.
 */

import type { Signal } from "@preact/signals";

import { encodeRle } from "../../geometry/rle";
import type { ImagePoint } from "../../geometry/points";
import { type Ring, fillRings } from "../../geometry/polygon";
import type { Command, Instance } from "../../state/document";
import { nextProminence } from "../../state/document";
import {
  type Draft,
  type DraftStep,
  NO_DRAFT,
  back,
  cancel,
  edit,
  forth,
  held,
  isBlank,
  promptsOf,
} from "../../state/draft";
import * as operations from "../../state/operations";
import { type Selection, chooseAll, leader } from "../../state/selection";
import { titleOf } from "../../panels/Instances";
import type { Book } from "./book";
import type { Accepted, Drafting } from "./drafting";
import type { Speech } from "./speech";

export interface Edits {
  /** A step of the tool: goes to the draft, or begins one. */
  readonly give: (step: DraftStep) => void;
  /** The outlines were changed by hand. */
  readonly redraw: (rings: readonly Ring[]) => void;
  /** Cut the selected mask along a line. */
  readonly cut: (line: readonly ImagePoint[]) => void;
  /** Accept the draft; resolves with whether there was anything. */
  accept(): Promise<boolean>;
  cancel(): boolean;
  lastStep(): boolean;
  /** Begin to edit the selected mask. */
  edit(): boolean;
  undo(): void;
  redo(): void;
  remove(ids: readonly string[]): void;
  rename(name: string | null): void;
  operate(name: "merge" | "split" | "subtract" | "carve" | "fill"): void;
}

export interface EditGround {
  readonly bench: () => operations.Bench;
  readonly book: Book;
  readonly drafting: Drafting;
  readonly selection: Signal<Selection>;
  readonly nextName: Signal<string | null>;
  readonly speech: Speech;
  readonly isReview: boolean;
  /** Whether a draft may be made of an instance: in a review, to fix it. */
  readonly mayEdit: (instance: Instance) => boolean;
  /** Why nothing new can be drawn; null: it can. */
  readonly whyNoNew: () => string | null;
  /** A mask was accepted: new or not, and with how many clicks. */
  readonly count: (isNew: boolean, clicks: number) => void;
}

export function makeEdits(ground: EditGround): Edits {
  const { bench, book, drafting, selection, nextName, speech } = ground;
  const chosen = () => selection.value.chosen;

  const selected = (): Instance | null => {
    const id = leader(selection.value);
    return id === null ? null : (book.document.value.get(id) ?? null);
  };

  const perform = (command: Command | null, nothing: string, done: string): boolean => {
    if (command === null) speech.say(nothing);
    else {
      book.perform(command);
      speech.say(done);
    }
    return command !== null;
  };

  const begin = (): Draft => {
    const { draft } = drafting;
    if (draft.value.target !== null || !isBlank(draft.value)) return draft.value;
    const instance = selected();
    return instance === null || !ground.mayEdit(instance) ? NO_DRAFT : edit(instance);
  };

  const give = (step: DraftStep) => {
    // Clicks make new objects unless one is being edited; paint goes to what is selected.
    const now = drafting.draft.value;
    const fresh = isBlank(now) && now.target === null;
    if (step.kind === "paint" || step.kind === "shape") drafting.set(begin());
    else if (fresh && chosen().length > 0) selection.value = chooseAll(selection.value, []);
    drafting.add(step);
  };

  /** One at a time: Enter held down accepts once. */
  let accepting: Promise<boolean> | null = null;

  const settle = async (): Promise<boolean> => {
    const { draft } = drafting;
    if (isBlank(draft.value)) return false;
    const before = draft.value;
    const mask = await drafting.whole();
    if (draft.value !== before) return false;
    if (mask === null) {
      speech.say("There is no pixel to accept");
      return false;
    }
    const twin = operations.twin(book.document.value, mask.counts, before.target?.id ?? null);
    if (twin !== null) {
      speech.say(`This very mask is there already: ${titleOf(twin)}`);
      selection.value = chooseAll(selection.value, [twin.id]);
      return false;
    }
    const refusal = before.target === null ? ground.whyNoNew() : null;
    if (refusal !== null) {
      speech.say(refusal);
      return false;
    }
    const command = commandOf(ground, before, mask);
    drafting.set(NO_DRAFT);
    ground.count(before.target === null, clicksOf(before));
    book.perform(command);
    selection.value = chooseAll(selection.value, []);
    const name = command.changes[0]?.after ?? null;
    speech.say(name === null ? "Accepted" : `${titleOf(name)} accepted`);
    return true;
  };

  return {
    give,
    redraw(rings) {
      const { size } = bench();
      give({ kind: "shape", counts: encodeRle(fillRings(rings, size)), rings });
    },
    cut(line) {
      const id = leader(selection.value);
      const command = id === null ? null : operations.cut(bench(), id, line);
      const hint = id === null ? "Select the mask to cut first" : "The line cuts nothing";
      perform(command, hint, "Cut");
    },
    accept() {
      accepting ??= settle().finally(() => {
        accepting = null;
      });
      return accepting;
    },
    cancel() {
      const { draft } = drafting;
      if (isBlank(draft.value) && draft.value.target === null) return false;
      const before = draft.value;
      drafting.set(before.target === null ? cancel(before) : NO_DRAFT);
      speech.say("Cancelled");
      return true;
    },
    lastStep() {
      const { draft } = drafting;
      if (isBlank(draft.value)) return false;
      drafting.set(back(draft.value));
      speech.say("Last step taken back");
      return true;
    },
    edit() {
      const instance = selected();
      if (instance === null || !isBlank(drafting.draft.value)) return false;
      if (!ground.mayEdit(instance)) speech.say(`${titleOf(instance)} is locked`);
      else {
        drafting.set(edit(instance));
        speech.say(`Editing ${titleOf(instance)}`);
      }
      return true;
    },
    undo() {
      const { draft } = drafting;
      if (!isBlank(draft.value)) return drafting.set(back(draft.value));
      const name = book.undo();
      if (name !== null) drafting.set(NO_DRAFT);
      speech.say(name === null ? "Nothing to undo" : `Undone: ${name}`);
    },
    redo() {
      const { draft } = drafting;
      if (draft.value.done < draft.value.steps.length) return drafting.set(forth(draft.value));
      const name = book.redo();
      speech.say(name === null ? "Nothing to do again" : `Done again: ${name}`);
    },
    remove(ids) {
      const words = ids.length === 1 ? "Deleted" : `${ids.length.toString()} deleted`;
      perform(operations.remove(bench(), ids), "Nothing that can be deleted is selected", words);
    },
    rename(name) {
      if (chosen().length === 0) {
        nextName.value = name;
        speech.say(name === null ? "What comes next has no name" : `What comes next: ${name}`);
      } else {
        const command = operations.rename(bench(), chosen(), name);
        perform(
          command,
          "Nothing there that would get another name",
          name === null ? "Name taken away" : name,
        );
      }
    },
    operate(name) {
      const [id, ids] = [leader(selection.value) ?? "", chosen()];
      switch (name) {
        case "merge":
          return void perform(
            operations.merge(bench(), ids),
            "Select two masks or more to merge them",
            "Merged",
          );
        case "split":
          return void perform(operations.split(bench(), id), "It is in one piece", "Split");
        case "subtract":
          return void perform(
            operations.subtractNeighbours(bench(), id),
            "It shares no pixel with its neighbours",
            "Neighbours taken out of it",
          );
        case "carve":
          return void perform(
            operations.carve(bench(), id),
            "Its neighbours share no pixel with it",
            "Taken out of its neighbours",
          );
        case "fill":
          return void perform(
            operations.fillHoles(bench(), ids),
            "It has no holes",
            "Holes filled",
          );
      }
    },
  };
}

function clicksOf(draft: Draft): number {
  return held(draft).filter(({ kind }) => kind === "click").length;
}

/** The command that puts an accepted draft into the document. */
function commandOf(ground: EditGround, draft: Draft, mask: Accepted): Command {
  const { target } = draft;
  const { document, newId } = ground.bench();
  const made = { ...mask, prompts: promptsOf(draft) };
  if (target !== null) {
    const before = document.get(target.id) ?? null;
    const verdict = ground.isReview && !target.own ? ("fix" as const) : target.verdict;
    return {
      name: "edit",
      changes: [{ id: target.id, before, after: { ...target, ...made, verdict } }],
    };
  }
  const id = newId();
  const after: Instance = {
    ...made,
    id,
    category: ground.nextName.value,
    prominence: nextProminence(document),
    sealed: false,
    origin: "person",
    own: true,
    verdict: null,
  };
  return { name: "draw", changes: [{ id, before: null, after }] };
}
