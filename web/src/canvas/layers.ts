/**
 * From layers to what is drawn: run lengths are parsed once per mask, and of two lists of layers it
 * is known which parts of the image they show differently.
 */

import type { ImageBox, Size } from "../geometry/points";
import { parseRuns } from "../geometry/rle";
import { type Runs, runsBox } from "../geometry/runs";
import type { Drawable } from "./tile";
import type { Layer } from "./types";

/** Parsed shapes by run lengths, for the layers that there are. */
export interface Shapes {
  readonly size: Size;
  readonly known: ReadonlyMap<string, Shape>;
}

interface Shape {
  readonly runs: Runs;
  readonly box: ImageBox | null;
}

/** Masks to be drawn by layer; layers that look the same keep the same object. */
export type Drawn = ReadonlyMap<Layer, Drawable>;

/** The shapes of layers; those known are not parsed again, those no longer used are dropped. */
export function shapesOf(layers: readonly Layer[], size: Size, before: Shapes | null): Shapes {
  const same = before && before.size.width === size.width && before.size.height === size.height;
  const known = new Map<string, Shape>();
  for (const { counts } of layers) {
    if (known.has(counts)) continue;
    const old = same ? before.known.get(counts) : undefined;
    if (old) known.set(counts, old);
    else {
      const runs = parseRuns(counts, size);
      known.set(counts, { runs, box: runsBox(runs) });
    }
  }
  return { size, known };
}

/**
 * What is drawn for the visible layers, in their order.
 *
 * @param line width of outlines in display pixels.
 */
export function drawnOf(
  layers: readonly Layer[],
  shapes: Shapes,
  line: number,
  before: Drawn,
): Map<Layer, Drawable> {
  const drawn = new Map<Layer, Drawable>();
  for (const layer of layers) {
    const shape = shapes.known.get(layer.counts);
    if (layer.hidden || !shape?.box) continue;
    const old = before.get(layer);
    const { runs, box } = shape;
    drawn.set(layer, old ?? { id: layer.id, shape: runs, box, tint: tintOf(layer, line) });
  }
  return drawn;
}

/** The boxes in which two pictures differ; masks of the same object in both do not count. */
export function changedBoxes(before: readonly Drawable[], after: readonly Drawable[]): ImageBox[] {
  const [old, now] = [new Set(before), new Set(after)];
  const boxes = [
    ...before.filter((mask) => !now.has(mask)),
    ...after.filter((mask) => !old.has(mask)),
  ];
  return boxes.map(({ box }) => box);
}

/** Whether two pictures have nothing in common, as those of two images. */
export function isAnotherPicture(before: readonly Drawable[], after: readonly Drawable[]): boolean {
  const ids = new Set(before.map(({ id }) => id));
  return before.length > 0 && !after.some(({ id }) => ids.has(id));
}

function tintOf(layer: Layer, line: number) {
  const width = layer.selected ? line + 1 : line;
  return {
    colour: layer.colour,
    opacity: layer.opacity,
    line: layer.outline || layer.selected ? width : 0,
    rim: layer.selected,
  };
}
