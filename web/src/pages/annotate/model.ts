/**
 * The model as the editor sees it: the picture that is open, the decoder that answers prompts about
 * it, and where that runs. Embeddings come from the server once and stay in this browser.
 */

import { type ReadonlySignal, batch, computed, signal } from "@preact/signals";

import type { Api } from "../../api/client";
import type { Sittings } from "../../api/sittings";
import { type Frame, fitFrame } from "../../geometry/frame";
import { embeddingOf } from "../../model/cache";
import {
  type Answer,
  type Decoder,
  type DecoderInfo,
  type DecoderSource,
  type EncodedImage,
  type Prompt,
  makeDecoder,
} from "../../model/decoder";
import { serverDecoder } from "../../model/server_decoder";
import type { Picture } from "./pictures";

export interface Model {
  readonly picture: ReadonlySignal<Picture | null>;
  /** Whether prompts about the picture can be answered now. */
  readonly ready: ReadonlySignal<boolean>;
  /** How the image lies in the model's square; null: not known yet, or the server decodes. */
  readonly frame: ReadonlySignal<Frame | null>;
  readonly lowSide: ReadonlySignal<number | null>;
  readonly modelId: ReadonlySignal<number | null>;
  /** Where prompts are answered. */
  readonly place: ReadonlySignal<"browser" | "server" | null>;
  readonly reason: ReadonlySignal<string>;
  /** Show a picture, and make it ready for prompts. */
  open(picture: Picture): Promise<void>;
  /**
   * As `Decoder.decode`; waits until the picture is ready.
   *
   * @param base run lengths of what `prompt.refine` says in logits, for when the server decodes.
   */
  decode(
    prompt: Prompt,
    ambiguous: boolean,
    base?: string | null,
  ): Promise<readonly Answer[] | null>;
  prefetch(imageIds: readonly number[]): void;
  /** A prompt got no answer at all. */
  failed(error: unknown): void;
  close(): void;
}

const MEANWHILE = "this browser's is still being set up";

/** Fetches the embedding of an image with the number of the model that made it, if it is told. */
function embeddingsOf(api: Api) {
  const makers = new Map<number, number>();
  return async (imageId: number) => {
    const bytes = await embeddingOf(`${api.name}/${imageId.toString()}`, async (known) => {
      const answer = await api.embedding(imageId, known);
      makers.set(imageId, Number(answer.headers.get("x-model-id")));
      return answer;
    });
    const made = makers.get(imageId) ?? 0;
    return { embedding: bytes, ...(made > 0 && { modelId: made }) };
  };
}

export function makeModel(api: Api, sittings: Sittings, failed: (error: unknown) => void): Model {
  const picture = signal<Picture | null>(null);
  const ready = signal(false);
  const info = signal<DecoderInfo | null>(null);
  const modelId = signal<number | null>(null);
  const place = signal<"browser" | "server" | null>(null);
  const reason = signal("");
  /** The mask that the prompt being answered refines. */
  let refined: string | null = null;

  const source: DecoderSource = {
    info: () => sittings.decoder(),
    file: (address) => sittings.decoderFile(address),
    segment: (key, prompt, stop) =>
      api.segment(Number(key), { ...prompt, refine_counts: refined }, stop),
  };
  /** The server answers until the browser can: a decoder takes its time when it is new. */
  let active = serverDecoder(source, null, MEANWHILE);
  let opened: EncodedImage | null = null;

  const tell = () => {
    batch(() => {
      place.value = active.place;
      reason.value = active.reason;
      info.value = active.info;
    });
  };
  const take = async (made: Decoder) => {
    while (opened !== null) {
      const image: EncodedImage = opened;
      await made.open(image);
      if (image === opened) break;
    }
    active.close();
    active = made;
    tell();
  };
  const decoder = makeDecoder(source, { onMove: tell });
  decoder.then(take).catch(failed);
  tell();

  const embedding = embeddingsOf(api);
  const prepare = async (shown: Picture) => {
    const found = await embedding(shown.imageId);
    if (picture.value !== shown) return;
    modelId.value = found.modelId ?? null;
    opened = { key: shown.imageId.toString(), size: shown.size, ...found };
    await active.open(opened);
    if (picture.value === shown) ready.value = true;
  };
  let opening: Promise<void> = Promise.resolve();

  return {
    picture,
    ready,
    frame: computed(() => {
      if (picture.value === null || info.value === null) return null;
      return fitFrame(picture.value.size, info.value.imageSide);
    }),
    lowSide: computed(() => (place.value === "browser" ? (info.value?.lowSide ?? null) : null)),
    modelId,
    place,
    reason,
    open(shown) {
      batch(() => {
        picture.value = shown;
        ready.value = false;
      });
      opening = prepare(shown);
      return opening;
    },
    async decode(prompt, ambiguous, base = null) {
      await opening;
      refined = base;
      return active.decode(prompt, ambiguous);
    },
    prefetch(imageIds) {
      for (const imageId of imageIds) void embedding(imageId).catch(() => undefined);
    },
    failed,
    close() {
      picture.value = null;
      active.close();
      void decoder.then((made) => {
        made.close();
      });
    },
  };
}
