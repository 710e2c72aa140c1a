/** What the canvas shows: accepted masks as layers, and everything of the tool as the overlay. */

import { type ReadonlySignal, computed } from "@preact/signals";

import { type Layer, NO_OVERLAY, type Overlay, type OverlayLine } from "../../canvas/types";
import type { ImagePoint } from "../../geometry/points";
import { DRAFT_COLOUR, colourOf } from "../../state/colours";
import { type Document, type Instance, listed } from "../../state/document";
import { type Draft, held } from "../../state/draft";
import type { Preferences } from "../../state/preferences";
import type { Selection } from "../../state/selection";
import type { Drafting } from "./drafting";
import type { Tools } from "./tools";

export interface Scene {
  readonly document: ReadonlySignal<Document>;
  readonly selection: ReadonlySignal<Selection>;
  readonly preferences: ReadonlySignal<Preferences>;
  readonly drafting: Drafting;
  readonly tools: Tools;
  /** The keyboard's cursor; null: it is not shown. */
  readonly cursor: ReadonlySignal<ImagePoint | null>;
}

/** Layers of the accepted masks; one that did not change stays the same object. */
export function layersOf(scene: Scene): ReadonlySignal<readonly Layer[]> {
  let before = new Map<Instance, Layer>();
  return computed(() => {
    const { chosen, hidden } = scene.selection.value;
    const { opacity, outlines } = scene.preferences.value;
    const target = scene.drafting.draft.value.target?.id;
    const pointed = scene.tools.pointed.value;
    const next = new Map<Instance, Layer>();
    for (const instance of listed(scene.document.value)) {
      const { id, counts, prominence, verdict } = instance;
      const isTarget = id === target && held(scene.drafting.draft.value).length > 0;
      const layer = {
        id,
        counts,
        colour: colourOf(prominence),
        opacity: verdict === "reject" ? opacity * FAINT : opacity,
        hidden: hidden.has(id) || isTarget,
        selected: chosen.includes(id) || id === pointed,
        outline: outlines,
      };
      next.set(instance, kept(before.get(instance), layer));
    }
    before = next;
    return [...next.values()];
  });
}

/** The object in work, and the marks of the tool. */
export function overlayOf(scene: Scene): ReadonlySignal<Overlay> {
  const { drafting, tools } = scene;
  return computed(() => {
    const { opacity } = scene.preferences.value;
    const draft = drafting.draft.value;
    const tool = tools.tool.value;
    const bitmap = drafting.mask.value ?? drafting.hovered.value;
    const hover = drafting.mask.value === null;
    const colour = draft.target === null ? DRAFT_COLOUR : colourOf(draft.target.prominence);
    const painting = tool === "brush" || tool === "eraser";
    const { stroke, hover: ringAt } = tools.brush.value;
    const preview = bitmap && { bitmap, colour, opacity: hover ? opacity * FAINT : opacity };
    return {
      ...NO_OVERLAY,
      preview,
      strokes: painting && stroke !== null ? [stroke] : [],
      points: pointsOf(draft),
      box: tools.prompt.value.press?.box ?? boxOf(draft),
      lines: linesOf(tools),
      ring:
        painting && ringAt !== null ? { at: ringAt, radius: scene.preferences.value.radius } : null,
      crosshair: scene.cursor.value,
    };
  });
}

const FAINT = 0.55;

function kept(before: Layer | undefined, layer: Layer): Layer {
  if (before === undefined) return layer;
  const names = Object.keys(layer) as (keyof Layer)[];
  const same = names.every((name) =>
    name === "colour" ? before.colour.join() === layer.colour.join() : before[name] === layer[name],
  );
  return same ? before : layer;
}

function pointsOf(draft: Draft): Overlay["points"] {
  return held(draft).flatMap((step) => {
    if (step.kind === "click") return [{ at: step.at, label: step.label }];
    if (step.kind !== "scribble") return [];
    return step.path.map((at) => ({ at, label: step.label }));
  });
}

function boxOf(draft: Draft): Overlay["box"] {
  const last = held(draft).findLast((step) => step.kind === "box");
  return last?.box ?? null;
}

function linesOf(tools: Tools): readonly OverlayLine[] {
  const { line } = tools.line.value;
  const lines: OverlayLine[] = [];
  if (line !== null) {
    lines.push({ points: line.points, closed: false, handles: false, active: null });
  }
  if (tools.tool.value !== "polygon") return lines;
  const { rings, drawing, chosen, hover } = tools.polygon.value;
  const active = chosen ?? (hover?.inserts === null ? hover : null);
  rings.forEach((points, ring) => {
    const corner = active?.ring === ring ? active.corner : null;
    lines.push({ points, closed: true, handles: true, active: corner });
  });
  if (drawing !== null && drawing.length > 0) {
    lines.push({ points: drawing, closed: false, handles: true, active: drawing.length - 1 });
  }
  return lines;
}
