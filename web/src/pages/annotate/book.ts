/**
 * The book of one image: its document and history, loaded from the server and this browser's disk;
 * every command becomes writes to the outbox, and the history is kept for the next reload.
 */

import { type ReadonlySignal, effect, signal } from "@preact/signals";

import type { Api } from "../../api/client";
import { loadHistory, saveHistory } from "../../api/history_store";
import { newId } from "../../api/ids";
import type { MaskWrite, Outbox } from "../../api/outbox";
import {
  type Change,
  type Command,
  type Document,
  EMPTY,
  type Instance,
  open,
  openJudged,
} from "../../state/document";
import {
  type History,
  NO_HISTORY,
  type Step,
  perform,
  reconcile,
  redo,
  undo,
} from "../../state/history";
import type { Task } from "../../state/sitting";
import { Versions } from "./versions";
import { bodyOf, layOver } from "./writing";

export interface Book {
  readonly document: ReadonlySignal<Document>;
  readonly history: ReadonlySignal<History>;
  /**
   * Load the masks of a task's image, with what waits in the outbox laid over them. They are shown
   * once the returned function is called, at the same time as their picture.
   */
  open(task: Task): Promise<() => void>;
  /** Read the masks of the server anew, after a conflict was settled. */
  refresh(): Promise<void>;
  perform(command: Command): void;
  /** Returns the name of what was undone; null: there was nothing. */
  undo(): string | null;
  redo(): string | null;
  close(): void;
}

export interface BookGround {
  readonly api: Api;
  readonly outbox: Outbox;
  /** Whose history it is. */
  readonly person: number;
  /** The moments of work that go with the next write. */
  readonly takeMoments: () => number[];
  readonly isReview: boolean;
}

export function makeBook(ground: BookGround): Book {
  const { api, outbox } = ground;
  const document = signal<Document>(EMPTY);
  const history = signal<History>(NO_HISTORY);
  const versions = signal<Versions | null>(null);
  let task: Task | null = null;
  let saving = Promise.resolve();

  const key = (of: Task) => [ground.person, api.name, of.image_id, of.kind].join("/");

  const stop = effect(() => {
    versions.value?.learn(outbox.acknowledged.value.values());
  });

  const load = async (of: Task, known: Versions | null): Promise<Document> => {
    // First what waits: a write that is acknowledged meanwhile is then among the masks, too.
    const waiting = await outbox.pending(api.name, of.image_id);
    const [masks, verdicts] = await Promise.all([
      api.masks(of.image_id),
      ground.isReview ? api.verdicts(of.id) : [],
    ]);
    known?.learn(masks);
    const there = ground.isReview
      ? openJudged(masks, verdicts, ground.person)
      : open(masks, ground.person);
    return waiting.reduce(layOver, there);
  };

  const keep = (of: Task) => {
    const now = history.value;
    saving = saving.then(() => saveHistory(key(of), now)).catch(() => undefined);
  };

  const write = (of: Task, change: Change) => {
    const kind = writeKind(change);
    if (kind === null) return;
    const moments = kind === "delete" ? [] : ground.takeMoments();
    const write: MaskWrite = {
      projectName: api.name,
      taskId: of.id,
      lease: of.lease,
      imageId: of.image_id,
      maskId: change.id,
      requestId: newId(),
      seenVersion: versions.value?.of(change.id) ?? 0,
      kind,
      body: bodyOf(kind, change.after, of.lease, moments),
    };
    void outbox.put(write);
  };

  const take = (step: Step | null): string | null => {
    if (step === null || task === null) return null;
    document.value = step.document;
    history.value = step.history;
    for (const change of step.command.changes) write(task, change);
    keep(task);
    return step.command.name;
  };

  return {
    document,
    history,
    async open(of) {
      task = null;
      document.value = EMPTY;
      history.value = NO_HISTORY;
      const known = await Versions.open(key(of), of.image_id);
      const [there, before] = await Promise.all([
        load(of, known),
        loadHistory<Command>(key(of)).catch(() => null),
      ]);
      return () => {
        task = of;
        versions.value = known;
        document.value = there;
        history.value = reconcile(there, before ?? NO_HISTORY);
      };
    },
    async refresh() {
      if (task === null) return;
      const there = await load(task, versions.value);
      document.value = there;
      history.value = reconcile(there, history.value);
    },
    perform: (command) => void take(perform(document.value, history.value, command)),
    undo: () => take(undo(document.value, history.value)),
    redo: () => take(redo(document.value, history.value)),
    close: stop,
  };
}

/** How a change is written; null: not at all, as a verdict cannot be taken back, only changed. */
function writeKind({ before, after }: Change): MaskWrite["kind"] | null {
  if (isJudged(before) || isJudged(after)) return isJudged(after) ? "verdict" : null;
  return after === null ? "delete" : "save";
}

const isJudged = (instance: Instance | null) => instance !== null && instance.verdict !== null;
