/** A decoder that asks the server for every prompt. */

import type { SegmentIn, SegmentOut } from "../api/wire";
import type { Answer, Prompt } from "./answer";
import type { Decoder } from "./decoder";
import type { DecoderInfo, DecoderSource } from "./info";
import { latestWins } from "./latest";

/** @param reason why the browser does not decode. */
export function serverDecoder(
  source: DecoderSource,
  info: DecoderInfo | null,
  reason: string,
): Decoder {
  let key: string | null = null;
  const stop = new AbortController();
  const queue = latestWins(async (job: { key: string; asked: SegmentIn; ambiguous: boolean }) => {
    if (!source.segment) throw new Error(`no server can decode, and the browser: ${reason}`);
    return answersOf(await source.segment(job.key, job.asked, stop.signal), job.ambiguous);
  });
  return {
    place: "server",
    reason,
    info,
    open(image) {
      key = image.key;
      return Promise.resolve();
    },
    decode(prompt, ambiguous) {
      if (key === null) return Promise.reject(new Error("no image is open"));
      return queue({ key, asked: requestOf(prompt, ambiguous), ambiguous });
    },
    close() {
      stop.abort();
    },
  };
}

/** Earlier logits stay here: points and box say the same, and the server keeps no state. */
function requestOf(prompt: Prompt, ambiguous: boolean): SegmentIn {
  return {
    points: prompt.points.map((point) => [point[0], point[1]]),
    labels: [...prompt.labels],
    box: prompt.box ? [prompt.box[0], prompt.box[1], prompt.box[2], prompt.box[3]] : null,
    multimask: ambiguous ? true : null,
  };
}

function answersOf(out: SegmentOut, ambiguous: boolean): readonly Answer[] {
  const answers = out.masks.map(({ counts, predicted_iou: score }) => ({
    counts,
    score,
    stability: null,
  }));
  return ambiguous ? answers : answers.slice(0, 1);
}
