/**
 * Painter: what is drawn, in which order, and when. The image and the masks at rest lie on the
 * lower canvas; the selected masks, the mask in the making and the tool's marks on the upper one,
 * which alone is redrawn while the pointer moves. Everything happens in animation frames.
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

export class Painter {
  private readonly lower: CanvasRenderingContext2D;
  private readonly upper: CanvasRenderingContext2D;
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
  private stale = { layers: false, preview: false, lower: false, upper: false, moved: false };
  private frame = 0;

  constructor(lower: HTMLCanvasElement, upper: HTMLCanvasElement) {
    this.lower = contextOf(lower);
    this.upper = contextOf(upper);
  }

  /** Shows another image, of the size in which all masks and points lie. */
  setImage(image: ImageBitmap | null, size: Size): void {
    this.pyramid?.close();
    this.pyramid = image && new Pyramid(image);
    void this.pyramid?.build(() => this.request({ lower: true }));
    if (size.width !== this.size.width || size.height !== this.size.height) {
      this.size = size;
      this.planes = planesOf(size);
      this.drawn = new Map();
      this.request({ preview: true });
    }
    this.request({ layers: true, lower: true, upper: true });
  }

  setLayers(layers: readonly Layer[]): void {
    this.layers = layers;
    this.request({ layers: true });
  }

  setOverlay(overlay: Overlay): void {
    if (overlay.preview !== this.overlay.preview) this.request({ preview: true });
    this.overlay = overlay;
    this.request({ upper: true });
  }

  setLook(look: Look): void {
    this.look = look;
    this.request({ lower: true });
  }

  setView(view: View): void {
    if (!this.showing) return;
    this.showing = { ...this.showing, view };
    this.request({ lower: true, upper: true, moved: true });
  }

  /** The canvas's size; draws at once, so that it is never seen empty. */
  resize(view: View, viewport: Size, device: Size): void {
    for (const { canvas } of [this.lower, this.upper]) {
      if (canvas.width !== device.width) canvas.width = device.width;
      if (canvas.height !== device.height) canvas.height = device.height;
    }
    const pixelRatio = viewport.width > 0 ? device.width / viewport.width : 1;
    const sharper = this.showing && this.showing.pixelRatio !== pixelRatio;
    if (sharper) this.drawn = new Map();
    this.showing = { view, viewport, pixelRatio };
    this.stale = { ...this.stale, layers: true, lower: true, upper: true };
    this.paint();
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.pyramid?.close();
  }

  private request(parts: Partial<typeof this.stale>): void {
    Object.assign(this.stale, parts);
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { showing, stale } = this;
    if (!showing) return;
    this.stale = { layers: false, preview: false, lower: false, upper: false, moved: false };
    if (stale.layers) this.updateLayers(showing);
    if (stale.preview) this.planes.preview.show(previewOf(this.overlay.preview, this.size));
    const deadline = performance.now() + (stale.moved ? MOVING_MS : RESTING_MS);
    if (stale.lower || stale.layers) this.paintLower(showing, deadline);
    if (stale.upper || stale.layers || stale.preview) this.paintUpper(showing);
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

  private paintLower(showing: Showing, deadline: number): void {
    const { lower, pyramid, planes } = this;
    lower.clearRect(0, 0, lower.canvas.width, lower.canvas.height);
    if (pyramid) drawImage(lower, pyramid, this.size, showing, this.look);
    const ready = planes.resting.prepare(showing, deadline);
    planes.resting.draw(lower, showing);
    if (!ready) this.request({ lower: true });
  }

  private paintUpper(showing: Showing): void {
    const { upper, planes, overlay } = this;
    const { view, viewport, pixelRatio } = showing;
    upper.clearRect(0, 0, upper.canvas.width, upper.canvas.height);
    planes.selected.prepare(showing, Infinity);
    planes.selected.draw(upper, showing);
    planes.preview.prepare(showing, Infinity);
    if (overlay.strokes.length === 0) planes.preview.draw(upper, showing);
    else drawStrokes(upper, this.scratch, overlay, planes.preview, showing);
    upper.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    drawMarks(upper, overlay, view, viewport);
    upper.setTransform(1, 0, 0, 1, 0, 0);
  }
}

function planesOf(size: Size) {
  return {
    resting: new Plane(size, true),
    selected: new Plane(size, false),
    preview: new Plane(size, false),
  };
}

function previewOf(preview: Preview | null, size: Size): Drawable[] {
  const box = preview && boxOf(preview.bitmap);
  if (!preview || !box) return [];
  const { bitmap, colour, opacity } = preview;
  const [perX, perY] = [size.width / bitmap.width, size.height / bitmap.height];
  const shown = [box[0] * perX, box[1] * perY, box[2] * perX, box[3] * perY] as const;
  const tint = { colour, opacity, line: 3, rim: true };
  return [{ shape: { bitmap, size }, box: shown as unknown as ImageBox, tint }];
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser gives no 2D canvas; turn canvas blocking off");
  return context;
}
