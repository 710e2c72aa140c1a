/** What the decoder says: to the prompt in work, and to the place under the pointer. */

import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";

import type { Bitmap } from "../../geometry/bitmap";
import { fitFrame } from "../../geometry/frame";
import type { ImagePoint, Size } from "../../geometry/points";
import type { Answer, Decoder } from "../../model/decoder";
import { promptOf } from "../../tools/prompt";
import { answered, previewSize } from "../annotate/mask_of";
import { messageOf } from "../frame/Boundary";
import type { Photo } from "./photo";
import type { Session } from "./session";

export interface Answering {
  /** To the prompt in work, best first. */
  readonly answers: ReadonlySignal<readonly Answer[]>;
  readonly chosen: Signal<number>;
  /** The chosen answer, as large as it is shown. */
  readonly mask: ReadonlySignal<Bitmap | null>;
  /** What a click under the pointer would give. */
  readonly hovered: ReadonlySignal<Bitmap | null>;
  readonly place: ReadonlySignal<Decoder["place"] | null>;
  readonly reason: ReadonlySignal<string>;
  /** Show what a click at a point would give; null: nothing. */
  hover(at: ImagePoint | null): void;
  /** An answer as a bitmap of a size; null while no photo is open. */
  bitmapOf(answer: Answer, size: Size): Bitmap | null;
  /** The decoder has moved to the server. */
  moved(): void;
  close(): void;
}

const NONE: readonly Answer[] = [];

export function makeAnswering(
  decoder: Promise<Decoder>,
  photo: Photo,
  session: ReadonlySignal<Session>,
): Answering {
  const answers = signal<readonly Answer[]>(NONE);
  const chosen = signal(0);
  const hovered = signal<Bitmap | null>(null);
  const made = signal<Decoder | null>(null);
  const place = signal<Decoder["place"] | null>(null);
  const reason = signal("");
  const given = computed(() => session.value.given);
  const failed = (error: unknown) => {
    photo.problem.value = messageOf(error);
  };
  const moved = () =>
    batch(() => {
      place.value = made.value?.place ?? null;
      reason.value = made.value?.reason ?? "";
    });
  decoder.then((found) => {
    made.value = found;
    moved();
  }, failed);

  const bitmapOf = (answer: Answer, size: Size) => {
    const opened = photo.opened.value;
    if (!opened) return null;
    const side = made.value?.info?.imageSide;
    const frame = side === undefined ? null : fitFrame(opened.size, side);
    return answered(answer, frame, opened.size, size);
  };
  const mask = computed(() => {
    const answer = answers.value[chosen.value];
    const opened = photo.opened.value;
    return answer && opened ? bitmapOf(answer, previewSize(opened.size)) : null;
  });
  const show = (found: readonly Answer[]) =>
    batch(() => {
      answers.value = found;
      chosen.value = 0;
    });

  const decide = async (step: Session["given"]) => {
    const { pointing, base } = session.peek();
    // A single click is ambiguous: a part, the object, or what it belongs to.
    const ambiguous = step.length === 1 && step[0]?.kind === "point";
    const prompt = { ...promptOf(pointing), refine: base };
    const said = await made.peek()?.decode(prompt, ambiguous);
    if (said && given.peek() === step) show(said);
  };
  const close = effect(() => {
    const step = given.value;
    hovered.value = null;
    if (step.length === 0 || !photo.opened.value) show(NONE);
    else decide(step).catch(failed);
  });

  const wantsPreview = () => {
    const { given: step, pointing } = session.peek();
    return step.length === 0 && pointing.hover !== null;
  };
  const preview = async (at: ImagePoint) => {
    const opened = photo.opened.peek();
    const prompt = { points: [at], labels: [1 as const], box: null, refine: null };
    const [answer] = (await made.peek()?.decode(prompt, false)) ?? [];
    if (!answer || !opened || photo.opened.peek() !== opened || !wantsPreview()) return;
    hovered.value = bitmapOf(answer, previewSize(opened.size));
  };
  const hover = (at: ImagePoint | null) => {
    // The server is not asked for every step of the pointer.
    const possible = at !== null && photo.opened.peek() && place.peek() === "browser";
    if (!possible || !wantsPreview()) hovered.value = null;
    else preview(at).catch(failed);
  };
  return { answers, chosen, mask, hovered, place, reason, hover, bitmapOf, moved, close };
}
