/**
 * Follows the task: loads its picture, masks and embedding, brings back the draft that a reload had
 * interrupted, and fetches ahead what probably comes next.
 */

import { type ReadonlySignal, batch, effect, signal } from "@preact/signals";

import type { Api } from "../../api/client";
import { loadHistory, saveHistory } from "../../api/history_store";
import type { TaskKind } from "../../api/routes_tasks";
import type { Sittings } from "../../api/sittings";
import { type Document, type Instance, same } from "../../state/document";
import { type Draft, NO_DRAFT, readDraft } from "../../state/draft";
import type { Task } from "../../state/sitting";
import type { Book } from "./book";
import type { Drafting } from "./drafting";
import type { Keeper } from "./keeper";
import type { Model } from "./model";
import type { Pictures } from "./pictures";
import type { Speech } from "./speech";

export interface LoaderGround {
  readonly api: Api;
  readonly sittings: Sittings;
  readonly keeper: Keeper;
  readonly book: Book;
  readonly model: Model;
  readonly drafting: Drafting;
  readonly pictures: Pictures;
  readonly speech: Speech;
  readonly person: number;
  readonly kinds: readonly TaskKind[];
}

export interface Loader {
  readonly loading: ReadonlySignal<boolean>;
  /** Why the image could not be loaded; null: it could, or it is on its way. */
  readonly failure: ReadonlySignal<string | null>;
  again(): void;
  stop(): void;
}

const AHEAD = 2;

export function makeLoader(ground: LoaderGround): Loader {
  const { keeper, book, model, drafting, pictures, speech } = ground;
  const loading = signal(true);
  const failure = signal<string | null>(null);
  const attempt = signal(0);
  /** The task whose image is open; drafts are kept for it alone. */
  let open: Task | null = null;

  const key = (task: Task) =>
    [ground.person, ground.api.name, task.image_id, task.kind, "draft"].join("/");

  const load = async (task: Task) => {
    open = null;
    loading.value = true;
    failure.value = null;
    drafting.set(NO_DRAFT);
    const isCurrent = () => keeper.sitting.value.task?.lease === task.lease;
    try {
      const [picture, draft, show] = await Promise.all([
        pictures.open(task.image_id),
        loadHistory<unknown>(key(task)).catch(() => null),
        book.open(task),
      ]);
      if (!isCurrent()) return;
      const [kept] = draft?.entries ?? [];
      const ready = batch(() => {
        const opening = model.open(picture);
        show();
        loading.value = false;
        open = task;
        drafting.set(stillFits(readDraft(kept), book.document.value));
        return opening;
      });
      speech.say(welcome(picture.name, [...book.document.value.values()], task.kind));
      await ready;
      await prefetch(ground);
    } catch (error) {
      if (!isCurrent()) return;
      failure.value = error instanceof Error ? error.message : String(error);
      loading.value = false;
    }
  };

  const keepDraft = (task: Task, draft: Draft) => {
    void saveHistory(key(task), { entries: [draft], done: 1 }).catch(() => undefined);
  };

  let lease = "";
  const stops = [
    effect(() => {
      const { task } = keeper.sitting.value;
      const wanted = `${task?.lease ?? ""} ${attempt.value.toString()}`;
      if (wanted === lease) return;
      lease = wanted;
      if (task !== null) void load(task);
    }),
    effect(() => {
      const draft = drafting.draft.value;
      if (open !== null) keepDraft(open, draft);
    }),
  ];

  return {
    loading,
    failure,
    again() {
      attempt.value += 1;
    },
    stop() {
      for (const stop of stops) stop();
      pictures.close();
    },
  };
}

/** A draft goes on unless the instance that it edits has changed meanwhile. */
function stillFits(draft: Draft | null, document: Document): Draft {
  if (draft === null) return NO_DRAFT;
  const { target } = draft;
  return target === null || same(document.get(target.id) ?? null, target) ? draft : NO_DRAFT;
}

/** What is on the image as it is opened. */
function welcome(name: string, instances: readonly Instance[], kind: string): string {
  const sealed = instances.filter((each) => each.sealed).length;
  const objects = instances.length === 1 ? "1 object" : `${instances.length.toString()} objects`;
  const hint =
    sealed === 0 || kind !== "annotate"
      ? ""
      : `, ${sealed.toString()} filled in: add what is missing`;
  return `${name}, ${objects}${hint}`;
}

async function prefetch({ sittings, pictures, model, kinds }: LoaderGround): Promise<void> {
  const ids = await sittings.upcoming(kinds, AHEAD).catch(() => []);
  pictures.prefetch(ids);
  model.prefetch(ids);
}
