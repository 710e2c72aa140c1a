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

/** Operations on the selected masks: what they are, what is said if they change nothing, or do. */
const OPERATIONS = {
  merge: {
    command: (bench: operations.Bench, ids: readonly string[]) => operations.merge(bench, ids),
    nothing: "Select two masks or more to merge them",
    done: "Merged",
  },
  split: {
    command: (bench: operations.Bench, ids: readonly string[]) =>
      operations.split(bench, ids.at(-1) ?? ""),
    nothing: "It is in one piece",
    done: "Split",
  },
  subtract: {
    command: (bench: operations.Bench, ids: readonly string[]) =>
      operations.subtractNeighbours(bench, ids.at(-1) ?? ""),
    nothing: "It shares no pixel with its neighbours",
    done: "Neighbours taken out of it",
  },
  carve: {
    command: (bench: operations.Bench, ids: readonly string[]) =>
      operations.carve(bench, ids.at(-1) ?? ""),
    nothing: "Its neighbours share no pixel with it",
    done: "Taken out of its neighbours",
  },
  fill: {
    command: (bench: operations.Bench, ids: readonly string[]) => operations.fillHoles(bench, ids),
    nothing: "It has no holes",
    done: "Holes filled",
  },
} as const;

export type OperationName = keyof typeof OPERATIONS;

export class Edits {
  /** One at a time: Enter held down accepts once. */
  private accepting: Promise<boolean> | null = null;

  constructor(private readonly ground: EditGround) {}

  /** A step of the tool: goes to the draft, or begins one. */
  give(step: DraftStep): void {
    const { drafting, selection } = this.ground;
    // Clicks make new objects unless one is being edited; paint goes to what is selected.
    const now = drafting.draft.value;
    const fresh = isBlank(now) && now.target === null;
    if (step.kind === "paint" || step.kind === "shape") drafting.set(this.begun());
    else if (fresh && this.chosen.length > 0) selection.value = chooseAll(selection.value, []);
    drafting.add(step);
  }

  /** The outlines were changed by hand. */
  redraw(rings: readonly Ring[]): void {
    const { size } = this.ground.bench();
    this.give({ kind: "shape", counts: encodeRle(fillRings(rings, size)), rings });
  }

  /** Cut the selected mask along a line. */
  cut(line: readonly ImagePoint[]): void {
    const id = leader(this.ground.selection.value);
    const command = id === null ? null : operations.cut(this.ground.bench(), id, line);
    const hint = id === null ? "Select the mask to cut first" : "The line cuts nothing";
    this.perform(command, hint, "Cut");
  }

  /** Accept the draft; resolves with whether there was anything. */
  accept(): Promise<boolean> {
    this.accepting ??= this.settle().finally(() => {
      this.accepting = null;
    });
    return this.accepting;
  }

  /** Let go of the draft; false: there is none. */
  cancel(): boolean {
    const { drafting, speech } = this.ground;
    const before = drafting.draft.value;
    if (isBlank(before) && before.target === null) return false;
    drafting.set(before.target === null ? cancel(before) : NO_DRAFT);
    speech.say("Cancelled");
    return true;
  }

  /** Take the last step of the draft back; false: there is none. */
  lastStep(): boolean {
    const { drafting, speech } = this.ground;
    if (isBlank(drafting.draft.value)) return false;
    drafting.set(back(drafting.draft.value));
    speech.say("Last step taken back");
    return true;
  }

  /** Begin to edit the selected mask; false: none is selected. */
  edit(): boolean {
    const { drafting, speech, mayEdit } = this.ground;
    const instance = this.selected;
    if (instance === null || !isBlank(drafting.draft.value)) return false;
    const may = mayEdit(instance);
    if (may) drafting.set(edit(instance));
    speech.say(may ? `Editing ${titleOf(instance)}` : `${titleOf(instance)} is locked`);
    return true;
  }

  undo(): void {
    const { drafting, book, speech } = this.ground;
    if (!isBlank(drafting.draft.value)) return drafting.set(back(drafting.draft.value));
    const name = book.undo();
    if (name !== null) drafting.set(NO_DRAFT);
    speech.say(name === null ? "Nothing to undo" : `Undone: ${name}`);
  }

  redo(): void {
    const { drafting, book, speech } = this.ground;
    const { done, steps } = drafting.draft.value;
    if (done < steps.length) return drafting.set(forth(drafting.draft.value));
    const name = book.redo();
    speech.say(name === null ? "Nothing to do again" : `Done again: ${name}`);
  }

  remove(ids: readonly string[]): void {
    const words = ids.length === 1 ? "Deleted" : `${ids.length.toString()} deleted`;
    const command = operations.remove(this.ground.bench(), ids);
    this.perform(command, "Nothing that can be deleted is selected", words);
  }

  /** Name the selected, or, with none, what comes next. */
  rename(name: string | null): void {
    const { nextName, speech, bench } = this.ground;
    if (this.chosen.length === 0) {
      nextName.value = name;
      speech.say(name === null ? "What comes next has no name" : `What comes next: ${name}`);
      return;
    }
    const command = operations.rename(bench(), this.chosen, name);
    this.perform(command, "Nothing there that would get another name", name ?? "Name taken away");
  }

  operate(name: OperationName): void {
    const { command, nothing, done } = OPERATIONS[name];
    this.perform(command(this.ground.bench(), this.chosen), nothing, done);
  }

  private get chosen(): readonly string[] {
    return this.ground.selection.value.chosen;
  }

  private get selected(): Instance | null {
    const id = leader(this.ground.selection.value);
    return id === null ? null : (this.ground.book.document.value.get(id) ?? null);
  }

  private perform(command: Command | null, nothing: string, done: string): void {
    const { book, speech } = this.ground;
    if (command !== null) book.perform(command);
    speech.say(command === null ? (this.whyLocked() ?? nothing) : done);
  }

  /** Why the selected mask does not change; null: it may. */
  private whyLocked(): string | null {
    const { isReview, bench } = this.ground;
    const instance = this.selected;
    if (instance === null || !bench().isLocked(instance)) return null;
    const title = titleOf(instance);
    return isReview && !instance.own
      ? `${title} is not yours: accept, reject or fix it`
      : `${title} is locked`;
  }

  /** The draft that paint goes to. */
  private begun(): Draft {
    const now = this.ground.drafting.draft.value;
    if (now.target !== null || !isBlank(now)) return now;
    const instance = this.selected;
    return instance === null || !this.ground.mayEdit(instance) ? NO_DRAFT : edit(instance);
  }

  private async settle(): Promise<boolean> {
    const { drafting, book, selection, speech } = this.ground;
    const draft = drafting.draft.value;
    if (isBlank(draft)) return false;
    const mask = await drafting.whole();
    if (drafting.draft.value !== draft) return false;
    const refusal = this.refusalOf(draft, mask);
    if (mask === null || refusal !== null) {
      speech.say(refusal ?? "There is no pixel to accept");
      return false;
    }
    const command = commandOf(this.ground, draft, mask);
    drafting.set(NO_DRAFT);
    this.ground.count(draft.target === null, clicksOf(draft));
    book.perform(command);
    selection.value = chooseAll(selection.value, []);
    const made = command.changes[0]?.after ?? null;
    speech.say(made === null ? "Accepted" : `${titleOf(made)} accepted`);
    return true;
  }

  /** Why a mask cannot be accepted; null: it can. */
  private refusalOf(draft: Draft, mask: Accepted | null): string | null {
    const { book, selection, whyNoNew } = this.ground;
    if (draft.target === null && whyNoNew() !== null) return whyNoNew();
    const but = draft.target?.id ?? null;
    const twin = mask && operations.twin(book.document.value, mask.counts, but);
    if (twin === null) return null;
    selection.value = chooseAll(selection.value, [twin.id]);
    return `This very mask is there already: ${titleOf(twin)}`;
  }
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
