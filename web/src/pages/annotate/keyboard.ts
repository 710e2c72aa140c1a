/** Keys of the whole page, wherever the focus is: but text fields, dialogs and buttons keep theirs. */

import type { ActionName } from "../../state/actions";
import { actionOf, bindingOf } from "../../state/shortcuts";
import type { Cursor } from "./cursor";
import type { Editor } from "./editor";

export interface KeyGround {
  readonly editor: Editor;
  readonly cursor: Cursor;
  /** Returns false where the key means nothing now and the browser may have it. */
  readonly run: (action: ActionName) => boolean;
}

/** Listen until the returned function is called. */
export function listenToKeys(ground: KeyGround): () => void {
  const down = (event: KeyboardEvent) => onDown(ground, event);
  const up = (event: KeyboardEvent) => {
    if (event.key === " ") ground.editor.tools.move({ kind: "space", held: false });
  };
  window.addEventListener("keydown", down);
  window.addEventListener("keyup", up);
  return () => {
    window.removeEventListener("keydown", down);
    window.removeEventListener("keyup", up);
  };
}

function onDown({ editor, cursor, run }: KeyGround, event: KeyboardEvent): void {
  if (event.defaultPrevented || isTyping(event.target)) return;
  const onControl = event.target instanceof Element && event.target.closest("button, a") !== null;
  if (onControl && (event.key === "Enter" || event.key === " " || event.key === "Tab")) return;
  if (event.key === " ") {
    editor.tools.move({ kind: "space", held: true });
    event.preventDefault();
    return;
  }
  editor.keeper.act();
  if (!onControl && cursor.move(event)) {
    event.preventDefault();
    return;
  }
  const binding = bindingOf(event);
  if (binding === null) return;
  const shown = editor.cursor.value !== null;
  const action = actionOf(binding, editor.scope, editor.preferences.value.keys, shown);
  if (action !== null && run(action)) event.preventDefault();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "range";
  return target.closest("textarea, select, dialog, [contenteditable]") !== null;
}
