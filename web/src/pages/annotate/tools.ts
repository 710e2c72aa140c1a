/**
 * What the pointer does with the tool at hand: events of the canvas go to the reducers of `tools/`,
 * and what these finish becomes steps of the draft, a selection, or a cut.
 */

import { type ReadonlySignal, type Signal, computed, signal } from "@preact/signals";

import { type ImagePoint, type Size, boxBetween, imagePoint } from "../../geometry/points";
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

export class Tools {
  private readonly held = signal<ToolName>("prompt");
  private readonly prompts = signal<PromptState>(NO_PROMPT);
  private readonly lines = signal<LineState>(NO_LINE);
  private readonly brushes: Signal<BrushState>;
  private readonly rings = signal<PolygonState>(polygonOf([]));
  private readonly selecting = signal<SelectState>(NOTHING_SELECTED);
  /** The outlines that the draft has. */
  private settled: readonly Ring[] = [];
  private moving: NavigateState;

  readonly tool: ReadonlySignal<ToolName> = this.held;
  readonly prompt: ReadonlySignal<PromptState> = this.prompts;
  readonly line: ReadonlySignal<LineState> = this.lines;
  readonly brush: ReadonlySignal<BrushState>;
  readonly polygon: ReadonlySignal<PolygonState> = this.rings;
  /** The mask under the pointer while selecting. */
  readonly pointed = computed(() => this.selecting.value.hover);

  constructor(private readonly ground: ToolGround) {
    this.brushes = signal<BrushState>(brushOf(ground.radius()));
    this.brush = this.brushes;
    this.moving = navigateFrom(ground.view.peek());
  }

  /** Take another tool. */
  take(next: ToolName): void {
    this.cancel();
    this.ground.hover(null);
    this.held.value = next;
  }

  /** An event of the canvas, or one that the keyboard's cursor makes. */
  point(event: CanvasPointer): void {
    const navigating = navigates(this.moving, event);
    this.move(event);
    if (navigating) this.cancel();
    else this.use(event);
  }

  /** Move over the picture. */
  move(event: NavigateEvent): void {
    const { view, viewport, size } = this.ground;
    const room = { size: size(), viewport: viewport.peek() };
    this.moving = navigate({ ...this.moving, view: view.peek() }, event, room);
    view.value = this.moving.view;
  }

  /** Make the brush larger or smaller. */
  resize(by: "grow" | "shrink"): void {
    const radius = this.ground.radius();
    this.brushes.value = brush({ ...this.brushes.value, radius }, { kind: by });
    this.ground.setRadius(this.brushes.value.radius);
  }

  /** Change the outlines; the draft learns of it when nothing is dragged any more. */
  edit(event: PolygonEvent): void {
    this.rings.value = polygon(this.rings.value, event);
    const { grab, rings } = this.rings.value;
    if (grab !== null || rings === this.settled) return;
    this.settled = rings;
    this.ground.redraw(rings);
  }

  /** Show other outlines to be edited; none: the next click begins a ring. */
  outline(next: readonly Ring[]): void {
    this.settled = next;
    const rings = polygonOf(next);
    this.rings.value = next.length > 0 ? rings : polygon(rings, { kind: "draw" });
  }

  /** Let go of what is half done; false: there was nothing. */
  cancel(): boolean {
    const { drawing, grab } = this.rings.value;
    const half =
      this.prompts.value.press !== null ||
      this.lines.value.line !== null ||
      this.brushes.value.stroke !== null ||
      (drawing?.length ?? 0) > 0 ||
      grab !== null;
    this.prompts.value = prompt(this.prompts.value, { kind: "cancel" });
    this.lines.value = NO_LINE;
    this.brushes.value = brush(this.brushes.value, { kind: "cancel" });
    this.rings.value = polygon(this.rings.value, { kind: "cancel" });
    return half;
  }

  private use(event: CanvasPointer): void {
    switch (this.held.value) {
      case "prompt":
        return this.click(event);
      case "scribble":
      case "knife":
        return this.draw(event);
      case "brush":
      case "eraser":
        return this.paint(event);
      case "polygon":
        return this.edit(event);
      case "select":
        return this.choose(event);
    }
  }

  private click(event: CanvasPointer): void {
    if (event.ctrl && event.kind === "down") return this.choose({ ...event, ctrl: false });
    const outside = !holds(this.ground.size(), event.image);
    if (outside && event.kind === "down") return;
    this.prompts.value = prompt(this.prompts.value, event);
    const [given] = this.prompts.value.given;
    if (given !== undefined) {
      this.prompts.value = prompt(this.prompts.value, { kind: "clear" });
      this.ground.give(stepOf(given, this.ground.size()));
    } else if (event.kind === "move" || event.kind === "leave")
      this.ground.hover(outside ? null : this.prompts.value.hover);
  }

  private draw(event: CanvasPointer): void {
    this.lines.value = drawLine(this.lines.value, event);
    const { done } = this.lines.value;
    if (done === null) return;
    if (this.held.value === "knife") this.ground.cut(done.points);
    else this.ground.give(stepOf(scribbled(done, event.scale), this.ground.size()));
  }

  private paint(event: CanvasPointer): void {
    const { radius, setRadius, give } = this.ground;
    const erase = this.held.value === "eraser";
    const before = { ...this.brushes.value, erase, radius: radius() };
    const after = brush(before, event);
    this.brushes.value = after;
    if (after.radius !== before.radius) setRadius(after.radius);
    const { done } = after;
    if (done === null) return;
    const value = done.erase ? 0 : 1;
    give({ kind: "paint", path: done.points, radius: done.radius, value });
  }

  private choose(event: CanvasPointer): void {
    const state = { ...this.selecting.value, chosen: this.ground.chosen() };
    const after = select(state, event, this.ground.targets());
    this.selecting.value = after;
    if (after.chosen !== state.chosen) this.ground.choose(after.chosen);
  }
}

/** What was given as a step of the draft; what was drawn beyond the image is moved to its edge. */
function stepOf(given: Given, size: Size): DraftStep {
  if (given.kind === "point") return { kind: "click", at: given.at, label: given.label };
  if (given.kind === "scribble")
    return {
      kind: "scribble",
      path: given.points.map((point) => inside(size, point)),
      label: given.label,
    };
  const [x0, y0, x1, y1] = given.box;
  const corners = [imagePoint(x0, y0), imagePoint(x1, y1)].map((point) => inside(size, point));
  const [first = imagePoint(0, 0), second = first] = corners;
  return { kind: "box", box: boxBetween(first, second) };
}

function holds(size: Size, [x, y]: ImagePoint): boolean {
  return x >= 0 && y >= 0 && x < size.width && y < size.height;
}

function inside(size: Size, [x, y]: ImagePoint): ImagePoint {
  const most = [size.width - EDGE, size.height - EDGE] as const;
  return imagePoint(Math.min(most[0], Math.max(0, x)), Math.min(most[1], Math.max(0, y)));
}

/** The far edge itself is outside. */
const EDGE = 0.01;
