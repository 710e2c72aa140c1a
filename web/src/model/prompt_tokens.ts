/** Prompts as the model reads them: coordinates of the padded square, labels, and which masks. */

import { type Frame, toModel } from "../geometry/frame";
import { imagePoint } from "../geometry/points";
import type { Prompt } from "./answer";

const PADDING = -1;
const CORNERS = [2, 3] as const;

/** The single mask, and the three among which a click is ambiguous. */
const SINGLE = [0] as const;
const AMBIGUOUS = [1, 2, 3] as const;

export interface PromptTokens {
  /** (x, y) of each token in pixels of the padded square. */
  readonly coords: Float32Array;
  /** 0 off the object, 1 on it, 2 and 3 corners of the box, -1 padding. */
  readonly labels: Int32Array;
}

/** Points in order, then the corners of the box, or padding where there are points without box. */
export function promptTokens(prompt: Prompt, frame: Frame): PromptTokens {
  const { points, labels, box } = prompt;
  if (points.length !== labels.length)
    throw new Error(
      `${labels.length.toString()} labels for ${points.length.toString()} points: give one each`,
    );
  if (points.length === 0 && !box && !prompt.refine) throw new Error("the prompt is empty");
  const places = points.map((point) => toModel(frame, point));
  const kinds: number[] = [...labels];
  const coords = places.flatMap((place) => [place[0], place[1]]);
  if (box) {
    const corners = [imagePoint(box[0], box[1]), imagePoint(box[2], box[3])];
    for (const corner of corners) coords.push(...toModel(frame, corner));
    kinds.push(...CORNERS);
  } else if (points.length > 0) {
    coords.push(0, 0);
    kinds.push(PADDING);
  }
  return { coords: Float32Array.from(coords), labels: Int32Array.from(kinds) };
}

/** Masks to compute: three for an ambiguous prompt, and for a click or a box alone, which are. */
export function headsFor(tokens: PromptTokens, ambiguous: boolean): Int32Array {
  return Int32Array.from(ambiguous || tokens.labels.length <= 2 ? AMBIGUOUS : SINGLE);
}
