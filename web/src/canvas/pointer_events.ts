/** From the browser's pointer and wheel events to the plain ones that tools understand. */

import { screenPoint } from "../geometry/points";
import { toImage, type View } from "../geometry/view";
import type { CanvasPointer } from "../tools/pointer";

/** CSS pixels of a wheel's line and page, for browsers that count in these. */
const LINE = 16;
const PAGE = 400;

/**
 * The canvas's own event of a browser's.
 *
 * @param origin the canvas's top left corner in the window, in CSS pixels.
 */
export function canvasPointer(
  kind: CanvasPointer["kind"],
  event: PointerEvent | WheelEvent,
  origin: { readonly left: number; readonly top: number },
  view: View,
): CanvasPointer {
  const screen = screenPoint(event.clientX - origin.left, event.clientY - origin.top);
  const isPointer = "pointerId" in event;
  return {
    kind,
    image: toImage(view, screen),
    screen,
    button: event.button,
    buttons: event.buttons,
    alt: event.altKey,
    shift: event.shiftKey,
    ctrl: event.ctrlKey || event.metaKey,
    pressure: isPointer ? event.pressure : 0,
    wheel: isPointer ? 0 : wheelPixels(event),
    pointer: isPointer ? event.pointerId : 0,
    touch: isPointer && event.pointerType === "touch",
    scale: view.scale,
  };
}

/** The events in a move event, oldest first: pens and mice report more often than frames come. */
export function coalesced(event: PointerEvent): PointerEvent[] {
  const events = event.buttons === 0 ? [] : event.getCoalescedEvents();
  return events.length > 0 ? events : [event];
}

function wheelPixels(event: WheelEvent): number {
  // With Shift held browsers turn the wheel sideways.
  const amount = event.deltaY === 0 ? event.deltaX : event.deltaY;
  return amount * (event.deltaMode === 1 ? LINE : event.deltaMode === 2 ? PAGE : 1);
}
