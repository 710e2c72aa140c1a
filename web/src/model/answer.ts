/** What a decoder is asked and what it says, wherever it runs. */

import type { ImageBox, ImagePoint } from "../geometry/points";

/** A prompt about one object. */
export interface Prompt {
  readonly points: readonly ImagePoint[];
  /** One per point: 1 on the object, 0 off it. */
  readonly labels: readonly (0 | 1)[];
  readonly box: ImageBox | null;
  /** Logits of an earlier answer to start from; the server does without them. */
  readonly refine: Float32Array | null;
}

/** One mask: logits of the padded square from the browser, run lengths from the server. */
export type Answer = Judged & (LogitMask | CountsMask);

interface Judged {
  /** Predicted IoU with the object meant. */
  readonly score: number;
  /** How little the mask changes with the threshold, in [0, 1]; null: the server does not say. */
  readonly stability: number | null;
}

export interface LogitMask {
  /** lowSide x lowSide, row by row; `geometry/resize` makes a mask of them. */
  readonly logits: Float32Array;
}

export interface CountsMask {
  /** COCO's compressed run lengths, of the image's size. */
  readonly counts: string;
}
