/** The rail of tools at the left of the picture. */

import type { ActionName } from "../state/actions";
import type { Overrides } from "../state/shortcuts";
import { ActionButton } from "./ActionButton";
import type { IconName } from "./icons";

export type ToolName = "prompt" | "scribble" | "brush" | "eraser" | "polygon" | "knife" | "select";

export const TOOLS: readonly ToolName[] = [
  "prompt",
  "scribble",
  "brush",
  "eraser",
  "polygon",
  "knife",
  "select",
];

export interface ToolbarProps {
  readonly tool: ToolName;
  readonly keys: Overrides;
  readonly hover: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether the marks of work can be used at all: there is an image. */
  readonly ready: boolean;
  readonly run: (action: ActionName) => void;
}

export function Toolbar(props: ToolbarProps) {
  const { keys, run, ready } = props;
  const button = (action: ActionName, icon: IconName, more: { pressed?: boolean } = {}) => (
    <ActionButton action={action} icon={icon} keys={keys} run={run} disabled={!ready} {...more} />
  );
  return (
    <div class="rail" role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {TOOLS.map((tool) => button(tool, tool, { pressed: props.tool === tool }))}
      <hr />
      <ActionButton
        action="undo"
        icon="undo"
        keys={keys}
        run={run}
        disabled={!ready || !props.canUndo}
      />
      <ActionButton
        action="redo"
        icon="redo"
        keys={keys}
        run={run}
        disabled={!ready || !props.canRedo}
      />
      <hr />
      {button("hover", "hover", { pressed: props.hover })}
      {button("zoomIn", "zoomIn")}
      {button("zoomOut", "zoomOut")}
      {button("fit", "fit")}
      <span class="rail-end">
        <ActionButton action="sheet" icon="keys" keys={keys} run={run} />
      </span>
    </div>
  );
}
