/** The editor of a page: made when the page is shown, closed when it goes; with its keys. */

import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { session } from "../../api/session";
import type { ActionName } from "../../state/actions";
import { leader } from "../../state/selection";
import { type Cursor, makeCursor } from "./cursor";
import type { DialogName } from "./Dialogs";
import { type Editor, makeEditor } from "./editor";
import { listenToKeys } from "./keyboard";
import { followOutlines } from "./outlining";
import { type PageActions, runAction } from "./run";
import type { Standing } from "./standing";

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
export function useActions(
  seat: Seat,
  standing: Standing,
  own: Pick<PageActions, "review"> & { next: () => Promise<void> },
): (action: ActionName) => void {
  const { editor, cursor, dialog } = seat;
  const page: PageActions = {
    ...own,
    next: () => void own.next(),
    open(name) {
      if (name === "statistics") standing.look();
      dialog.value = name;
    },
    previous() {
      void editor.keeper.previous().then((found) => {
        if (!found) editor.speech.say("There is no earlier image to go back to now");
      });
    },
    names: () => standing.names.value,
  };
  const newest = useRef(page);
  newest.current = page;
  const run = useMemo(
    () => (action: ActionName) => runAction(action, editor, newest.current, cursor),
    [editor, cursor],
  );
  useEffect(() => listenToKeys({ editor, cursor, run }), [editor, cursor, run]);
  return run;
}

function takeSeat(project: string, person: number, scope: "annotate" | "review"): Seat {
  const editor = makeEditor(project, person, scope);
  const { tools, view, viewport, model } = editor;
  const size = () => model.picture.value?.size ?? { width: 1, height: 1 };
  const cursor = makeCursor({ at: editor.cursor, tools, view, viewport, size });
  return { editor, cursor, dialog: signal(null) };
}

function selectedOf({ book, selection, mayEdit }: Editor) {
  const instance = book.document.value.get(leader(selection.value) ?? "");
  return instance !== undefined && mayEdit(instance) ? instance : null;
}
