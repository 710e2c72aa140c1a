/** Routes about images: lists, files, embeddings, masks, prompts, and what is wrong with some. */

import { ask, PREFIX, query, send } from "./http";
import type { FlagOut, ImageOut, ImagePage, MaskList, SegmentIn, SegmentOut } from "./wire";
import type { operations } from "./wire";

type ImageList = "list_images_api_v1_projects__project__images_get";

/** What images are asked for. */
export type ImageQuery = NonNullable<operations[ImageList]["parameters"]["query"]>;

export const imageRoutes = (at: string) => {
  const of = (imageId: number) => `${at}/images/${imageId.toString()}`;
  return {
    images: (which: ImageQuery = {}, signal?: AbortSignal) =>
      ask<ImagePage>("GET", `${at}/images${query(which)}`, signal ? { signal } : {}),
    image: (imageId: number) => ask<ImageOut>("GET", of(imageId)),
    masks: async (imageId: number) => (await ask<MaskList>("GET", `${of(imageId)}/masks`)).masks,
    /** Let the server answer a prompt. */
    segment: (imageId: number, prompt: SegmentIn, signal?: AbortSignal) =>
      ask<SegmentOut>("POST", `${of(imageId)}/segment`, {
        body: prompt,
        ...(signal ? { signal } : {}),
      }),
    flag: (imageId: number, reason: string) =>
      ask<FlagOut>("POST", `${of(imageId)}/flags`, { body: { reason } }),
    /** The image itself; unlike its address this works with a pasted token as well. */
    file: async (imageId: number) => (await send("GET", `${of(imageId)}/file`)).blob(),
    /** Address of a small picture, for `usePicture`. */
    thumbnailUrl: (imageId: number) => `${PREFIX}${of(imageId)}/thumbnail`,
    /** Gzipped safetensors, with ETag; 304 if `known` is still right. */
    embedding: (imageId: number, known?: string, signal?: AbortSignal) =>
      send("GET", `${of(imageId)}/embedding`, {
        ...(known === undefined ? {} : { headers: { "if-none-match": known } }),
        ...(signal ? { signal } : {}),
      }),
  };
};
