/** What a page shows besides the picture: progress, names in use, own figures. */

import { type Signal, effect, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

import { watch } from "../../api/watch";
import type { Figures } from "../../panels/Statistics";
import type { Editor } from "./editor";

export interface Progress {
  readonly done: number;
  readonly all: number;
}

export interface Standing {
  readonly progress: Signal<Progress | null>;
  readonly names: Signal<readonly string[]>;
  readonly figures: Signal<Figures | null>;
  /** Ask for the own figures anew. */
  look(): void;
}

/** Asked anew with every image. */
export function useStanding(editor: Editor): Standing {
  const standing = useMemo(() => makeStanding(editor), [editor]);
  useEffect(() => {
    let lease: string | undefined;
    return effect(() => {
      const now = editor.keeper.sitting.value.task?.lease;
      if (now === undefined || now === lease) return;
      lease = now;
      void standing.refresh();
    });
  }, [editor, standing]);
  return standing;
}

function makeStanding(editor: Editor): Standing & { refresh(): Promise<void> } {
  const progress = signal<Progress | null>(null);
  const names = signal<readonly string[]>([]);
  const figures = signal<Figures | null>(null);
  return {
    progress,
    names,
    figures,
    async refresh() {
      const [status, categories] = await Promise.all([
        editor.api.status().catch(() => null),
        editor.sittings.categories().catch(() => []),
      ]);
      if (status !== null) progress.value = progressOf(status.tasks);
      names.value = categories.map(({ name }) => name);
    },
    look() {
      watch(editor.api.name)
        .mine()
        .then(
          (mine) => {
            figures.value = {
              masks: mine.masks,
              images: mine.finished,
              secondsPerMask: mine.seconds_per_mask,
              clicksPerMask: mine.clicks_per_mask,
              masksPerHour: mine.masks_per_hour,
            };
          },
          () => undefined,
        );
    },
  };
}

/** Ended tasks of all; `open` and `leased` are still to be done. */
export function progressOf(tasks: Readonly<Record<string, number>>): Progress {
  const all = Object.values(tasks).reduce((sum, number) => sum + number, 0);
  return { done: all - (tasks["open"] ?? 0) - (tasks["leased"] ?? 0), all };
}
