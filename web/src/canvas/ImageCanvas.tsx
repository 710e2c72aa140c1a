/**
 * ImageCanvas: the image, its masks and the tool's marks, and the pointer and key events on them.
 * The page owns all state; this component draws it and reports what happens.
 */

import { effect, type ReadonlySignal, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

import "./canvas.css";

import type { Size } from "../geometry/points";
import type { View } from "../geometry/view";
import { observeSize } from "./measure";
import { Painter } from "./painter";
import { listen } from "./listen";
import type { CanvasPointer, Layer, Look, Overlay } from "./types";

export interface ImageCanvasProps {
  readonly image: ImageBitmap | null;
  /** Of the original image, in which all masks and points lie; `image` may be smaller. */
  readonly size: Size;
  readonly layers: ReadonlySignal<readonly Layer[]>;
  readonly overlay: ReadonlySignal<Overlay>;
  readonly view: ReadonlySignal<View>;
  readonly look?: ReadonlySignal<Look>;
  /** The canvas's size in CSS pixels, written by the canvas. */
  readonly viewport?: Signal<Size>;
  /** What a screen reader says of the canvas. */
  readonly label: string;
  /** The id of a text that says how the canvas is used. */
  readonly describedBy?: string;
  /** The pointer's shape, a word of CSS. */
  readonly pointerShape?: string;
  readonly onPointer?: (event: CanvasPointer) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onKeyUp?: (event: KeyboardEvent) => void;
}

export function ImageCanvas(props: ImageCanvasProps) {
  const { image, size, layers, overlay, view, look, viewport } = props;
  const root = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  const masks = useRef<HTMLCanvasElement>(null);
  const tool = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter | null>(null);
  const onPointer = useRef(props.onPointer);
  onPointer.current = props.onPointer;

  useLayoutEffect(() => {
    if (!root.current || !picture.current || !masks.current || !tool.current) return;
    const canvases = { picture: picture.current, masks: masks.current, tool: tool.current };
    const made = new Painter(canvases);
    painter.current = made;
    const stopListening = listen(root.current, view, (event) => onPointer.current?.(event));
    const stopMeasuring = observeSize(root.current, (css, device) => {
      // First the page, which may fit the image into the new size, then the painter.
      if (viewport) viewport.value = css;
      made.resize(view.peek(), css, device);
    });
    return () => {
      stopListening();
      stopMeasuring();
      made.close();
      painter.current = null;
    };
  }, [view, viewport]);

  useLayoutEffect(
    () => painter.current?.setImage(image, { width: size.width, height: size.height }),
    [image, size.width, size.height, view, viewport],
  );
  useLayoutEffect(() => effect(() => painter.current?.setView(view.value)), [view, viewport]);
  useLayoutEffect(
    () => effect(() => painter.current?.setLayers(layers.value)),
    [layers, view, viewport],
  );
  useLayoutEffect(
    () => effect(() => painter.current?.setOverlay(overlay.value)),
    [overlay, view, viewport],
  );
  useLayoutEffect(
    () => effect(() => look && painter.current?.setLook(look.value)),
    [look, view, viewport],
  );

  return (
    <div
      ref={root}
      class="image-canvas"
      role="application"
      tabIndex={0}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      style={{ cursor: props.pointerShape ?? "crosshair" }}
      onKeyDown={props.onKeyDown}
      onKeyUp={props.onKeyUp}
    >
      <canvas ref={picture} aria-hidden="true" />
      <canvas ref={masks} aria-hidden="true" />
      <canvas ref={tool} aria-hidden="true" />
    </div>
  );
}
