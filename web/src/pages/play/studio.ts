/** The playground at work: photo, prompt, answers, what was kept, and the search for everything. */

import { batch, signal, type ReadonlySignal } from "@preact/signals";

import { area, isEmpty } from "../../geometry/bitmap";
import type { ImagePoint } from "../../geometry/points";
import { encodeRle } from "../../geometry/rle";
import type { PromptEvent } from "../../tools/prompt";
import { messageOf } from "../frame/Boundary";
import { makeAnswering, type Answering } from "./answering";
import type { Backend, Progress } from "./backend";
import { makePhoto, type Photo } from "./photo";
import { NEW_SESSION, session, type Session, type SessionEvent } from "./session";

export interface Studio extends Photo, Omit<Answering, "close" | "moved"> {
  readonly backend: Backend;
  readonly session: ReadonlySignal<Session>;
  /** How far the search for everything is; null: none is running. */
  readonly search: ReadonlySignal<Progress | null>;
  send(event: SessionEvent): void;
  /** An event of the prompt: later prompts refine the chosen answer. */
  point(event: PromptEvent): void;
  /** As if the pointer were at a point of the photo. */
  hoverAt(at: ImagePoint): void;
  /** Choose the next of several answers. */
  cycle(by: number): void;
  /** Keep the chosen answer, and begin anew. */
  keep(): void;
  everything(): Promise<void>;
  stopSearch(): void;
  close(): void;
}

/** @param makeBackend gets a function to call when the decoder has moved to the server. */
export function makeStudio(makeBackend: (onMove: () => void) => Backend): Studio {
  let onMove: () => void = () => undefined;
  const backend = makeBackend(() => onMove());
  const now = signal<Session>(NEW_SESSION);
  const search = signal<Progress | null>(null);
  const photo = makePhoto(backend);
  const answering = makeAnswering(backend.decoder, photo, now);
  onMove = answering.moved;
  let stop = new AbortController();

  const send = (event: SessionEvent) => {
    now.value = session(now.value, event);
  };
  const chosen = () => answering.answers.value[answering.chosen.value];
  const leave = () => {
    stop.abort();
    batch(() => {
      now.value = NEW_SESSION;
      photo.leave();
    });
  };
  return {
    ...photo,
    ...answering,
    backend,
    session: now,
    search,
    send,
    leave,
    open(file) {
      leave();
      return photo.open(file);
    },
    point(event) {
      const answer = chosen();
      const base = answer && "logits" in answer ? answer.logits : null;
      send({ kind: "prompt", event, base });
    },
    hoverAt(at) {
      const { pointing } = now.value;
      now.value = { ...now.value, pointing: { ...pointing, hover: at } };
      answering.hover(at);
    },
    cycle(by) {
      const count = answering.answers.value.length;
      if (count > 1) answering.chosen.value = (answering.chosen.value + by + count) % count;
    },
    keep() {
      const answer = chosen();
      const opened = photo.opened.value;
      const mask = answer && opened ? answering.bitmapOf(answer, opened.size) : null;
      if (!mask || isEmpty(mask)) return;
      send({ kind: "keep", found: [{ counts: encodeRle(mask), area: area(mask), parent: null }] });
    },
    async everything() {
      const opened = photo.opened.value;
      if (!opened || search.value) return;
      stop = new AbortController();
      const stopped = stop.signal;
      search.value = { done: 0, total: 0 };
      try {
        const found = await backend.everything(opened, (step) => (search.value = step), stopped);
        if (!stopped.aborted) send({ kind: "keep", found });
      } catch (error) {
        if (!stopped.aborted) photo.problem.value = messageOf(error);
      }
      search.value = null;
    },
    stopSearch: () => stop.abort(),
    close() {
      stop.abort();
      answering.close();
      void backend.decoder.then(
        (decoder) => decoder.close(),
        () => undefined,
      );
    },
  };
}
