/** The photo with the masks on it, and what pointer and keys do there. */

import { computed, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

import { ImageCanvas } from "../../canvas/ImageCanvas";
import { NO_OVERLAY, type Layer, type Overlay } from "../../canvas/types";
import type { ImagePoint, Size } from "../../geometry/points";
import { fitView, type View } from "../../geometry/view";
import { colourOf, DRAFT_COLOUR } from "../../state/colours";
import { navigate, navigateFrom, navigates, type NavigateEvent } from "../../tools/navigate";
import type { CanvasPointer } from "../../tools/pointer";
import { onKey } from "./keys";
import { marked } from "./marked";
import type { Studio } from "./studio";

const AT_REST: View = { scale: 1, x: 0, y: 0 };
/** More masks than these are shown paler, so that the photo is still seen. */
const MANY = 12;
const PIXEL: Size = { width: 1, height: 1 };

export function PhotoCanvas({ studio }: { studio: Studio }) {
  const picture = studio.picture.value;
  const opened = studio.opened.value;
  const size = opened?.size ?? picture ?? PIXEL;
  const stage = useMemo(() => makeStage(studio), [studio]);
  const { width, height } = stage.viewport.value;
  useEffect(() => {
    if (width > 0 && height > 0) stage.fit(size);
  }, [width, height, size.width, size.height]);
  return (
    <ImageCanvas
      image={picture}
      size={size}
      layers={stage.layers}
      overlay={stage.overlay}
      view={stage.view}
      viewport={stage.viewport}
      label="Photo. Arrow keys move a cross, Enter clicks there, Shift and Enter takes away, N keeps the mask, Escape drops it, A finds everything."
      onPointer={(event) => stage.onPointer(event, size)}
      onKeyDown={(event) => onKey(event, studio, stage, size)}
    />
  );
}

export type Stage = ReturnType<typeof makeStage>;

function makeStage(studio: Studio) {
  const view = signal(AT_REST);
  const viewport = signal<Size>({ width: 0, height: 0 });
  /** The keyboard's cross; null: it has not been used. */
  const cross = signal<ImagePoint | null>(null);
  const visible = signal(true);
  let moving = navigateFrom(AT_REST);

  const move = (event: NavigateEvent, size: Size) => {
    moving = navigate({ ...moving, view: view.value }, event, { size, viewport: viewport.value });
    view.value = moving.view;
  };
  const onPointer = (event: CanvasPointer, size: Size) => {
    const away = navigates({ ...moving, view: view.value }, event);
    move(event, size);
    // What is pointed at before the model has looked is answered once it has.
    if (studio.picture.value === null) return;
    if (event.kind === "down" || event.kind === "move") cross.value = null;
    if (away) studio.point({ kind: "cancel" });
    else studio.point(event);
    if (event.kind === "move" || event.kind === "leave")
      studio.hover(inside(event.image, size) ? studio.session.value.pointing.hover : null);
  };
  return {
    view,
    viewport,
    cross,
    visible,
    layers: layersOf(studio, visible),
    overlay: overlayOf(studio, cross),
    move,
    onPointer,
    fit: (size: Size) => (view.value = fitView(size, viewport.value, 24)),
  };
}

function inside([x, y]: ImagePoint, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** The kept masks; a mask that looks as before is the same object. */
function layersOf(studio: Studio, visible: { value: boolean }) {
  const known = new Map<number, Layer>();
  return computed(() => {
    const { kept } = studio.session.value;
    const opacity = kept.length > MANY ? 0.28 : 0.42;
    // Smaller ones lie on top of what they are a part of.
    return kept
      .toSorted((a, b) => b.area - a.area)
      .map((mask) => {
        const selected = marked.value === mask.id;
        const next: Layer = {
          id: String(mask.id),
          counts: mask.counts,
          colour: colourOf(mask.id),
          opacity: selected ? 0.7 : opacity,
          hidden: !visible.value && !selected,
          selected,
          outline: true,
        };
        const old = known.get(mask.id);
        if (old && sameLook(old, next)) return old;
        known.set(mask.id, next);
        return next;
      });
  });
}

function sameLook(a: Layer, b: Layer): boolean {
  return a.selected === b.selected && a.hidden === b.hidden && a.opacity === b.opacity;
}

function overlayOf(studio: Studio, cross: { value: ImagePoint | null }) {
  return computed<Overlay>(() => {
    const { pointing } = studio.session.value;
    const bitmap = studio.mask.value ?? studio.hovered.value;
    const opacity = studio.mask.value ? 0.55 : 0.35;
    return {
      ...NO_OVERLAY,
      preview: bitmap ? { bitmap, colour: DRAFT_COLOUR, opacity } : null,
      points: pointing.given.flatMap((given) =>
        given.kind === "point" ? [{ at: given.at, label: given.label }] : [],
      ),
      box: pointing.press?.box ?? boxOf(pointing.given),
      crosshair: cross.value,
    };
  });
}

/** The last box that was given. */
function boxOf(given: Studio["session"]["value"]["given"]) {
  const last = given.findLast((each) => each.kind === "box");
  return last?.kind === "box" ? last.box : null;
}
