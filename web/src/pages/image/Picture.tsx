/** The picture with its masks: drag moves it, the wheel zooms, a click chooses a mask. */

import { signal, type Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { ImageCanvas } from "../../canvas/ImageCanvas";
import { NO_OVERLAY } from "../../canvas/types";
import type { ScreenPoint, Size } from "../../geometry/points";
import { fitView, type View } from "../../geometry/view";
import { navigate, navigateFrom, type NavigateEvent } from "../../tools/navigate";
import { screenDistance, type CanvasPointer } from "../../tools/pointer";
import { hitsAt } from "../../tools/select";
import type { Choice } from "./choice";
import type { ImageScene } from "./scene";

/** CSS pixels that a press may move and still be a click. */
const CLICK_REACH = 4;
const AT_REST: View = { scale: 1, x: 0, y: 0 };

export function Picture({ scene, choice }: { scene: ImageScene; choice: Choice }) {
  const { image } = scene;
  const view = useMemo(() => signal(AT_REST), [scene]);
  const viewport = useMemo(() => signal<Size>({ width: 0, height: 0 }), [scene]);
  const overlay = useMemo(() => signal(NO_OVERLAY), []);
  const move = useMovement(image, view, viewport);
  const pressed = useRef<ScreenPoint | null>(null);

  const onPointer = (event: CanvasPointer) => {
    move(event);
    if (event.kind === "down") pressed.current = event.screen;
    if (event.kind === "leave") choice.pointed.value = null;
    if (event.kind === "move" && event.buttons === 0)
      choice.pointed.value = hitsAt(scene.targets, event.image)[0] ?? null;
    if (event.kind === "up" && pressed.current) {
      const still = screenDistance(pressed.current, event.screen) <= CLICK_REACH;
      if (still) choose(choice, hitsAt(scene.targets, event.image));
      pressed.current = null;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, NavigateEvent> = {
      "+": { kind: "zoom", factor: 1.25 },
      "-": { kind: "zoom", factor: 0.8 },
      "0": { kind: "fit" },
      ArrowLeft: { kind: "pan", dx: 40, dy: 0 },
      ArrowRight: { kind: "pan", dx: -40, dy: 0 },
      ArrowUp: { kind: "pan", dx: 0, dy: 40 },
      ArrowDown: { kind: "pan", dx: 0, dy: -40 },
    };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      move(step);
    } else if (event.key === "h") choice.visible.value = !choice.visible.value;
    else if (event.key === "Escape") choice.chosen.value = null;
  };
  return (
    <ImageCanvas
      image={scene.picture}
      size={image}
      layers={choice.layers}
      overlay={overlay}
      view={view}
      viewport={viewport}
      label={`${image.name} with ${scene.masks.length} masks. Plus and minus zoom, arrows move, 0 fits.`}
      onPointer={onPointer}
      onKeyDown={onKeyDown}
    />
  );
}

/** Moves the view by events; the left button moves it too, as if Space were held. */
function useMovement(size: Size, view: Signal<View>, viewport: Signal<Size>) {
  const state = useRef(navigateFrom(AT_REST));
  const move = (event: NavigateEvent) => {
    const room = { size, viewport: viewport.value };
    state.current = navigate({ ...state.current, view: view.value, space: true }, event, room);
    view.value = state.current.view;
  };
  const { width, height } = viewport.value;
  useEffect(() => {
    if (width > 0 && height > 0) view.value = fitView(size, { width, height });
  }, [width, height, size]);
  return move;
}

/** The smallest mask at the place; the same place again goes on to the one around it. */
function choose(choice: Choice, hits: readonly string[]): void {
  const at = hits.indexOf(choice.chosen.value ?? "");
  choice.chosen.value = hits[at + 1] ?? (at >= 0 ? null : (hits[0] ?? null));
}
