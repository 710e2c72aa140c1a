/**
 * What keys do on the photo; the same as where a project is annotated. While the keyboard's cross is
 * shown, Enter clicks there, and N keeps.
 */

import type { Size } from "../../geometry/points";
import { cursorIn, moveCursor } from "../../tools/cursor";
import type { NavigateEvent } from "../../tools/navigate";
import type { Stage } from "./PhotoCanvas";
import type { Studio } from "./studio";

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const MOVES: Readonly<Record<string, NavigateEvent>> = {
  "+": { kind: "zoom", factor: 1.25 },
  "=": { kind: "zoom", factor: 1.25 },
  "-": { kind: "zoom", factor: 0.8 },
  "0": { kind: "fit" },
};

/** Does what a key stands for, and keeps the browser from doing its own. */
export function onKey(event: KeyboardEvent, studio: Studio, stage: Stage, size: Size): void {
  const done =
    event.ctrlKey || event.metaKey ? withCtrl(event, studio) : plain(event, studio, stage, size);
  if (done) event.preventDefault();
}

function withCtrl(event: KeyboardEvent, studio: Studio): boolean {
  const key = event.key.toLowerCase();
  if (key === "z") studio.send({ kind: event.shiftKey ? "redo" : "undo" });
  else if (key === "y") studio.send({ kind: "redo" });
  else return false;
  return true;
}

function plain(event: KeyboardEvent, studio: Studio, stage: Stage, size: Size): boolean {
  const { key } = event;
  const arrow = ARROWS[key];
  const move = MOVES[key];
  if (move) stage.move(move, size);
  else if (arrow) walk(event, arrow, studio, stage, size);
  else if (key === " " || (key === "Enter" && stage.cross.value))
    clickAtCross(event.shiftKey ? 0 : 1, studio, stage, size);
  else if (key === "Tab") return cycle(event, studio);
  else return act(key, studio, stage);
  return true;
}

function act(key: string, studio: Studio, stage: Stage): boolean {
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case "Enter":
    case "n":
      studio.keep();
      return true;
    case "Escape":
      studio.point({ kind: "clear" });
      return true;
    case "Backspace":
      studio.point({ kind: "removeLast" });
      return true;
    case "a":
      void studio.everything();
      return true;
    case "h":
      stage.visible.value = !stage.visible.value;
      return true;
    case "1":
    case "2":
    case "3":
      if (Number(key) <= studio.answers.value.length) studio.chosen.value = Number(key) - 1;
      return true;
    default:
      return false;
  }
}

/** Tab goes through the answers while there are several, and on to the next control otherwise. */
function cycle(event: KeyboardEvent, studio: Studio): boolean {
  if (studio.answers.value.length < 2) return false;
  studio.cycle(event.shiftKey ? -1 : 1);
  return true;
}

function walk(
  event: KeyboardEvent,
  direction: readonly [number, number],
  studio: Studio,
  stage: Stage,
  size: Size,
): void {
  const from = stage.cross.value ?? cursorIn(size);
  // Ten pixels of a photo are little; with Shift it is one.
  const held = { alt: false, shift: !event.shiftKey, ctrl: false };
  stage.cross.value = moveCursor(from, direction, held, size);
  studio.hoverAt(stage.cross.value);
}

function clickAtCross(label: 0 | 1, studio: Studio, stage: Stage, size: Size): void {
  const at = stage.cross.value ?? cursorIn(size);
  stage.cross.value = at;
  studio.point({ kind: "give", given: { kind: "point", at, label } });
}
