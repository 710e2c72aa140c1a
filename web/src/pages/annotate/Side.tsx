/** The panel at the right: the image, names, objects, what can be done to them, and the view. */

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";

import { ActionButton } from "../../panels/ActionButton";
import { Adjust } from "../../panels/Adjust";
import type { IconName } from "../../panels/icons";
import { Instances, type RowActions } from "../../panels/Instances";
import { NameField } from "../../panels/NameField";
import type { ActionName } from "../../state/actions";
import { listed } from "../../state/document";
import { within } from "../../state/preferences";
import { choose, toggle } from "../../state/selection";
import type { Editor } from "./editor";

export interface SideProps {
  readonly editor: Editor;
  readonly run: (action: ActionName) => void;
  readonly names: readonly string[];
  readonly notes?: ReadonlyMap<string, string>;
  /** About the image, above the objects. */
  readonly head: ComponentChildren;
  /** How the image is ended, at the bottom. */
  readonly foot: ComponentChildren;
}

const OPERATIONS: readonly (readonly [ActionName, IconName])[] = [
  ["edit", "pencil"],
  ["merge", "merge"],
  ["split", "split"],
  ["subtract", "subtract"],
  ["carve", "carve"],
  ["fill", "fill"],
  ["remove", "trash"],
];

export function Side(props: SideProps) {
  const { editor, run } = props;
  const { preferences, selection } = editor;
  const instances = listed(editor.book.document.value);
  const actions = useRowActions(editor, run);
  const { chosen } = selection.value;
  return (
    <>
      <header class="side-head">{props.head}</header>
      <NameField
        name={nameOf(editor)}
        selected={chosen.length}
        names={props.names}
        rename={(name) => {
          editor.edits.rename(name);
        }}
        leave={leaveField}
      />
      <Instances
        instances={instances}
        selection={selection.value}
        actions={actions}
        {...(props.notes ? { notes: props.notes } : {})}
      />
      <div class="side-tools" role="toolbar" aria-label="What can be done to the selected">
        {OPERATIONS.map(([action, icon]) => (
          <ActionButton
            key={action}
            action={action}
            icon={icon}
            keys={preferences.value.keys}
            run={run}
            disabled={chosen.length < (action === "merge" ? 2 : 1)}
          />
        ))}
      </div>
      <Adjust
        preferences={preferences.value}
        change={(name, value) => {
          preferences.value = { ...preferences.value, [name]: within(name, value) };
        }}
      />
      <footer class="side-foot">{props.foot}</footer>
    </>
  );
}

/** Keys go to the picture again. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** The name that all selected have, or that the next object gets; undefined: they differ. */
function nameOf({ selection, book, nextName }: Editor): string | null | undefined {
  const names = selection.value.chosen.map((id) => book.document.value.get(id)?.category ?? null);
  const [first] = names;
  if (first === undefined) return nextName.value;
  return names.every((name) => name === first) ? first : undefined;
}

function useRowActions(editor: Editor, run: (action: ActionName) => void): RowActions {
  return useMemo(() => {
    const { selection, edits } = editor;
    return {
      choose(id, more) {
        selection.value = choose(selection.value, id, more);
      },
      hide(id) {
        selection.value = toggle(selection.value, "hidden", [id]);
      },
      lock(id) {
        selection.value = toggle(selection.value, "locked", [id]);
      },
      remove(id) {
        edits.remove([id]);
      },
      rename(id) {
        selection.value = choose(selection.value, id, false);
        run("rename");
      },
    };
  }, [editor, run]);
}
