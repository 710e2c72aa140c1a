/**
 * ImageCanvas: the image, its masks and the tool's marks, and the pointer and key events on them.
 */

import type { ReadonlySignal, Signal } from "@preact/signals";

import type { Size } from "../geometry/points";
import type { View } from "../geometry/view";
import type { CanvasPointer, Layer, Look, Overlay } from "./types";

export interface ImageCanvasProps {
  readonly image: ImageBitmap | null;
  /** Of the original image, in which all masks and points lie; `image` may be smaller. */
  readonly size: Size;
  readonly layers: ReadonlySignal<readonly Layer[]>;
  readonly overlay: ReadonlySignal<Overlay>;
  readonly view: Signal<View>;
  readonly look?: ReadonlySignal<Look>;
  /** The canvas's size in CSS pixels, written by the canvas. */
  readonly viewport?: Signal<Size>;
  /** What a screen reader says of the canvas. */
  readonly label: string;
  /** The pointer's shape, a word of CSS. */
  readonly pointerShape?: string;
  readonly onPointer?: (event: CanvasPointer) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onKeyUp?: (event: KeyboardEvent) => void;
}

export function ImageCanvas(props: ImageCanvasProps) {
  return <canvas role="application" tabIndex={0} aria-label={props.label} />;
}
