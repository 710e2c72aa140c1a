/**
 * The object in work: clicks, boxes and scribbles that the model answers, paint and outlines on top
 * of the answer, and the step up to which all that holds. A draft is a list of steps and nothing
 * else, so it can be undone step by step, written down, and read again.
 */

import { type ImageBox, type ImagePoint, boxBetween, imagePoint } from "../geometry/points";
import type { Ring } from "../geometry/polygon";
import type { Instance, WirePrompt } from "./document";

/** 1: on the object; 0: not on it. */
export type Label = 0 | 1;

export type DraftStep =
  | { readonly kind: "click"; readonly at: ImagePoint; readonly label: Label }
  | { readonly kind: "box"; readonly box: ImageBox }
  | { readonly kind: "scribble"; readonly path: readonly ImagePoint[]; readonly label: Label }
  | {
      readonly kind: "paint";
      readonly path: readonly ImagePoint[];
      /** In pixels of the image. */
      readonly radius: number;
      readonly value: Label;
    }
  /** The mask as a whole, as its outlines were drawn or moved. */
  | { readonly kind: "shape"; readonly counts: string; readonly rings: readonly Ring[] };

export type Paint = Extract<DraftStep, { kind: "paint" }>;

export interface Draft {
  /** The instance that it will replace; null: a new one. */
  readonly target: Instance | null;
  readonly steps: readonly DraftStep[];
  /** How many steps hold; those from here on were taken back and can be done again. */
  readonly done: number;
  /** Which of the model's answers, the best being 0. */
  readonly choice: number;
}

/** What the model is asked; pixels of the image. */
export interface Question {
  readonly points: readonly ImagePoint[];
  readonly labels: readonly Label[];
  readonly box: ImageBox | null;
  /** One click alone may mean several objects. */
  readonly ambiguous: boolean;
}

export const NO_DRAFT: Draft = { target: null, steps: [], done: 0, choice: 0 };

/** Points that stand for a scribble. */
const SCRIBBLE_POINTS = 8;

export const edit = (target: Instance): Draft => ({ ...NO_DRAFT, target });

/** The steps that hold. */
export const held = (draft: Draft): readonly DraftStep[] => draft.steps.slice(0, draft.done);

/** Whether there is nothing to accept. */
export const isBlank = (draft: Draft): boolean => draft.done === 0;

/** One step more. A new box takes the place of the last one, as the model takes one box. */
export function add(draft: Draft, step: DraftStep): Draft {
  const steps = [...held(draft), step];
  const choice = step.kind === "paint" ? draft.choice : 0;
  return { ...draft, steps, done: steps.length, choice };
}

/** Let go of it; step by step it can be had again. */
export function cancel(draft: Draft): Draft {
  return { ...draft, done: 0, choice: 0 };
}

/** Take the last step back. */
export function back(draft: Draft): Draft {
  return draft.done === 0 ? draft : { ...draft, done: draft.done - 1, choice: 0 };
}

/** Do the step again that was taken back last. */
export function forth(draft: Draft): Draft {
  return draft.done === draft.steps.length ? draft : { ...draft, done: draft.done + 1, choice: 0 };
}

/** Go through the answers, round and round. */
export function choose(draft: Draft, by: number, answers: number): Draft {
  if (answers < 2) return draft;
  return { ...draft, choice: (((draft.choice + by) % answers) + answers) % answers };
}

/** The mask that the draft starts from: the last shape, or the instance that is edited. */
export function baseOf(draft: Draft): string | null {
  const shape = held(draft).findLast((step) => step.kind === "shape");
  return shape?.counts ?? draft.target?.counts ?? null;
}

/** The outlines that were drawn last, with nothing painted or asked since; null: there are none. */
export function ringsOf(draft: Draft): readonly Ring[] | null {
  const last = held(draft).at(-1);
  return last?.kind === "shape" ? last.rings : null;
}

/** What the model has to start from; null: the prompts say everything. */
export function refinedOf(draft: Draft): string | null {
  return earlierOf(draft).length > 0 ? null : baseOf(draft);
}

/** What the model is asked about the present steps; null: nothing. */
export function questionOf(draft: Draft): Question | null {
  const points: ImagePoint[] = [];
  const labels: Label[] = [];
  let box: ImageBox | null = null;
  const given = sinceShape(draft);
  if (!given.some(isAsked)) return null;
  const steps = [...earlierOf(draft), ...given];
  for (const step of steps) {
    if (step.kind === "box") box = step.box;
    for (const point of pointsOf(step)) {
      points.push(point);
      labels.push(labelOf(step));
    }
  }
  const single = points.length === 1 && labels[0] === 1 && box === null;
  return { points, labels, box, ambiguous: single && baseOf(draft) === null };
}

/** The strokes of brush and eraser on top of the base or the model's answer. */
export function paintOf(draft: Draft): readonly Paint[] {
  return sinceShape(draft).filter((step) => step.kind === "paint");
}

/** What is told to the server about how the mask came to be, what was there before included. */
export function promptsOf(draft: Draft): readonly WirePrompt[] {
  const before = draft.target?.prompts ?? [];
  return [...before, ...held(draft).map(toWire)].slice(-MOST_PROMPTS);
}

/** Read what was written down; null: it is no draft. */
export function readDraft(value: unknown): Draft | null {
  if (typeof value !== "object" || value === null) return null;
  const { steps, done, choice, target } = value as Partial<Draft>;
  if (!Array.isArray(steps) || typeof done !== "number" || typeof choice !== "number") return null;
  if (done < 0 || done > steps.length || choice < 0 || choice > 2) return null;
  return { target: target ?? null, steps, done, choice };
}

/** Points of a scribble or a stroke, evenly along it; both ends are among them. */
export function spread(path: readonly ImagePoint[], most: number): readonly ImagePoint[] {
  if (path.length <= most) return path;
  const places = Array.from({ length: most }, (_, i) =>
    Math.round((i * (path.length - 1)) / (most - 1)),
  );
  return places.map((place) => path[place] as ImagePoint);
}

const MOST_PROMPTS = 1_000;
const MOST_WIRE_POINTS = 500;

function sinceShape(draft: Draft): readonly DraftStep[] {
  const steps = held(draft);
  return steps.slice(steps.findLastIndex((step) => step.kind === "shape") + 1);
}

/** Prompts that made the instance which is edited, if they alone did: then clicking goes on. */
function earlierOf(draft: Draft): readonly DraftStep[] {
  const prompts = draft.target?.prompts ?? [];
  const drawn = held(draft).some((step) => step.kind === "shape");
  const steps = drawn ? [] : prompts.flatMap((prompt) => fromWire(prompt) ?? []);
  return steps.length === prompts.length ? steps : [];
}

function fromWire({ kind, points = [], label = 1 }: WirePrompt): DraftStep | null {
  const path = points.map(([x, y]) => imagePoint(x, y));
  const [first, second] = path;
  if (first === undefined) return null;
  if (kind === "click") return { kind, at: first, label };
  if (kind === "stroke") return { kind: "scribble", path, label };
  if (kind === "box" && second !== undefined) return { kind, box: boxBetween(first, second) };
  return null;
}

const isAsked = ({ kind }: DraftStep) => kind === "click" || kind === "box" || kind === "scribble";

function pointsOf(step: DraftStep): readonly ImagePoint[] {
  if (step.kind === "click") return [step.at];
  return step.kind === "scribble" ? spread(step.path, SCRIBBLE_POINTS) : [];
}

function labelOf(step: DraftStep): Label {
  return step.kind === "click" || step.kind === "scribble" ? step.label : 1;
}

function toWire(step: DraftStep): WirePrompt {
  switch (step.kind) {
    case "click":
      return { kind: "click", points: pairs([step.at]), label: step.label };
    case "box": {
      const [x0, y0, x1, y1] = step.box;
      return { kind: "box", points: pairs([imagePoint(x0, y0), imagePoint(x1, y1)]), label: 1 };
    }
    case "scribble":
      return { kind: "stroke", points: pairs(step.path), label: step.label };
    case "paint":
      return {
        kind: step.value === 1 ? "brush" : "eraser",
        points: pairs(step.path),
        label: step.value,
        size: step.radius,
      };
    case "shape":
      return { kind: "polygon", points: pairs(step.rings.flat()), label: 1 };
  }
}

/** Tenths of a pixel are enough to know what somebody did. */
function pairs(path: readonly ImagePoint[]): [number, number][] {
  const round = (value: number) => Math.round(value * 10) / 10;
  return spread(path, MOST_WIRE_POINTS).map(([x, y]) => [round(x), round(y)]);
}
