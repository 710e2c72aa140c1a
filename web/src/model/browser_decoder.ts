/** A decoder in a worker of this browser; a worker that breaks is replaced, twice at most. */

import { fitFrame } from "../geometry/frame";
import type { Answer, Prompt } from "./answer";
import type { Channel, WorkerLike } from "./channel";
import type { Decoder, EncodedImage } from "./decoder";
import { DECODE, type DecoderInfo, type DecoderSource, PREPARE } from "./info";
import { judge } from "./judge";
import { latestWins } from "./latest";
import { headsFor, promptTokens } from "./prompt_tokens";
import type { Decoded, Machine, Task } from "./protocol";
import { reasonOf, Refused } from "./reason";
import { fetchFiles, makeWorker, startWorker } from "./start";

const RESTARTS = 2;

export interface BrowserOptions {
  readonly gpu: boolean;
  /** Called when workers keep breaking. */
  readonly giveUp: (reason: string) => void;
  readonly makeWorker?: () => WorkerLike;
}

type DecodeTask = Extract<Task, { kind: "decode" }>;

/** What one call of `decode` wants. */
interface Job {
  readonly image: EncodedImage;
  readonly prompt: Prompt;
  readonly ambiguous: boolean;
}

/** Fetches the model and starts it. Rejects with the reason if this browser cannot. */
export async function browserDecoder(
  source: DecoderSource,
  info: DecoderInfo,
  options: BrowserOptions,
): Promise<Decoder> {
  if (typeof Worker === "undefined" && !options.makeWorker) throw new Error("it has no workers");
  const files = await fetchFiles(source, info, [PREPARE, DECODE]);
  const make = options.makeWorker ?? makeWorker;
  const started = await startOn(files, options.gpu, make);
  const { machine } = started;
  let channel: Channel = started.channel;
  let image: EncodedImage | null = null;
  let ready: Promise<unknown> = Promise.resolve();
  let restarts = 0;
  let closed = false;

  const prepare = ({ key, embedding }: EncodedImage) =>
    channel.ask({ kind: "prepare", key, embedding });

  /** A worker after a trap cannot be trusted: its memory is in an unknown state. */
  const recover = async (error: unknown, asked: EncodedImage): Promise<void> => {
    if (closed || error instanceof Refused) throw error;
    channel.end();
    restarts++;
    if (restarts > RESTARTS) {
      options.giveUp(`this browser failed ${restarts.toString()} times: ${reasonOf(error)}`);
      throw error;
    }
    channel = await startWorker(files, machine, make);
    await prepare(asked).catch((again: unknown) => recover(again, asked));
  };

  /** Asks until there is an answer, or the browser is given up. */
  const insist = async (task: DecodeTask, asked: EncodedImage): Promise<Decoded> => {
    for (;;) {
      try {
        return await channel.ask(task);
      } catch (error) {
        await recover(error, asked);
      }
    }
  };

  const answer = async ({ image: asked, prompt, ambiguous }: Job): Promise<readonly Answer[]> => {
    const frame = fitFrame(asked.size, info.imageSide);
    const tokens = promptTokens(prompt, frame);
    const heads = headsFor(tokens, ambiguous);
    const kind = "decode" as const;
    await ready;
    const { logits, scores } = await insist(
      { kind, key: asked.key, ...tokens, heads, refine: prompt.refine },
      asked,
    );
    return judge(logits, scores, frame, ambiguous ? scores.length : 1);
  };
  const queue = latestWins(answer);

  return {
    place: "browser",
    reason: machine === "gpu" ? "on its graphics processor" : "",
    info,
    open(next) {
      image = next;
      const opening = ready
        .then(() => prepare(next))
        .catch((error: unknown) => recover(error, next));
      ready = opening.catch(() => undefined);
      return opening.then(() => undefined);
    },
    decode(prompt, ambiguous) {
      if (!image) return Promise.reject(new Error("no image is open"));
      return queue({ image, prompt, ambiguous });
    },
    close() {
      closed = true;
      channel.end();
    },
  };
}

/** Starts on the graphics processor if that is asked for and works, otherwise on the processor. */
async function startOn(
  files: Readonly<Record<string, ArrayBuffer>>,
  gpu: boolean,
  make: () => WorkerLike,
): Promise<{ machine: Machine; channel: Channel }> {
  if (gpu && "gpu" in navigator) {
    try {
      return { machine: "gpu", channel: await startWorker(files, "gpu", make) };
    } catch {
      // What the graphics processor cannot do, the processor can.
    }
  }
  return { machine: "wasm", channel: await startWorker(files, "wasm", make) };
}
