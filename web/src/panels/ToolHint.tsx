/** How the tool at hand is used: stands where the object in work is shown once there is one. */

import type { ToolName } from "./Toolbar";

const HINTS: Readonly<Record<ToolName, string>> = {
  prompt: "Click adds, right click or Alt takes away, drag for a box. Ctrl and click selects.",
  scribble: "Draw over the object; with the right button over what is not part of it.",
  brush: "Paint the selected object, or a new one. Ctrl erases, [ and ] change the size.",
  eraser: "Erase from the selected object. Ctrl paints, [ and ] change the size.",
  polygon: "Drag corners and sides, right click deletes one. The key once more begins a ring.",
  knife: "Select a mask and draw a line through it.",
  select: "Click selects, again the one below. Shift selects several.",
};

export function ToolHint(props: { tool: ToolName }) {
  return <p class="tool-hint">{HINTS[props.tool]}</p>;
}
