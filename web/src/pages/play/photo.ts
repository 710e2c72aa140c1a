/** The photo that is open, or being looked at; a newer one overtakes it. */

import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";

import { messageOf } from "../frame/Boundary";
import type { Backend, Opened } from "./backend";

export type Phase = "empty" | "looking" | "ready";

export interface Photo {
  readonly phase: ReadonlySignal<Phase>;
  readonly opened: ReadonlySignal<Opened | null>;
  /** The picture, as soon as it can be shown. */
  readonly picture: ReadonlySignal<ImageBitmap | null>;
  /** What went wrong last, for people; empty: nothing. */
  readonly problem: Signal<string>;
  open(file: File): Promise<void>;
  leave(): void;
}

export function makePhoto(backend: Backend): Photo {
  const opened = signal<Opened | null>(null);
  const picture = signal<ImageBitmap | null>(null);
  const looking = signal(false);
  const problem = signal("");
  let turn = 0;

  const leave = () => {
    turn++;
    batch(() => {
      opened.value = null;
      picture.value = null;
      looking.value = false;
      problem.value = "";
    });
  };
  const open = async (file: File) => {
    leave();
    const mine = turn;
    looking.value = true;
    try {
      const found = await backend.open(file, (early) => {
        if (turn === mine) picture.value = early;
      });
      await (await backend.decoder).open(found);
      if (turn !== mine) return;
      batch(() => {
        picture.value = found.picture;
        opened.value = found;
      });
    } catch (error) {
      if (turn !== mine) return;
      leave();
      problem.value = messageOf(error);
    }
  };
  const phase = computed<Phase>(() =>
    opened.value ? "ready" : looking.value ? "looking" : "empty",
  );
  return { phase, opened, picture, problem, open, leave };
}
