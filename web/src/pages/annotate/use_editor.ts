/** The editor of a page: made when the page is shown, closed when it goes; with its keys. */

import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { session } from "../../api/session";
import { watch } from "../../api/watch";
import type { ActionName } from "../../state/actions";
import { leader } from "../../state/selection";
import { type Cursor, makeCursor } from "./cursor";
import type { DialogName } from "./Dialogs";
import { type Editor, makeEditor } from "./editor";
import { listenToKeys } from "./keyboard";
import { followOutlines } from "./outlining";
import { type PageActions, runAction } from "./run";

export interface Seat {
  readonly editor: Editor;
  readonly cursor: Cursor;
  readonly dialog: Signal<DialogName | null>;
}

/** Sit down at a project; who is signed in is known here, as pages stand behind the gate. */
export function useSeat(project: string, scope: "annotate" | "review"): Seat {
  const me = session.value;
  const person = me.kind === "in" || me.kind === "expired" ? me.me.id : 0;
  const seat = useMemo(() => takeSeat(project, person, scope), [project, person, scope]);
  useEffect(() => {
    const { editor } = seat;
    const stop = followOutlines({ ...editor, selected: () => selectedOf(editor) });
    void editor.keeper.begin();
    return () => {
      stop();
      editor.close();
    };
  }, [seat]);
  return seat;
}

/** Actions by name, from keys and from buttons; the same function as long as the page is shown. */
export function useActions(seat: Seat, page: PageActions): (action: ActionName) => void {
  const { editor, cursor } = seat;
  const newest = useRef(page);
  newest.current = page;
  const run = useMemo(
    () => (action: ActionName) => runAction(action, editor, newest.current, cursor),
    [editor, cursor],
  );
  useEffect(() => listenToKeys({ editor, cursor, run }), [editor, cursor, run]);
  return run;
}

/** Own figures in the project, for the dialog. */
export function ownFigures(project: string) {
  return watch(project).mine();
}

function takeSeat(project: string, person: number, scope: "annotate" | "review"): Seat {
  const editor = makeEditor(project, person, scope);
  const { tools, view, viewport, model } = editor;
  const size = () => model.picture.value?.size ?? { width: 1, height: 1 };
  const cursor = makeCursor({ at: editor.cursor, tools, view, viewport, size });
  return { editor, cursor, dialog: signal(null) };
}

function selectedOf({ book, selection, isLocked }: Editor) {
  const instance = book.document.value.get(leader(selection.value) ?? "");
  return instance === undefined || isLocked(instance) ? null : instance;
}
