/**
 * The decoder that a page uses: in this browser where it can be, otherwise on the server. Pages ask
 * `makeDecoder` and see where it runs; what is asked and said is the same.
 */

import type { Size } from "../geometry/points";
import type { Answer, Prompt } from "./answer";
import { browserDecoder } from "./browser_decoder";
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
}

/**
 * Sets up a decoder; resolves once it is warm.
 *
 * @throws Error if the browser cannot decode and there is no server to ask.
 */
export async function makeDecoder(source: DecoderSource, wishes: Wishes = {}): Promise<Decoder> {
  let active: Decoder;
  let opened: EncodedImage | null = null;
  let info: DecoderInfo | null = null;
  const giveUp = (reason: string) => {
    active.close();
    active = serverDecoder(source, info, reason);
    if (opened) void active.open(opened);
    wishes.onMove?.();
  };
  try {
    info = decoderInfo(await source.info());
    active = await browserDecoder(source, info, { gpu: wishes.gpu ?? false, giveUp });
  } catch (error) {
    if (!source.segment) throw error;
    active = serverDecoder(source, info, reasonOf(error));
  }
  return {
    get place() {
      return active.place;
    },
    get reason() {
      return active.reason;
    },
    info,
    open(image) {
      opened = image;
      return active.open(image);
    },
    async decode(prompt, ambiguous) {
      const asked = active;
      try {
        return await asked.decode(prompt, ambiguous);
      } catch (error) {
        // The browser has just been given up: the server answers instead.
        if (asked === active || !source.segment) throw error;
        return active.decode(prompt, ambiguous);
      }
    },
    close: () => {
      active.close();
    },
  };
}
