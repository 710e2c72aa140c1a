/**
 * The tool's marks: points, boxes, lines with handles, the brush's ring, the keyboard's crosshair.
 * Each line is light on dark, so that it shows on every image, and signs tell what colours tell.
 */

import { type ImagePoint, imagePoint, type Size } from "../geometry/points";
import { toScreen, type View } from "../geometry/view";
import type { Overlay, OverlayLine, OverlayPoint } from "./types";

type Context = CanvasRenderingContext2D;

const DARK = "rgb(10 14 20 / 0.75)";
const LIGHT = "#ffffff";
const ACCENT = "#2dd4bf";
const ADDS = "#10b981";
const REMOVES = "#ef4444";
const POINT_RADIUS = 6.5;
const HANDLE = 3.5;

/** Draws all marks; the context's units are CSS pixels. */
export function drawMarks(context: Context, overlay: Overlay, view: View, viewport: Size): void {
  if (overlay.crosshair) drawCrosshair(context, overlay.crosshair, view, viewport);
  if (overlay.box) {
    const [x0, y0, x1, y1] = overlay.box;
    const corners = [
      imagePoint(x0, y0),
      imagePoint(x1, y0),
      imagePoint(x1, y1),
      imagePoint(x0, y1),
    ];
    trace(context, corners, true, view);
    strokeTwice(context, 1.5, [6, 4]);
  }
  for (const line of overlay.lines) drawLine(context, line, view);
  for (const point of overlay.points) drawPoint(context, point, view);
  if (overlay.ring) {
    const [x, y] = toScreen(view, overlay.ring.at);
    context.beginPath();
    context.arc(x, y, Math.max(1, overlay.ring.radius * view.scale), 0, 2 * Math.PI);
    strokeTwice(context, 1.5, []);
  }
}

function drawPoint(context: Context, { at, label }: OverlayPoint, view: View): void {
  const [x, y] = toScreen(view, at);
  context.beginPath();
  context.arc(x, y, POINT_RADIUS, 0, 2 * Math.PI);
  context.fillStyle = label === 1 ? ADDS : REMOVES;
  context.fill();
  strokeTwice(context, 1.5, []);
  context.beginPath();
  context.moveTo(x - 3, y);
  context.lineTo(x + 3, y);
  if (label === 1) {
    context.moveTo(x, y - 3);
    context.lineTo(x, y + 3);
  }
  context.strokeStyle = LIGHT;
  context.lineWidth = 1.75;
  context.stroke();
}

function drawLine(context: Context, line: OverlayLine, view: View): void {
  trace(context, line.points, line.closed, view);
  strokeTwice(context, 1.5, []);
  if (!line.handles) return;
  line.points.forEach((point, i) => {
    const [x, y] = toScreen(view, point);
    const active = i === line.active;
    const radius = active ? HANDLE + 1.5 : HANDLE;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = active ? ACCENT : LIGHT;
    context.fill();
    context.strokeStyle = DARK;
    context.lineWidth = 1.25;
    context.stroke();
  });
}

function drawCrosshair(context: Context, at: ImagePoint, view: View, viewport: Size): void {
  const [x, y] = toScreen(view, at);
  const gap = 8;
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(x - gap, y);
  context.moveTo(x + gap, y);
  context.lineTo(viewport.width, y);
  context.moveTo(x, 0);
  context.lineTo(x, y - gap);
  context.moveTo(x, y + gap);
  context.lineTo(x, viewport.height);
  strokeTwice(context, 1, []);
  context.beginPath();
  context.arc(x, y, 1.5, 0, 2 * Math.PI);
  strokeTwice(context, 1.5, []);
}

function trace(context: Context, points: readonly ImagePoint[], closed: boolean, view: View): void {
  context.beginPath();
  for (const point of points) context.lineTo(...positionOf(view, point));
  if (closed) context.closePath();
}

function strokeTwice(context: Context, width: number, dash: number[]): void {
  context.lineJoin = "round";
  context.setLineDash([]);
  context.strokeStyle = DARK;
  context.lineWidth = width + 2;
  context.stroke();
  context.setLineDash(dash);
  context.strokeStyle = LIGHT;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

function positionOf(view: View, point: ImagePoint): [x: number, y: number] {
  const [x, y] = toScreen(view, point);
  return [x, y];
}
