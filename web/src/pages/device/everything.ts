/**
 * Finds every object with the decoder of this device: a grid of clicks, then the masks that are
 * good and stable enough, without doubles. As the server's search, on a coarser grid.
 */

import { area, type Bitmap } from "../../geometry/bitmap";
import { fitFrame } from "../../geometry/frame";
import { imagePoint, type Size } from "../../geometry/points";
import { encodeRle } from "../../geometry/rle";
import type { Answer, Decoder } from "../../model/decoder";
import { answered } from "../annotate/mask_of";
import type { Progress } from "../play/backend";
import type { Found } from "../play/session";
import { distinct, parents } from "./distinct";

const POINTS_PER_SIDE = 12;
/** What the configuration of `tiny` recommends. */
const LEAST_SCORE = 0.3;
const LEAST_STABILITY = 0.6;
/** Masks are compared at so many pixels along the longer side. */
const COMPARED_SIDE = 192;
const MOST_SHARE = 0.95;

interface Candidate {
  readonly answer: Answer;
  readonly small: Bitmap;
  readonly area: number;
}

export async function findEverything(
  decoder: Decoder,
  size: Size,
  progress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Found[]> {
  const side = decoder.info?.imageSide ?? 1;
  const frame = fitFrame(size, side);
  const scale = Math.min(1, COMPARED_SIDE / Math.max(size.width, size.height));
  const compared = {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
  const candidates: Candidate[] = [];
  const points = gridOf(size);
  for (const [done, point] of points.entries()) {
    progress({ done, total: points.length });
    for (const answer of await ask(decoder, point, signal)) {
      if (answer.score < LEAST_SCORE || (answer.stability ?? 1) < LEAST_STABILITY) continue;
      const small = answered(answer, frame, size, compared);
      const pixels = area(small);
      const share = pixels / (compared.width * compared.height);
      if (pixels > 0 && share < MOST_SHARE) candidates.push({ answer, small, area: pixels });
    }
  }
  const kept = distinct(candidates.toSorted((a, b) => b.answer.score - a.answer.score));
  const above = parents(kept);
  return kept.map(({ answer }, index) => {
    const mask = answered(answer, frame, size, size);
    return { counts: encodeRle(mask), area: area(mask), parent: above[index] ?? null };
  });
}

/** The middles of equal cells. */
function gridOf({ width, height }: Size) {
  const steps = Array.from({ length: POINTS_PER_SIDE }, (_, i) => (i + 0.5) / POINTS_PER_SIDE);
  return steps.flatMap((y) => steps.map((x) => imagePoint(x * width, y * height)));
}

/** A prompt of the user's may overtake ours, which then is asked again. */
async function ask(
  decoder: Decoder,
  point: ReturnType<typeof imagePoint>,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const prompt = { points: [point], labels: [1 as const], box: null, refine: null };
  for (;;) {
    signal.throwIfAborted();
    const said = await decoder.decode(prompt, true);
    if (said !== null) return said;
  }
}
