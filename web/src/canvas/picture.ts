/** The image on its canvas: the part in sight, from the pyramid, and its brightness and contrast. */

import type { Size } from "../geometry/points";
import { visibleBox } from "../geometry/view";
import { gradingOf } from "./grading";
import type { Showing } from "./plane";
import type { Pyramid } from "./pyramid";
import type { Look } from "./types";

/** From this many device pixels per image pixel on, pixels are shown as squares. */
const SQUARES_FROM = 4;

/** Draws the image; the context's units are device pixels. */
export function drawImage(
  context: CanvasRenderingContext2D,
  pyramid: Pyramid,
  size: Size,
  showing: Showing,
  look: Look,
): void {
  const { view, viewport, pixelRatio } = showing;
  const box = visibleBox(view, size, viewport);
  if (!box) return;
  const scale = view.scale * pixelRatio;
  const level = pyramid.levelFor(size.width * scale);
  const [perX, perY] = [level.width / size.width, level.height / size.height];
  // Whole pixels of the level, so that the edges in sight are not blurred.
  const left = Math.floor(box[0] * perX);
  const top = Math.floor(box[1] * perY);
  const right = Math.min(level.width, Math.ceil(box[2] * perX));
  const bottom = Math.min(level.height, Math.ceil(box[3] * perY));
  const place = [
    (left / perX) * scale + view.x * pixelRatio,
    (top / perY) * scale + view.y * pixelRatio,
    ((right - left) / perX) * scale,
    ((bottom - top) / perY) * scale,
  ] as const;
  context.imageSmoothingEnabled = scale < SQUARES_FROM * perX;
  context.drawImage(level, left, top, right - left, bottom - top, ...place);
  for (const { mode, grey } of gradingOf(look)) {
    const level = Math.round(255 * grey);
    context.globalCompositeOperation = mode;
    context.fillStyle = `rgb(${level} ${level} ${level})`;
    context.fillRect(...place);
  }
  context.globalCompositeOperation = "source-over";
}
