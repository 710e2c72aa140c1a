/**
 * A decoder that answers at once: the server decodes first, and this browser takes over when its
 * own decoder has been fetched and is warm.
 */

import { makeDecoder, type Decoder, type DecoderSource } from "../../model/decoder";

export interface QuickDecoder extends Decoder {
  /** Begin to get the browser's decoder; once is enough. */
  warmUp(): void;
}

const NOT_YET = "the decoder for this browser is still on its way";

/** @param onMove is called when prompts are answered elsewhere from now on. */
export async function quickDecoder(
  source: DecoderSource,
  onMove: () => void,
): Promise<QuickDecoder> {
  const later = { ...source, info: () => Promise.reject(new Error(NOT_YET)) };
  let active = await makeDecoder(later);
  let opened: Parameters<Decoder["open"]>[0] | null = null;
  let warming = false;
  let closed = false;

  const takeOver = async () => {
    const made = await makeDecoder(source, { onMove });
    if (closed) {
      made.close();
      return;
    }
    const image = opened;
    if (image) await made.open(image);
    if (opened && opened !== image) await made.open(opened);
    active.close();
    active = made;
    onMove();
  };
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
    warmUp() {
      if (!warming) void takeOver().catch(() => undefined);
      warming = true;
    },
    open(image) {
      opened = image;
      return active.open(image);
    },
    decode: (prompt, ambiguous) => active.decode(prompt, ambiguous),
    close() {
      closed = true;
      active.close();
    },
  };
}
