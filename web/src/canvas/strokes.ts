/** A brush's stroke while it is drawn: laid into the mask in the making, or cut out of it. */

import { toScreen } from "../geometry/view";
import type { Plane, Showing } from "./plane";
import type { Colour, Overlay } from "./types";

const DEFAULT_COLOUR: Colour = [45, 212, 191];
const DEFAULT_OPACITY = 0.5;

/** Draws the preview with the strokes applied; the context's units are device pixels. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  scratch: OffscreenCanvas,
  overlay: Overlay,
  preview: Plane,
  showing: Showing,
): void {
  const { width, height } = context.canvas;
  if (scratch.width !== width || scratch.height !== height) {
    [scratch.width, scratch.height] = [width, height];
  }
  const onto = scratch.getContext("2d");
  if (!onto) return;
  onto.clearRect(0, 0, width, height);
  preview.draw(onto, showing);
  const [red, green, blue] = overlay.preview?.colour ?? DEFAULT_COLOUR;
  const opacity = overlay.preview?.opacity ?? DEFAULT_OPACITY;
  onto.strokeStyle = `rgb(${red} ${green} ${blue} / ${opacity})`;
  onto.lineCap = "round";
  onto.lineJoin = "round";
  for (const stroke of overlay.strokes) {
    onto.beginPath();
    for (const point of stroke.points) {
      const [x, y] = toScreen(showing.view, point);
      onto.lineTo(x * showing.pixelRatio, y * showing.pixelRatio);
    }
    // A line of one point is drawn only when it is closed.
    if (stroke.points.length === 1) onto.closePath();
    onto.lineWidth = 2 * stroke.radius * showing.view.scale * showing.pixelRatio;
    // First cut out, so that the colour does not add up where the mask is already.
    onto.globalCompositeOperation = "destination-out";
    onto.strokeStyle = "#000";
    onto.stroke();
    onto.globalCompositeOperation = "source-over";
    onto.strokeStyle = `rgb(${red} ${green} ${blue} / ${opacity})`;
    if (!stroke.erase) onto.stroke();
  }
  context.drawImage(scratch, 0, 0);
}
