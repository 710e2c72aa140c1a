/** From what the model says to answers: best first, with their stability. */

import type { Frame } from "../geometry/frame";
import type { Answer } from "./answer";

/** How far the threshold is moved to measure stability, in logits. */
const OFFSET = 1;

/**
 * Sorts masks by their scores.
 *
 * @param logits all masks after each other, lowSide x lowSide each.
 * @param keep how many of them are wanted.
 */
export function judge(
  logits: Float32Array,
  scores: Float32Array,
  frame: Frame,
  keep: number,
): Answer[] {
  const cells = logits.length / scores.length;
  const order = [...scores.keys()].sort((a, b) => at(scores, b) - at(scores, a) || a - b);
  return order.slice(0, keep).map((index) => {
    const mask = logits.slice(index * cells, (index + 1) * cells);
    return { logits: mask, score: at(scores, index), stability: stabilityOf(mask, frame) };
  });
}

/**
 * How little a mask changes with the threshold: cells of the image above +1 over cells above -1.
 * The server counts pixels after enlarging, which gives nearly the same number.
 */
export function stabilityOf(logits: Float32Array, frame: Frame): number {
  const side = Math.round(Math.sqrt(logits.length));
  const rows = Math.ceil((frame.resized.height * side) / frame.side);
  const columns = Math.ceil((frame.resized.width * side) / frame.side);
  let inner = 0;
  let outer = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const logit = at(logits, y * side + x);
      if (logit > OFFSET) inner++;
      if (logit > -OFFSET) outer++;
    }
  }
  return outer === 0 ? 0 : inner / outer;
}

function at(values: Float32Array, index: number): number {
  return values[index] as number;
}
