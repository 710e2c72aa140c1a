/** The place of work: tools at the left, the picture in the middle, a panel at the right. */

import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { computed } from "@preact/signals";

import { ImageCanvas } from "../../canvas/ImageCanvas";
import type { CanvasPointer } from "../../canvas/types";
import { Announcer } from "../../panels/Announcer";
import { DecoderPlace } from "../../panels/DecoderPlace";
import { DraftBar } from "../../panels/DraftBar";
import { ToolHint } from "../../panels/ToolHint";
import { type ToolName, Toolbar } from "../../panels/Toolbar";
import type { ActionName } from "../../state/actions";
import { isBlank } from "../../state/draft";
import { type Overrides, keysOf } from "../../state/shortcuts";
import type { Cursor } from "./cursor";
import type { Editor } from "./editor";

export interface DeskProps {
  readonly editor: Editor;
  readonly cursor: Cursor;
  readonly run: (action: ActionName) => void;
  /** The panel at the right. */
  readonly side: ComponentChildren;
  /** Above the picture: hints, and what went wrong. */
  readonly children?: ComponentChildren;
}

export function Desk(props: DeskProps) {
  const { editor, run } = props;
  const { book, drafting, tools, preferences, model } = editor;
  const draft = drafting.draft.value;
  const history = book.history.value;
  return (
    <div
      class="desk"
      onPointerDown={() => {
        editor.keeper.act();
      }}
      onMouseDown={keepFocus}
    >
      <Toolbar
        tool={tools.tool.value}
        keys={preferences.value.keys}
        hover={preferences.value.hover}
        canUndo={history.done > 0 || !isBlank(draft)}
        canRedo={history.done < history.entries.length || draft.done < draft.steps.length}
        ready={model.picture.value !== null}
        run={run}
      />
      <div class="desk-stage">
        <Stage {...props} />
        <div class="desk-above">{props.children}</div>
      </div>
      <div class="desk-work">
        <InWork editor={editor} run={run} />
      </div>
      <aside class="desk-side" aria-label="Objects and view">
        {props.side}
      </aside>
      <footer class="desk-foot">
        <Announcer said={editor.speech.said} />
        <DecoderPlace place={model.place.value} reason={model.reason.value} />
        <Zoom editor={editor} />
      </footer>
    </div>
  );
}

/** A button that is clicked does not take the keyboard: Enter still accepts. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
}

const SHAPES: Readonly<Record<ToolName, string>> = {
  prompt: "crosshair",
  scribble: "crosshair",
  brush: "none",
  eraser: "none",
  polygon: "crosshair",
  knife: "crosshair",
  select: "default",
};

function Stage({ editor, cursor }: DeskProps) {
  const { model, preferences, tools, keeper } = editor;
  const picture = model.picture.value;
  const look = useMemo(
    () =>
      computed(() => {
        const { brightness, contrast } = preferences.value;
        return { brightness, contrast };
      }),
    [preferences],
  );
  const onPointer = (event: CanvasPointer) => {
    if (event.kind !== "leave") keeper.act();
    cursor.hide();
    tools.point(event);
  };
  return (
    <ImageCanvas
      image={picture?.bitmap ?? null}
      size={picture?.size ?? NO_SIZE}
      layers={editor.layers}
      overlay={editor.overlay}
      view={editor.view}
      viewport={editor.viewport}
      look={look}
      label={picture === null ? "No picture yet" : `Picture ${picture.name}`}
      pointerShape={SHAPES[tools.tool.value]}
      onPointer={onPointer}
    />
  );
}

const NO_SIZE = { width: 1, height: 1 };

/** The object in work, or how to begin one: the room is the same, so that nothing moves. */
function InWork(props: { editor: Editor; run: (action: ActionName) => void }) {
  const { drafting, preferences } = props.editor;
  const draft = drafting.draft.value;
  if (isBlank(draft) && draft.target === null)
    return <ToolHint tool={props.editor.tools.tool.value} />;
  const { keys } = preferences.value;
  return (
    <DraftBar
      scores={drafting.answers.value.map(({ score }) => score)}
      choice={draft.choice}
      ready={!isBlank(draft) && !drafting.thinking.value}
      editing={draft.target !== null}
      keys={props.editor.cursor.value === null ? keys : { ...keys, accept: besideClick(keys) }}
      pick={(place) => {
        drafting.cycle(place - draft.choice);
      }}
      run={props.run}
    />
  );
}

/** At the keyboard's cursor, the key that both accepts and clicks clicks. */
function besideClick(keys: Overrides): readonly string[] {
  const clicks = keysOf("click", keys);
  return keysOf("accept", keys).filter((key) => !clicks.includes(key));
}

function Zoom({ editor }: { editor: Editor }) {
  return (
    <span class="desk-zoom" aria-label="Zoom">
      {Math.round(100 * editor.view.value.scale)} %
    </span>
  );
}
