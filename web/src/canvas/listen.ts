/** Listening to an element's pointers and wheel, and keeping the browser's own answers away. */

import type { ReadonlySignal } from "@preact/signals";

import type { View } from "../geometry/view";
import type { CanvasPointer } from "../tools/pointer";
import { canvasPointer, coalesced } from "./pointer_events";

/** Reports pointer events on an element until the returned function is called. */
export function listen(
  element: HTMLElement,
  view: ReadonlySignal<View>,
  report: (event: CanvasPointer) => void,
): () => void {
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    handle: (event: HTMLElementEventMap[K]) => void,
  ) => element.addEventListener(type, handle, { signal: stop.signal, passive: false });
  const send = (kind: CanvasPointer["kind"], event: PointerEvent | WheelEvent) =>
    report(canvasPointer(kind, event, element.getBoundingClientRect(), view.peek()));

  on("pointerdown", (event) => {
    // Not the browser's: scrolling by the middle button, selecting text; focus is set by hand.
    event.preventDefault();
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    send("down", event);
  });
  on("pointermove", (event) => {
    for (const each of coalesced(event)) send("move", each);
  });
  on("pointerup", (event) => send("up", event));
  // A pointer that is taken away in the middle leaves, too, and without going up before.
  on("pointerleave", (event) => send("leave", event));
  on("wheel", (event) => {
    event.preventDefault();
    send("wheel", event);
  });
  on("contextmenu", (event) => event.preventDefault());
  return () => stop.abort();
}
