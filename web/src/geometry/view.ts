/**
 * View: which part of the image the canvas shows, and how large. The only way between image and
 * screen points.
 */

import type { ImageBox, ImagePoint, ScreenPoint, Size } from "./points";
import { imagePoint, screenPoint } from "./points";

/** `scale` is CSS pixels per image pixel; (x, y) is where the image's top left corner is shown. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

const LARGEST_SCALE = 64;
const SMALLEST_SHARE = 0.25; // of the scale at which the image fits
const KEPT_IN_SIGHT = 48; // CSS pixels of the image that panning leaves on the canvas

/** From image to screen. */
export function toScreen(view: View, point: ImagePoint): ScreenPoint {
  return screenPoint(point[0] * view.scale + view.x, point[1] * view.scale + view.y);
}

/** From screen to image. */
export function toImage(view: View, point: ScreenPoint): ImagePoint {
  return imagePoint((point[0] - view.x) / view.scale, (point[1] - view.y) / view.scale);
}

/** Shows the whole image in the middle, with a margin in CSS pixels around it. */
export function fitView(size: Size, viewport: Size, margin = 16): View {
  const inner = [viewport.width - 2 * margin, viewport.height - 2 * margin] as const;
  const scale = Math.max(1e-3, Math.min(inner[0] / size.width, inner[1] / size.height));
  return {
    scale,
    x: (viewport.width - size.width * scale) / 2,
    y: (viewport.height - size.height * scale) / 2,
  };
}

/** Shows a box of the image in the middle, with a margin in CSS pixels around it. */
export function viewOfBox(box: ImageBox, viewport: Size, margin = 64): View {
  const size = { width: Math.max(1, box[2] - box[0]), height: Math.max(1, box[3] - box[1]) };
  const { scale } = fitView(size, viewport, margin);
  const capped = Math.min(scale, LARGEST_SCALE);
  return {
    scale: capped,
    x: viewport.width / 2 - ((box[0] + box[2]) / 2) * capped,
    y: viewport.height / 2 - ((box[1] + box[3]) / 2) * capped,
  };
}

/** Zooms by a factor; the image point under `at` stays there. */
export function zoomAt(view: View, at: ScreenPoint, factor: number): View {
  const scale = Math.min(LARGEST_SCALE, view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: at[0] - (at[0] - view.x) * ratio, y: at[1] - (at[1] - view.y) * ratio };
}

/** Moves the image by CSS pixels. */
export function panBy(view: View, dx: number, dy: number): View {
  return { scale: view.scale, x: view.x + dx, y: view.y + dy };
}

/** The nearest view in which the image is neither lost from sight nor tiny. */
export function clampView(view: View, size: Size, viewport: Size): View {
  const least = Math.min(1, fitView(size, viewport).scale * SMALLEST_SHARE);
  const middle = screenPoint(viewport.width / 2, viewport.height / 2);
  const grown = view.scale < least ? zoomAt(view, middle, least / view.scale) : view;
  const x = within(grown.x, size.width * grown.scale, viewport.width);
  const y = within(grown.y, size.height * grown.scale, viewport.height);
  return x === view.x && y === view.y && grown === view ? view : { scale: grown.scale, x, y };
}

/** The part of the image that is on the canvas, in image pixels; null if none is. */
export function visibleBox(view: View, size: Size, viewport: Size): ImageBox | null {
  const [left, top] = toImage(view, screenPoint(0, 0));
  const [right, bottom] = toImage(view, screenPoint(viewport.width, viewport.height));
  const box = [
    Math.max(0, left),
    Math.max(0, top),
    Math.min(size.width, right),
    Math.min(size.height, bottom),
  ] as const;
  return box[0] < box[2] && box[1] < box[3] ? (box as unknown as ImageBox) : null;
}

function within(start: number, length: number, room: number): number {
  const kept = Math.min(KEPT_IN_SIGHT, length, room);
  return Math.min(room - kept, Math.max(kept - length, start));
}

/** The nearest view that shows a point at least `margin` CSS pixels from the canvas's sides. */
export function reveal(view: View, point: ImagePoint, viewport: Size, margin = 32): View {
  const [x, y] = toScreen(view, point);
  const dx = Math.max(margin - x, 0) + Math.min(viewport.width - margin - x, 0);
  const dy = Math.max(margin - y, 0) + Math.min(viewport.height - margin - y, 0);
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy);
}
