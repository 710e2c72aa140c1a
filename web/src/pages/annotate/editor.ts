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
import { Edits } from "./edits";
import { Keeper } from "./keeper";
import { layersOf, overlayOf } from "./layers";
import { type Loader, makeLoader } from "./loader";
import { type Model, makeModel } from "./model";
import { makePictures } from "./pictures";
import { messageOf } from "../frame/Boundary";
import { keptPreferences } from "./preferences_store";
import { type Speech, answerInWords, makeSpeech } from "./speech";
import { NO_TALLY, type Tally, withMask } from "./tally";
import { targetsOf } from "./targets";
import { Tools } from "./tools";

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

/** What the parts of an editor stand on. */
function makeParts(project: string, person: number, isReview: boolean) {
  const api = connect(project);
  const sittings = sittingRoutes(project);
  const outbox = openOutbox();
  const speech = makeSpeech();
  const kinds: readonly TaskKind[] = isReview ? ["review", "audit"] : ["annotate"];
  const keeper = new Keeper({ api, sittings, outbox, kinds });
  const takeMoments = () => keeper.takeMoments();
  const book = makeBook({ api, outbox, person, isReview, takeMoments });
  const model = makeModel(api, sittings, (error) => {
    speech.say(`The model does not answer: ${messageOf(error)}`);
  });
  const drafting = makeDrafting(model);
  const pictures = makePictures(api);
  const loading = { api, sittings, keeper, book, model, drafting, pictures, speech, person, kinds };
  return {
    ...{ api, sittings, outbox, speech, keeper, book, model, drafting },
    loader: makeLoader(loading),
    preferences: keptPreferences(),
    selection: signal<Selection>(NO_SELECTION),
    cursor: signal<ImagePoint | null>(null),
    view: signal<View>({ scale: 1, x: 0, y: 0 }),
    viewport: signal<Size>({ width: 0, height: 0 }),
    nextName: signal<string | null>(null),
    tally: signal<Tally>(NO_TALLY),
  };
}

type Parts = ReturnType<typeof makeParts>;

export function makeEditor(project: string, person: number, scope: "annotate" | "review"): Editor {
  const isReview = scope === "review";
  const parts = makeParts(project, person, isReview);
  const { keeper, book, model, drafting, selection } = parts;
  const size = () => model.picture.value?.size ?? NO_SIZE;
  const locks = (instance: Instance) => selection.value.locked.has(instance.id);
  /** Reviewers change what they drew themselves; of the others they say what they should be. */
  const isLocked = (instance: Instance) =>
    locks(instance) || (isReview ? !instance.own : instance.sealed);
  const mayEdit = (instance: Instance) =>
    !locks(instance) && (isReview || !instance.sealed) && instance.verdict !== "reject";
  const edits = new Edits({
    ...parts,
    isReview,
    mayEdit,
    bench: (): Bench => ({ document: book.document.value, size: size(), isLocked, newId }),
    whyNoNew: () => (keeper.sitting.value.task?.kind === "audit" ? NO_NEW : null),
    count: (isNew, clicks) => {
      parts.tally.value = withMask(parts.tally.value, isNew, clicks, keeper.workedMs());
    },
  });
  const tools = makeTools(parts, edits, size);
  const scene = { ...parts, document: book.document, tools };
  const stops = [parts.loader.stop, ...follow(parts)];
  return {
    ...parts,
    scope,
    tools,
    edits,
    layers: layersOf(scene),
    overlay: overlayOf(scene),
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

const NO_NEW = "An audit adds no masks: it only judges";

function makeTools(parts: Parts, edits: Edits, size: () => Size): Tools {
  const { preferences, selection, model, drafting, view, viewport } = parts;
  const targets = targetsOf(parts.book.document, selection, size);
  const tools: Tools = new Tools({
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
    give: (step) => {
      edits.give(step);
    },
    redraw: (rings) => {
      edits.redraw(rings);
    },
    cut: (line) => {
      edits.cut(line);
    },
    hover: (at) => {
      const wanted = preferences.value.hover && tools.tool.value === "prompt";
      drafting.hover(wanted && model.ready.value ? at : null);
    },
  });
  return tools;
}

/** What follows from what: each returned function ends one. */
function follow({ book, model, drafting, selection, speech, view, viewport }: Parts) {
  return [
    effect(() => {
      const answers = drafting.answers.value;
      const [best] = answers;
      if (best !== undefined) speech.say(answerInWords(0, answers.length, best.score));
    }),
    effect(() => {
      selection.value = keepOnly(selection.peek(), book.document.value);
    }),
    effect(() => {
      const [picture, room] = [model.picture.value, viewport.value];
      if (picture !== null && room.width > 0) view.value = fitView(picture.size, room);
    }),
  ];
}
