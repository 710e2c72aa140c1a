/** Routes of the playground: a photo goes up, prompts are answered, masks come down as files. */

import { ask, PREFIX, send } from "./http";
import type { DecoderOut, EverythingOut, PlayExportIn, PlayImage, PlayOut } from "./wire";
import type { SegmentIn, SegmentOut } from "./wire";

export type PlayFormat = PlayExportIn["format"];

/** Encoding a photo, and making the decoder when it is asked for first, take their time. */
const SLOW_MS = 300_000;

const of = (id: string) => `/play/images/${encodeURIComponent(id)}`;

export const play = {
  about: () => ask<PlayOut>("GET", "/play"),
  /** Sends a photo; the answer comes once the model has looked at it. */
  add: (photo: Blob) => ask<PlayImage>("POST", "/play/images", { body: photo, timeoutMs: SLOW_MS }),
  file: async (id: string) => (await send("GET", `${of(id)}/file`)).blob(),
  embedding: async (id: string) => (await send("GET", `${of(id)}/embedding`)).arrayBuffer(),
  segment: (id: string, prompt: SegmentIn, signal: AbortSignal) =>
    ask<SegmentOut>("POST", `${of(id)}/segment`, { body: prompt, signal }),
  startEverything: (id: string) => ask<EverythingOut>("POST", `${of(id)}/everything`, { body: {} }),
  everything: (id: string) => ask<EverythingOut>("GET", `${of(id)}/everything`),
  stopEverything: (id: string) => ask<undefined>("DELETE", `${of(id)}/everything`),
  decoder: () => ask<DecoderOut>("GET", "/play/decoder", { timeoutMs: SLOW_MS }),
  /** A file of the decoder by its address, which begins at the root of the server. */
  decoderFile: async (address: string) =>
    (await send("GET", address.replace(PREFIX, ""))).arrayBuffer(),
  /** Masks as a file, under the name that the server gives it. */
  save: async (id: string, wanted: PlayExportIn) => {
    const answer = await send("POST", `${of(id)}/export`, { body: wanted });
    const given = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "");
    const name = given?.[1] === undefined ? wanted.format : decodeURIComponent(given[1]);
    return { name, blob: await answer.blob() };
  },
};
