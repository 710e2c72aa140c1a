/**
 * The decoder that a page uses: in this browser where it can be, otherwise on the server. Pages ask
 * `makeDecoder` and see where it runs; what is asked and said is the same.
 */

import type { Size } from "../geometry/points";
import type { Answer, Prompt } from "./answer";
import { browserDecoder } from "./browser_decoder";
import type { WorkerLike } from "./channel";
import { type DecoderInfo, decoderInfo, type DecoderSource } from "./info";
import { reasonOf } from "./reason";
import { serverDecoder } from "./server_decoder";

export type { Answer, CountsMask, LogitMask, Prompt } from "./answer";
export type { DecoderInfo, DecoderSource } from "./info";

/** An image as it is opened. */
export interface EncodedImage {
  /** What the page calls it; the server's number of it, where a server may have to answer. */
  readonly key: string;
  readonly size: Size;
  /** As the server sends it, or `device.ts` makes it. */
  readonly embedding: ArrayBuffer;
  /** The model that encoded it, where several may have: another one's decoder is not let near. */
  readonly modelId?: number;
}

export interface Decoder {
  readonly place: "browser" | "server";
  /** Why the server decodes, if it does; otherwise with what the browser does. */
  readonly reason: string;
  /** The model, if it could be learnt; sizes of logits and of the padded square are here. */
  readonly info: DecoderInfo | null;
  /** Makes an image ready for prompts; the last few stay ready. */
  open(image: EncodedImage): Promise<void>;
  /**
   * Answers a prompt about the image opened last, best first.
   *
   * One prompt is answered at a time. Of those that wait meanwhile only the latest is answered, the
   * others with null; answers come in the order of the calls.
   *
   * @param ambiguous three masks; otherwise the one that the official selection takes.
   */
  decode(prompt: Prompt, ambiguous: boolean): Promise<readonly Answer[] | null>;
  close(): void;
}

export interface Wishes {
  /** Try the graphics processor first. */
  readonly gpu?: boolean;
  /** Called when `place` or `reason` change: the browser gave up and the server takes over. */
  readonly onMove?: () => void;
  /** Instead of the app's own worker. */
  readonly makeWorker?: () => WorkerLike;
}

const NEWER = "the model has changed and is being fetched";
const OTHER = "another model than the project's has encoded the image";

/**
 * Sets up a decoder; resolves once it is warm.
 *
 * @throws Error if the browser cannot decode and there is no server to ask.
 */
export async function makeDecoder(source: DecoderSource, wishes: Wishes = {}): Promise<Decoder> {
  let info: DecoderInfo | null = null;
  let opened: EncodedImage | null = null;
  let closed = false;

  const move = (next: Decoder) => {
    active.close();
    active = next;
    wishes.onMove?.();
  };
  const giveUp = (reason: string) => {
    move(serverDecoder(source, info, reason));
    if (opened) void active.open(opened);
  };
  const start = async (): Promise<Decoder> => {
    info = decoderInfo(await source.info());
    const { gpu = false, makeWorker } = wishes;
    return browserDecoder(source, info, { gpu, giveUp, ...(makeWorker ? { makeWorker } : {}) });
  };
  const orServer = (error: unknown): Decoder => {
    if (!source.segment) throw error;
    return serverDecoder(source, info, reasonOf(error));
  };
  /** Lets the server answer while the model that encoded the image is fetched. */
  const renew = async (): Promise<void> => {
    move(serverDecoder(source, info, NEWER));
    const asked = active;
    let next = await start().catch(orServer);
    if (closed || active !== asked) return next.close();
    for (let image: EncodedImage | null = null; image !== opened;) {
      image = opened; // another may be opened meanwhile
      if (image && !fits(image, next)) {
        next.close();
        next = serverDecoder(source, info, OTHER);
      }
      if (image) await next.open(image);
    }
    move(next);
  };

  let active = await start().catch(orServer);
  return {
    get place() {
      return active.place;
    },
    get reason() {
      return active.reason;
    },
    get info() {
      return active.info;
    },
    async open(image) {
      opened = image;
      const fitting = fits(image, active);
      if (active.place === "browser" ? !fitting : fitting && active.reason === OTHER) void renew();
      await active.open(image);
    },
    async decode(prompt, ambiguous) {
      const asked = active;
      try {
        return await asked.decode(prompt, ambiguous);
      } catch (error) {
        // It has been replaced meanwhile: whoever decodes now answers instead.
        if (asked === active || closed) throw error;
        return active.decode(prompt, ambiguous);
      }
    },
    close: () => {
      closed = true;
      active.close();
    },
  };
}

/** Whether a decoder is of the model that encoded an image. */
function fits(image: EncodedImage, decoder: Decoder): boolean {
  return image.modelId === undefined || image.modelId === decoder.info?.modelId;
}
