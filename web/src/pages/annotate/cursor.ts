/**
 * The keyboard's cursor on the picture: arrows move it, a key clicks where it stands. For tools that
 * draw, the key puts the pen down and lifts it again.
 */

import type { Signal } from "@preact/signals";

import { type ImagePoint, type Size, screenPoint } from "../../geometry/points";
import { type View, toImage } from "../../geometry/view";
import { cursorIn, moveCursor, pointerAt } from "../../tools/cursor";
import type { Tools } from "./tools";

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const NOTHING_HELD = { alt: false, shift: false, ctrl: false };

export interface Cursor {
  /** Move by an arrow key; false: it is none. */
  move(event: KeyboardEvent): boolean;
  /** Click where it stands. */
  click(label: 0 | 1): void;
  /** The mouse is used again. */
  hide(): void;
}

export interface CursorGround {
  readonly at: Signal<ImagePoint | null>;
  readonly tools: Tools;
  readonly view: Signal<View>;
  readonly viewport: Signal<Size>;
  readonly size: () => Size;
}

export function makeCursor(ground: CursorGround): Cursor {
  const { at, tools, view } = ground;
  let isDown = false;

  const send = (kind: "down" | "move" | "up", point: ImagePoint, label: 0 | 1) => {
    const button = label === 1 ? 0 : 2;
    tools.point(pointerAt(kind, point, view.value, NOTHING_HELD, button));
  };

  return {
    move(event) {
      const direction = DIRECTIONS[event.key];
      if (direction === undefined || event.altKey) return false;
      const held = { alt: false, shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey };
      const from = at.value ?? start(ground);
      at.value = at.value === null ? from : moveCursor(from, direction, held, ground.size());
      send("move", at.value, 1);
      return true;
    },
    click(label) {
      if (at.value === null) return;
      const draws = ["scribble", "brush", "eraser", "knife"].includes(tools.tool.value);
      if (!draws || !isDown) send("down", at.value, label);
      if (!draws || isDown) send("up", at.value, label);
      isDown = draws && !isDown;
    },
    hide() {
      isDown = false;
      if (at.value !== null) at.value = null;
    },
  };
}

/** In the middle of what is in sight. */
function start({ view, viewport, size }: CursorGround): ImagePoint {
  const { width, height } = viewport.value;
  const middle = toImage(view.value, screenPoint(width / 2, height / 2));
  const inside =
    middle[0] >= 0 && middle[1] >= 0 && middle[0] < size().width && middle[1] < size().height;
  return inside ? middle : cursorIn(size());
}
