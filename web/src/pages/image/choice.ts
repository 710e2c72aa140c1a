/** Which mask is pointed at and which one is chosen, and the layers that the canvas shows for it. */

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";

import type { Layer } from "../../canvas/types";
import type { ShownMask } from "./scene";

export interface Choice {
  readonly pointed: Signal<string | null>;
  readonly chosen: Signal<string | null>;
  /** Whether masks are shown at all. */
  readonly visible: Signal<boolean>;
  readonly opacity: Signal<number>;
  readonly layers: ReadonlySignal<readonly Layer[]>;
}

export function choiceOf(masks: readonly ShownMask[]): Choice {
  const pointed = signal<string | null>(null);
  const chosen = signal<string | null>(null);
  const visible = signal(true);
  const opacity = signal(0.45);
  // A layer that looks as before stays the same object, so that the canvas need not draw it anew.
  let before: readonly Layer[] = [];
  const layers = computed(() => {
    const marked = pointed.value ?? chosen.value;
    before = masks.map((mask, index) => {
      const next = layerOf(mask, marked, visible.value, opacity.value);
      const old = before[index];
      return old && sameLook(old, next) ? old : next;
    });
    return before;
  });
  return { pointed, chosen, visible, opacity, layers };
}

function layerOf(mask: ShownMask, marked: string | null, visible: boolean, opacity: number): Layer {
  const selected = mask.id === marked;
  return {
    id: mask.id,
    counts: mask.rle,
    colour: mask.colour,
    opacity: selected ? Math.min(1, opacity + 0.25) : opacity,
    hidden: !visible && !selected,
    selected,
    outline: true,
  };
}

function sameLook(a: Layer, b: Layer): boolean {
  return (
    a.id === b.id && a.opacity === b.opacity && a.hidden === b.hidden && a.selected === b.selected
  );
}
