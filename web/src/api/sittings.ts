/** Routes about an annotator's sitting: earlier and coming tasks, names, the decoder. */

import { ask, PREFIX, query, send } from "./http";
import type { CategoryOut, DecoderOut, EndedTask, TaskOut, Upcoming } from "./wire";

/** The first to ask waits until the model is exported. */
const EXPORT_MS = 300_000;

export const sittingRoutes = (project: string) => {
  const at = `/projects/${encodeURIComponent(project)}`;
  return {
    /** Tasks that you have ended, the last one first. */
    ended: (limit: number) => ask<EndedTask[]>("GET", `${at}/tasks/mine${query({ limit })}`),
    /** Lease a task again that you have ended. */
    reopen: (taskId: number) => ask<TaskOut>("POST", `${at}/tasks/${taskId.toString()}/reopen`),
    /** Images that you would probably get next. */
    upcoming: async (kinds: readonly string[], limit: number) => {
      const wanted = kinds.map((kind) => `&kinds=${kind}`).join("");
      const path = `${at}/tasks/upcoming${query({ limit })}${wanted}`;
      return (await ask<Upcoming>("GET", path)).image_ids;
    },
    /** Names in use, most used first. */
    categories: () => ask<CategoryOut[]>("GET", `${at}/categories`),
    /** Where the decoder of the model in use lies. */
    decoder: () => ask<DecoderOut>("GET", `${at}/decoder`, { timeoutMs: EXPORT_MS }),
    /** A file of the decoder, by its address. */
    decoderFile: async (address: string) => {
      const path = address.startsWith(PREFIX) ? address.slice(PREFIX.length) : address;
      return (await send("GET", path)).arrayBuffer();
    },
  };
};

export type Sittings = ReturnType<typeof sittingRoutes>;
