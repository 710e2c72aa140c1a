/**
 * The canvas under load, for benchmarks/browser_canvas.py: a synthetic image of 24 megapixels with
 * 500 masks, and functions that pan and zoom it while they measure the time between frames.
 */

import { signal } from "@preact/signals";
import { render } from "preact";

import "../src/style/tokens.css";
import "../src/style/base.css";

import { ImageCanvas } from "../src/canvas/ImageCanvas";
import { type Layer, NO_OVERLAY } from "../src/canvas/types";
import { emptyBitmap } from "../src/geometry/bitmap";
import { paintStroke } from "../src/geometry/paint";
import { imagePoint, screenPoint, type Size } from "../src/geometry/points";
import { fillRings } from "../src/geometry/polygon";
import { encodeRle } from "../src/geometry/rle";
import { fitView, panBy, type View, zoomAt } from "../src/geometry/view";

const MASKS = 500;
const SIZE: Size = { width: 6000, height: 4000 };

const view = signal<View>({ scale: 1, x: 0, y: 0 });
const viewport = signal<Size>({ width: 0, height: 0 });
const layers = signal<readonly Layer[]>([]);
const overlay = signal(NO_OVERLAY);
const look = signal({ brightness: 1, contrast: 1 });

/** A number between 0 and 1 that follows from another one. */
function noise(seed: number): number {
  const wave = Math.sin(seed * 12.9898) * 43758.5453;
  return wave - Math.floor(wave);
}

/** Blobs of all sizes all over the image, overlapping as annotated objects do. */
function makeLayers(): Layer[] {
  return Array.from({ length: MASKS }, (_, i) => {
    const middle = [noise(i + 0.1) * SIZE.width, noise(i + 0.2) * SIZE.height] as const;
    const radius = 30 * 20 ** noise(i + 0.3);
    const ring = Array.from({ length: 90 }, (_, k) => {
      const angle = (k / 90) * 2 * Math.PI;
      const away = radius * (1 + 0.25 * Math.sin(3 * angle + i) + 0.1 * Math.sin(11 * angle));
      return imagePoint(middle[0] + away * Math.cos(angle), middle[1] + away * Math.sin(angle));
    });
    const colour = [noise(i) * 255, noise(i + 0.5) * 255, noise(i + 0.7) * 255] as const;
    const counts = encodeRle(fillRings([ring], SIZE));
    const states = { hidden: false, selected: i === 7, outline: true };
    return { id: `${i}`, counts, colour, opacity: 0.4, ...states };
  });
}

/** A picture with detail at all scales. */
async function makeImage(): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2D canvas");
  const ground = context.createLinearGradient(0, 0, SIZE.width, SIZE.height);
  ground.addColorStop(0, "#27415e");
  ground.addColorStop(1, "#b9885a");
  context.fillStyle = ground;
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  for (let i = 0; i < 20000; i++) {
    context.fillStyle = `hsl(${noise(i) * 360} 40% ${20 + noise(i + 0.4) * 60}% / 0.5)`;
    const side = 4 * 60 ** noise(i + 0.6);
    context.fillRect(noise(i + 0.1) * SIZE.width, noise(i + 0.2) * SIZE.height, side, side);
  }
  return createImageBitmap(canvas);
}

/** Changes something before each frame and returns the milliseconds between frames. */
function timeFrames(count: number, change: (frame: number) => void): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const step = (now: number) => {
      times.push(now);
      if (times.length > count) resolve(times.slice(1).map((time, i) => time - (times[i] ?? 0)));
      else {
        change(times.length);
        requestAnimationFrame(step);
      }
    };
    requestAnimationFrame(step);
  });
}

const runs = {
  /** Round and round at a scale, up to 12 CSS pixels per frame. */
  pan: (scale: number, frames: number) => {
    const middle = screenPoint(viewport.value.width / 2, viewport.value.height / 2);
    view.value = zoomAt(
      fitView(SIZE, viewport.value),
      middle,
      scale / fitView(SIZE, viewport.value).scale,
    );
    return timeFrames(frames, (i) => {
      view.value = panBy(view.value, 12 * Math.cos(i / 20), 12 * Math.sin(i / 20));
    });
  },
  /** Wheel steps in to 4 pixels per image pixel and out again, at a point of the screen. */
  zoom: (frames: number) => {
    view.value = fitView(SIZE, viewport.value);
    const at = screenPoint(viewport.value.width * 0.4, viewport.value.height * 0.45);
    const factor = (4 / view.value.scale) ** (2 / frames);
    return timeFrames(frames, (i) => {
      view.value = zoomAt(view.value, at, i <= frames / 2 ? factor : 1 / factor);
    });
  },
  /** The pointer's ring moves and nothing else. */
  hover: (frames: number) =>
    timeFrames(frames, (i) => {
      const at = imagePoint(3000 + 900 * Math.cos(i / 15), 2000 + 900 * Math.sin(i / 15));
      overlay.value = { ...NO_OVERLAY, ring: { at, radius: 60 } };
    }),
  /** Another mask in the making in every frame, as large as a third of the image. */
  preview: (frames: number) => {
    view.value = fitView(SIZE, viewport.value);
    const size = { width: 1200, height: 800 };
    const bitmaps = [240, 250, 260, 270].map((radius) =>
      paintStroke(emptyBitmap(size), [imagePoint(500, 400), imagePoint(650, 420)], radius, 1),
    );
    return timeFrames(frames, (i) => {
      const bitmap = bitmaps[i % bitmaps.length] ?? emptyBitmap(size);
      overlay.value = { ...NO_OVERLAY, preview: { bitmap, colour: [45, 212, 191], opacity: 0.5 } };
    });
  },
  /** The masks' opacity changes in every frame, as with a slider. */
  opacity: (frames: number) =>
    timeFrames(frames, (i) => {
      const opacity = 0.3 + 0.2 * Math.sin(i / 5);
      layers.value = layers.value.map((layer) => ({ ...layer, opacity }));
    }),
  /** Brightness and contrast change in every frame while the image moves. */
  look: (frames: number) =>
    timeFrames(frames, (i) => {
      look.value = { brightness: 1.2, contrast: 1 + 0.2 * Math.sin(i / 5) };
      view.value = panBy(view.value, Math.cos(i / 20), Math.sin(i / 20));
    }),
};

declare global {
  interface Window {
    bench?: typeof runs;
  }
}

const app = document.getElementById("app");
const image = await makeImage();
layers.value = makeLayers();
if (app) {
  app.className = "bench";
  render(
    <ImageCanvas
      image={image}
      size={SIZE}
      layers={layers}
      overlay={overlay}
      view={view}
      viewport={viewport}
      look={look}
      label="canvas under load"
    />,
    app,
  );
}
window.bench = runs;
