/**
 * The editor of one project: everything that annotating and reviewing share, made once for a page
 * and closed with it. What it is made of lies in the files next to this one.
 */

import { type ReadonlySignal, type Signal, effect, signal } from "@preact/signals";

import { type Api, connect } from "../../api/client";
import { newId } from "../../api/ids";
import { type Outbox, openOutbox } from "../../api/outbox";
import type { TaskKind } from "../../api/routes_tasks";
import { type Sittings, sittingRoutes } from "../../api/sittings";
import type { Layer, Overlay } from "../../canvas/types";
import type { ImagePoint, Size } from "../../geometry/points";
import { type View, fitView } from "../../geometry/view";
import type { Scope } from "../../state/actions";
import type { Instance } from "../../state/document";
import type { Bench } from "../../state/operations";
import { type Preferences, within } from "../../state/preferences";
import { NO_SELECTION, type Selection, chooseAll, keepOnly } from "../../state/selection";
import { type Book, makeBook } from "./book";
import { type Drafting, makeDrafting } from "./drafting";
import { type Edits, makeEdits } from "./edits";
import { Keeper } from "./keeper";
import { layersOf, overlayOf } from "./layers";
import { type Loader, makeLoader } from "./loader";
import { type Model, makeModel } from "./model";
import { makePictures } from "./pictures";
import { keptPreferences } from "./preferences_store";
import { type Speech, answerInWords, makeSpeech } from "./speech";
import { NO_TALLY, type Tally, withMask } from "./tally";
import { targetsOf } from "./targets";
import { type Tools, makeTools } from "./tools";

export interface Editor {
  readonly scope: Scope;
  readonly api: Api;
  readonly sittings: Sittings;
  readonly outbox: Outbox;
  readonly keeper: Keeper;
  readonly book: Book;
  readonly model: Model;
  readonly drafting: Drafting;
  readonly tools: Tools;
  readonly edits: Edits;
  readonly speech: Speech;
  readonly preferences: Signal<Preferences>;
  readonly selection: Signal<Selection>;
  /** The keyboard's cursor; null: it is not shown. */
  readonly cursor: Signal<ImagePoint | null>;
  readonly view: Signal<View>;
  readonly viewport: Signal<Size>;
  readonly layers: ReadonlySignal<readonly Layer[]>;
  readonly overlay: ReadonlySignal<Overlay>;
  /** The name that the next object gets. */
  readonly nextName: Signal<string | null>;
  readonly tally: Signal<Tally>;
  readonly loader: Loader;
  mayEdit(instance: Instance): boolean;
  close(): void;
}

const NO_SIZE: Size = { width: 1, height: 1 };

export function makeEditor(project: string, person: number, scope: "annotate" | "review"): Editor {
  const api = connect(project);
  const sittings = sittingRoutes(project);
  const outbox = openOutbox();
  const speech = makeSpeech();
  const preferences = keptPreferences();
  const kinds: readonly TaskKind[] = scope === "review" ? ["review", "audit"] : ["annotate"];
  const keeper = new Keeper({ api, sittings, outbox, kinds });
  const isReview = scope === "review";
  const book = makeBook({ api, outbox, person, isReview, takeMoments: () => keeper.takeMoments() });
  const model = makeModel(api, sittings, (error) => {
    speech.say(`The model does not answer: ${String(error)}`);
  });
  const drafting = makeDrafting(model);
  const selection = signal<Selection>(NO_SELECTION);
  const cursor = signal<ImagePoint | null>(null);
  const view = signal<View>({ scale: 1, x: 0, y: 0 });
  const viewport = signal<Size>({ width: 0, height: 0 });
  const nextName = signal<string | null>(null);
  const size = () => model.picture.value?.size ?? NO_SIZE;
  const locks = (instance: Instance) => selection.value.locked.has(instance.id);
  /** Reviewers change what they drew themselves; of the others they say what they should be. */
  const isLocked = (instance: Instance) =>
    locks(instance) || (isReview ? !instance.own : instance.sealed);
  const mayEdit = (instance: Instance) =>
    !locks(instance) && (isReview || !instance.sealed) && instance.verdict !== "reject";
  const whyNoNew = () =>
    keeper.sitting.value.task?.kind === "audit" ? "An audit adds no masks: it only judges" : null;
  const bench = (): Bench => ({ document: book.document.value, size: size(), isLocked, newId });
  const tally = signal(NO_TALLY);
  const count = (isNew: boolean, clicks: number) => {
    tally.value = withMask(tally.value, isNew, clicks, keeper.workedMs());
  };
  const edits = makeEdits({
    bench,
    book,
    drafting,
    selection,
    nextName,
    speech,
    isReview,
    mayEdit,
    whyNoNew,
    count,
  });
  const targets = targetsOf(book.document, selection, size);
  const tools = makeTools({
    size,
    viewport,
    view,
    radius: () => preferences.value.radius,
    setRadius: (radius) => {
      preferences.value = { ...preferences.value, radius: within("radius", radius) };
    },
    targets: () => targets.value,
    chosen: () => selection.value.chosen,
    choose: (ids) => {
      selection.value = chooseAll(selection.value, ids);
    },
    give: edits.give,
    redraw: edits.redraw,
    cut: edits.cut,
    hover: (at) => {
      const wanted = preferences.value.hover && tools.tool.value === "prompt";
      drafting.hover(wanted && model.ready.value ? at : null);
    },
  });
  const scene = { document: book.document, selection, preferences, drafting, tools, cursor };
  const loader = makeLoader({
    api,
    sittings,
    keeper,
    book,
    model,
    drafting,
    pictures: makePictures(api),
    speech,
    person,
    kinds,
  });

  const stops = [
    loader.stop,
    effect(() => {
      const [best] = drafting.answers.value;
      const count = drafting.answers.value.length;
      if (best !== undefined) speech.say(answerInWords(0, count, best.score));
    }),
    effect(() => {
      selection.value = keepOnly(selection.peek(), book.document.value);
    }),
    effect(() => {
      const [picture, room] = [model.picture.value, viewport.value];
      if (picture !== null && room.width > 0) view.value = fitView(picture.size, room);
    }),
  ];

  return {
    scope,
    api,
    sittings,
    outbox,
    keeper,
    book,
    model,
    drafting,
    tools,
    edits,
    speech,
    preferences,
    selection,
    cursor,
    view,
    viewport,
    layers: layersOf(scene),
    overlay: overlayOf(scene),
    nextName,
    tally,
    loader,
    mayEdit,
    close() {
      for (const stop of stops) stop();
      keeper.leave();
      drafting.close();
      book.close();
      model.close();
    },
  };
}
