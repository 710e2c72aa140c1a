/**
 * Painter: what is drawn, in which order, and when. Three canvases lie on each other: the image, the
 * masks at rest, and the selected masks with the mask in the making and the tool's marks, which
 * alone is redrawn while the pointer moves. Everything happens in animation frames.
 */

import { boxOf } from "../geometry/bitmap";
import type { ImageBox, Size } from "../geometry/points";
import type { View } from "../geometry/view";
import { type Drawn, drawnOf, type Shapes, shapesOf } from "./layers";
import { drawMarks } from "./marks";
import { drawImage } from "./picture";
import { Plane, type Showing } from "./plane";
import { Pyramid } from "./pyramid";
import { drawStrokes } from "./strokes";
import type { Drawable } from "./tile";
import { type Layer, type Look, NO_OVERLAY, type Overlay, type Preview } from "./types";

/** Milliseconds for new tiles per frame: few while the image moves. */
const MOVING_MS = 5;
const RESTING_MS = 24;

/** Canvases from the lowest to the highest. */
export interface Canvases {
  readonly picture: HTMLCanvasElement;
  readonly masks: HTMLCanvasElement;
  readonly tool: HTMLCanvasElement;
}

/** What is to be drawn again. */
interface Stale {
  readonly layers?: boolean;
  readonly preview?: boolean;
  readonly picture?: boolean;
  readonly masks?: boolean;
  readonly tool?: boolean;
  /** Whether the view has changed since the last frame. */
  readonly moved?: boolean;
}

export class Painter {
  private readonly picture: CanvasRenderingContext2D;
  private readonly masks: CanvasRenderingContext2D;
  private readonly tool: CanvasRenderingContext2D;
  private readonly scratch = new OffscreenCanvas(1, 1);
  private size: Size = { width: 1, height: 1 };
  private pyramid: Pyramid | null = null;
  private planes = planesOf(this.size);
  private layers: readonly Layer[] = [];
  private shapes: Shapes | null = null;
  private drawn: Drawn = new Map();
  private overlay: Overlay = NO_OVERLAY;
  private showing: Showing | null = null;
  private look: Look = { brightness: 1, contrast: 1 };
  private stale: Stale = {};
  private frame = 0;

  constructor({ picture, masks, tool }: Canvases) {
    this.picture = contextOf(picture);
    this.masks = contextOf(masks);
    this.tool = contextOf(tool);
  }

  /** Shows another image, of the size in which all masks and points lie. */
  setImage(image: ImageBitmap | null, size: Size): void {
    this.pyramid?.close();
    this.pyramid = image && new Pyramid(image);
    void this.pyramid?.build(() => this.request({ picture: true }));
    if (size.width !== this.size.width || size.height !== this.size.height) {
      this.size = size;
      this.planes = planesOf(size);
      this.drawn = new Map();
      this.request({ preview: true });
    }
    this.request({ layers: true, picture: true, tool: true });
  }

  setLayers(layers: readonly Layer[]): void {
    this.layers = layers;
    this.request({ layers: true });
  }

  setOverlay(overlay: Overlay): void {
    if (!samePreview(overlay.preview, this.overlay.preview)) this.request({ preview: true });
    this.overlay = overlay;
    this.request({ tool: true });
  }

  setLook(look: Look): void {
    this.look = look;
    this.request({ picture: true });
  }

  setView(view: View): void {
    if (!this.showing) return;
    this.showing = { ...this.showing, view };
    this.request({ picture: true, masks: true, tool: true, moved: true });
  }

  /** The canvas's size; draws at once, so that it is never seen empty. */
  resize(view: View, viewport: Size, device: Size): void {
    for (const { canvas } of [this.picture, this.masks, this.tool]) {
      if (canvas.width !== device.width) canvas.width = device.width;
      if (canvas.height !== device.height) canvas.height = device.height;
    }
    const pixelRatio = viewport.width > 0 ? device.width / viewport.width : 1;
    const sharper = this.showing && this.showing.pixelRatio !== pixelRatio;
    if (sharper) this.drawn = new Map();
    this.showing = { view, viewport, pixelRatio };
    this.stale = { ...this.stale, layers: true, picture: true, tool: true };
    this.paint();
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.pyramid?.close();
  }

  private request(parts: Stale): void {
    this.stale = { ...this.stale, ...parts };
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { showing, stale } = this;
    if (!showing) return;
    this.stale = {};
    if (stale.layers) this.updateLayers(showing);
    if (stale.preview) this.planes.preview.show(previewOf(this.overlay.preview, this.size));
    const deadline = performance.now() + (stale.moved ? MOVING_MS : RESTING_MS);
    if (stale.picture) this.paintPicture(showing);
    if (stale.masks || stale.layers) this.paintMasks(showing, deadline);
    if (stale.tool || stale.layers || stale.preview) this.paintTool(showing, deadline);
  }

  private updateLayers({ pixelRatio }: Showing): void {
    const line = pixelRatio > 1.5 ? 3 : 2;
    this.shapes = shapesOf(this.layers, this.size, this.shapes);
    const drawn = drawnOf(this.layers, this.shapes, line, this.drawn);
    this.drawn = drawn;
    const at = (selected: boolean) =>
      [...drawn].filter(([layer]) => layer.selected === selected).map(([, mask]) => mask);
    this.planes.resting.show(at(false));
    this.planes.selected.show(at(true));
  }

  private paintPicture(showing: Showing): void {
    clear(this.picture);
    if (this.pyramid) drawImage(this.picture, this.pyramid, this.size, showing, this.look);
  }

  private paintMasks(showing: Showing, deadline: number): void {
    clear(this.masks);
    const ready = this.planes.resting.prepare(showing, deadline);
    this.planes.resting.draw(this.masks, showing);
    if (!ready) this.request({ masks: true });
  }

  private paintTool(showing: Showing, deadline: number): void {
    const { tool, planes, overlay } = this;
    const { view, viewport, pixelRatio } = showing;
    clear(tool);
    const ready = planes.selected.prepare(showing, deadline);
    planes.selected.draw(tool, showing);
    // The mask in the making answers the hand: it is drawn whole, however long that takes.
    planes.preview.prepare(showing, Infinity);
    if (overlay.strokes.length === 0) planes.preview.draw(tool, showing);
    else drawStrokes(tool, this.scratch, overlay, planes.preview, showing);
    tool.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    drawMarks(tool, overlay, view, viewport);
    tool.setTransform(1, 0, 0, 1, 0, 0);
    if (!ready) this.request({ tool: true });
  }
}

function clear(context: CanvasRenderingContext2D): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

function planesOf(size: Size) {
  return {
    resting: new Plane(size, true),
    selected: new Plane(size, false),
    preview: new Plane(size, false),
  };
}

/** Whether two previews look alike, so that a moving pointer does not draw them anew. */
function samePreview(a: Preview | null, b: Preview | null): boolean {
  if (a === null || b === null) return a === b;
  return a.bitmap === b.bitmap && a.opacity === b.opacity && a.colour.join() === b.colour.join();
}

function previewOf(preview: Preview | null, size: Size): Drawable[] {
  const box = preview && boxOf(preview.bitmap);
  if (!preview || !box) return [];
  const { bitmap, colour, opacity } = preview;
  const [perX, perY] = [size.width / bitmap.width, size.height / bitmap.height];
  const shown = [box[0] * perX, box[1] * perY, box[2] * perX, box[3] * perY] as const;
  const tint = { colour, opacity, line: 3, rim: true };
  return [{ id: "preview", shape: { bitmap, size }, box: shown as unknown as ImageBox, tint }];
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser gives no 2D canvas; turn canvas blocking off");
  return context;
}
