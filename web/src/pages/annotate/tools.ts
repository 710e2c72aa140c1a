/**
 * What the pointer does with the tool at hand: events of the canvas go to the reducers of `tools/`,
 * and what these finish becomes steps of the draft, a selection, or a cut.
 */

import { type ReadonlySignal, type Signal, computed, signal } from "@preact/signals";

import type { ImagePoint, Size } from "../../geometry/points";
import type { Ring } from "../../geometry/polygon";
import type { View } from "../../geometry/view";
import type { ToolName } from "../../panels/Toolbar";
import type { DraftStep } from "../../state/draft";
import { type BrushState, brush, brushOf } from "../../tools/brush";
import { type LineState, NO_LINE, drawLine } from "../../tools/line";
import {
  type NavigateEvent,
  type NavigateState,
  navigate,
  navigateFrom,
  navigates,
} from "../../tools/navigate";
import type { CanvasPointer } from "../../tools/pointer";
import { type PolygonEvent, type PolygonState, polygon, polygonOf } from "../../tools/polygon";
import { type Given, NO_PROMPT, type PromptState, prompt } from "../../tools/prompt";
import { scribbled } from "../../tools/scribble";
import { NOTHING_SELECTED, type SelectState, type Target, select } from "../../tools/select";

/** Where the results of the tools go. */
export interface ToolGround {
  readonly size: () => Size;
  readonly viewport: ReadonlySignal<Size>;
  readonly view: Signal<View>;
  readonly radius: () => number;
  readonly setRadius: (radius: number) => void;
  /** Masks that can be hit. */
  readonly targets: () => readonly Target[];
  readonly chosen: () => readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  readonly give: (step: DraftStep) => void;
  readonly redraw: (rings: readonly Ring[]) => void;
  readonly cut: (line: readonly ImagePoint[]) => void;
  readonly hover: (at: ImagePoint | null) => void;
}

export interface Tools {
  readonly tool: ReadonlySignal<ToolName>;
  readonly prompt: ReadonlySignal<PromptState>;
  readonly line: ReadonlySignal<LineState>;
  readonly brush: ReadonlySignal<BrushState>;
  readonly polygon: ReadonlySignal<PolygonState>;
  /** The mask under the pointer while selecting. */
  readonly pointed: ReadonlySignal<string | null>;
  take(tool: ToolName): void;
  /** An event of the canvas, or one that the keyboard's cursor makes. */
  point(event: CanvasPointer): void;
  move(event: NavigateEvent): void;
  resize(by: "grow" | "shrink"): void;
  edit(event: PolygonEvent): void;
  /** Show other outlines to be edited; none: the next click begins a ring. */
  outline(rings: readonly Ring[]): void;
  /** Let go of what is half done. Returns whether there was anything. */
  cancel(): boolean;
}

export function makeTools(ground: ToolGround): Tools {
  const tool = signal<ToolName>("prompt");
  const prompts = signal<PromptState>(NO_PROMPT);
  const line = signal<LineState>(NO_LINE);
  const brushes = signal<BrushState>(brushOf(ground.radius()));
  const rings = signal<PolygonState>(polygonOf([]));
  const selecting = signal<SelectState>(NOTHING_SELECTED);
  /** The outlines that the draft has. */
  let settled: readonly Ring[] = [];
  let moving: NavigateState = navigateFrom(ground.view.peek());

  const move = (event: NavigateEvent) => {
    const room = { size: ground.size(), viewport: ground.viewport.peek() };
    moving = navigate({ ...moving, view: ground.view.peek() }, event, room);
    ground.view.value = moving.view;
  };

  const edit = (event: PolygonEvent) => {
    const before = rings.value;
    const after = polygon(before, event);
    rings.value = after;
    const dragging = after.grab !== null;
    if (!dragging && after.rings !== settled) {
      settled = after.rings;
      ground.redraw(after.rings);
    }
  };
  const choose = (event: CanvasPointer) => {
    const state = { ...selecting.value, chosen: ground.chosen() };
    selecting.value = select(state, event, ground.targets());
    if (selecting.value.chosen !== state.chosen) ground.choose(selecting.value.chosen);
  };

  const draw = (event: CanvasPointer) => {
    line.value = drawLine(line.value, event);
    const { done } = line.value;
    if (done === null) return;
    if (tool.value === "knife") ground.cut(done.points);
    else ground.give(stepOf(scribbled(done, event.scale)));
  };

  const paint = (event: CanvasPointer) => {
    const before = { ...brushes.value, erase: tool.value === "eraser", radius: ground.radius() };
    brushes.value = brush(before, event);
    if (brushes.value.radius !== before.radius) ground.setRadius(brushes.value.radius);
    const { done } = brushes.value;
    if (done === null) return;
    const value = done.erase ? 0 : 1;
    ground.give({ kind: "paint", path: done.points, radius: done.radius, value });
  };

  const click = (event: CanvasPointer) => {
    if (event.ctrl && event.kind === "down") return choose({ ...event, ctrl: false });
    prompts.value = prompt(prompts.value, event);
    const [given] = prompts.value.given;
    if (given !== undefined) {
      prompts.value = prompt(prompts.value, { kind: "clear" });
      ground.give(stepOf(given));
    } else if (event.kind === "move" || event.kind === "leave") ground.hover(prompts.value.hover);
  };

  const use = (event: CanvasPointer) => {
    switch (tool.value) {
      case "prompt":
        return click(event);
      case "scribble":
      case "knife":
        return draw(event);
      case "brush":
      case "eraser":
        return paint(event);
      case "polygon":
        return edit(event);
      case "select":
        return choose(event);
    }
  };

  const cancel = () => {
    const half =
      prompts.value.press !== null ||
      line.value.line !== null ||
      brushes.value.stroke !== null ||
      (rings.value.drawing?.length ?? 0) > 0 ||
      rings.value.grab !== null;
    prompts.value = prompt(prompts.value, { kind: "cancel" });
    line.value = NO_LINE;
    brushes.value = brush(brushes.value, { kind: "cancel" });
    rings.value = polygon(rings.value, { kind: "cancel" });
    return half;
  };

  return {
    tool,
    prompt: prompts,
    line,
    brush: brushes,
    polygon: rings,
    pointed: computed(() => selecting.value.hover),
    take(next) {
      cancel();
      ground.hover(null);
      tool.value = next;
    },
    point(event) {
      const navigating = navigates(moving, event);
      move(event);
      if (navigating) cancel();
      else use(event);
    },
    move,
    resize(by) {
      const state = brush({ ...brushes.value, radius: ground.radius() }, { kind: by });
      brushes.value = state;
      ground.setRadius(state.radius);
    },
    edit,
    outline(next) {
      settled = next;
      rings.value = polygonOf(next);
      if (next.length === 0) rings.value = polygon(rings.value, { kind: "draw" });
    },
    cancel,
  };
}

function stepOf(given: Given): DraftStep {
  if (given.kind === "point") return { kind: "click", at: given.at, label: given.label };
  if (given.kind === "box") return given;
  return { kind: "scribble", path: given.points, label: given.label };
}
