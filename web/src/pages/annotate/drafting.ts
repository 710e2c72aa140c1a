/**
 * The object in work, with the model's answers to it: asks the decoder whenever the draft's
 * question changes, previews what a click under the pointer would give, and accepts.
 */

import { type ReadonlySignal, computed, effect, signal } from "@preact/signals";

import { type Bitmap, isEmpty } from "../../geometry/bitmap";
import type { ImagePoint } from "../../geometry/points";
import { decodeRle, encodeRle } from "../../geometry/rle";
import type { Answer } from "../../model/decoder";
import {
  type Draft,
  type DraftStep,
  NO_DRAFT,
  type Question,
  add,
  choose,
  isBlank,
  questionOf,
  refinedOf,
} from "../../state/draft";
import { logitsOf } from "../../state/refine";
import { answered, maskOf, previewSize } from "./mask_of";
import type { Model } from "./model";

export interface Drafting {
  readonly draft: ReadonlySignal<Draft>;
  /** To the present question, best first; empty: none was asked, or none has come yet. */
  readonly answers: ReadonlySignal<readonly Answer[]>;
  /** Whether the model is still thinking. */
  readonly thinking: ReadonlySignal<boolean>;
  /** What is shown of the draft; null: there is nothing. */
  readonly mask: ReadonlySignal<Bitmap | null>;
  /** What a click under the pointer would give. */
  readonly hovered: ReadonlySignal<Bitmap | null>;
  set(draft: Draft): void;
  add(step: DraftStep): void;
  cycle(by: number): void;
  /** Show what a click at a point would give; null: nothing. */
  hover(at: ImagePoint | null): void;
  close(): void;
  /** The mask in the image's size, once the model has answered; null: there is none. */
  whole(): Promise<Accepted | null>;
}

/** A mask that is ready to be saved. */
export interface Accepted {
  readonly counts: string;
  readonly predictedIou: number | null;
  readonly stability: number | null;
  readonly modelId: number | null;
}

const NONE: readonly Answer[] = [];

export function makeDrafting(model: Model): Drafting {
  const draft = signal<Draft>(NO_DRAFT);
  const answers = signal<readonly Answer[]>(NONE);
  const thinking = signal(false);
  const hovered = signal<Bitmap | null>(null);
  /** What was asked last; answers to anything else come too late. */
  let asked = "";
  let answering: Promise<void> = Promise.resolve();
  /** Where the pointer is, and the last point whose preview is known. */
  let pointer: ImagePoint | null = null;
  let known: { at: ImagePoint; answers: readonly Answer[] } | null = null;

  const ask = async (question: Question, base: string | null, key: string) => {
    const [at] = question.points;
    const same = question.ambiguous && known !== null && isSame(known.at, at);
    const found = same
      ? (known?.answers ?? null)
      : await model.decode(
          { ...question, refine: refineOf(base, model) },
          question.ambiguous,
          base,
        );
    if (asked !== key) return;
    if (found !== null) answers.value = found;
    thinking.value = false;
  };

  const stop = effect(() => {
    const question = questionOf(draft.value);
    const base = refinedOf(draft.value);
    const key = question === null ? "" : JSON.stringify([question, base]);
    if (key === asked) return;
    asked = key;
    thinking.value = question !== null;
    if (question === null) answers.value = NONE;
    else
      answering = ask(question, base, key).catch((error: unknown) => {
        if (asked === key) thinking.value = false;
        model.failed(error);
      });
  });

  const mask = computed(() => {
    const { picture, frame } = model;
    if (isBlank(draft.value) || picture.value === null) return null;
    const answer = answerOf(draft.value, answers.value);
    if (answer === null && questionOf(draft.value) !== null && thinking.value) return null;
    return maskOf(draft.value, answer, frame.value, picture.value.size, true);
  });

  return {
    draft,
    answers,
    thinking,
    mask,
    hovered,
    set(next) {
      draft.value = next;
    },
    add(step) {
      hovered.value = null;
      draft.value = add(draft.value, step);
    },
    cycle(by) {
      draft.value = choose(draft.value, by, answers.value.length);
    },
    hover(at) {
      pointer = at;
      const picture = model.picture.value;
      if (at === null || picture === null || !isBlank(draft.value)) {
        hovered.value = null;
        return;
      }
      const show = (found: readonly Answer[] | null) => {
        const [best] = found ?? NONE;
        if (found === null || best === undefined || model.picture.value !== picture) return;
        known = { at, answers: found };
        if (pointer === null || !isBlank(draft.value)) return;
        const { size } = picture;
        hovered.value = answered(best, model.frame.value, size, previewSize(size));
      };
      const prompt = { points: [at], labels: [1 as const], box: null, refine: null };
      void model.decode(prompt, true).then(show, () => undefined);
    },
    close: stop,
    async whole() {
      await answering;
      return acceptedOf(model, draft.value, answers.value);
    },
  };
}

function acceptedOf(model: Model, draft: Draft, answers: readonly Answer[]): Accepted | null {
  const picture = model.picture.value;
  if (picture === null || isBlank(draft)) return null;
  const answer = answerOf(draft, answers);
  const bitmap = maskOf(draft, answer, model.frame.value, picture.size, false);
  if (isEmpty(bitmap)) return null;
  return {
    counts: encodeRle(bitmap),
    predictedIou: answer?.score ?? null,
    stability: answer?.stability ?? null,
    modelId: answer === null ? null : model.modelId.value,
  };
}

function isSame(one: ImagePoint, other: ImagePoint | undefined): boolean {
  return other !== undefined && one[0] === other[0] && one[1] === other[1];
}

function answerOf(draft: Draft, answers: readonly Answer[]): Answer | null {
  return answers[Math.min(draft.choice, answers.length - 1)] ?? null;
}

/** A mask that is edited is told to the model as logits. */
function refineOf(base: string | null, model: Model): Float32Array | null {
  const [picture, frame, lowSide] = [model.picture.value, model.frame.value, model.lowSide.value];
  if (base === null || picture === null || frame === null || lowSide === null) return null;
  return logitsOf(decodeRle(base, picture.size), frame, lowSide);
}
