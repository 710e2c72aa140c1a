/** Pointer events for the tests of tools: at scale 2, image and screen 20 CSS pixels apart. */

import { imagePoint } from "../../src/geometry/points";
import { toScreen, type View } from "../../src/geometry/view";
import type { CanvasPointer } from "../../src/tools/pointer";

export const VIEW: View = { scale: 2, x: 20, y: 20 };

/** An event at an image point; everything else as with a left mouse button unless given. */
export function pointer(
  kind: CanvasPointer["kind"],
  x: number,
  y: number,
  rest: Partial<CanvasPointer> = {},
): CanvasPointer {
  const image = imagePoint(x, y);
  return {
    kind,
    image,
    screen: toScreen(VIEW, image),
    button: kind === "move" ? -1 : 0,
    buttons: kind === "down" ? 1 : 0,
    alt: false,
    shift: false,
    ctrl: false,
    pressure: 0.5,
    wheel: 0,
    pointer: 1,
    touch: false,
    scale: VIEW.scale,
    ...rest,
  };
}

/** The state after events in turn. */
export function after<State, Event>(
  reduce: (state: State, event: Event) => State,
  start: State,
  ...events: readonly Event[]
): State {
  return events.reduce(reduce, start);
}
