/**
 * Plane: a picture of masks over the whole image, kept as tiles. A change redraws the tiles that it
 * touches; until a tile is ready, a small picture of the whole stands in for it.
 */

import type { ImageBox, ScreenPoint, Size } from "../geometry/points";
import { imagePoint } from "../geometry/points";
import { toScreen, type View } from "../geometry/view";
import {
  boxesMeet,
  boxOfTile,
  keyOf,
  levelFor,
  scaleOf,
  TILE,
  type TilePlace,
  tilesInSight,
  tilesOf,
} from "./grid";
import { changedBoxes, isAnotherPicture } from "./layers";
import { type Drawable, tilePixels } from "./tile";

interface Tile {
  readonly place: TilePlace;
  readonly picture: OffscreenCanvas | null;
  /** Whether there is a mask; the picture of an empty tile is kept to be drawn on again. */
  readonly empty: boolean;
  readonly stale: boolean;
}

/** How and where a plane is shown. */
export interface Showing {
  readonly view: View;
  readonly viewport: Size;
  readonly pixelRatio: number;
}

/** Tiles kept beside those in sight, at 256 kB each. */
const SPARE_TILES = 120;
/** Longest side of the picture that stands in for missing tiles, in display pixels. */
const OVERVIEW_SIDE = 1024;

export class Plane {
  private masks: readonly Drawable[] = [];
  private readonly tiles = new Map<string, Tile>();
  private readonly overview: Overview | null;

  /** @param standIn whether missing tiles are replaced by a coarse picture. */
  constructor(
    private readonly size: Size,
    standIn: boolean,
  ) {
    this.overview = standIn ? new Overview(size) : null;
  }

  /** Shows other masks; objects that were there before count as unchanged. */
  show(masks: readonly Drawable[]): void {
    const boxes = changedBoxes(this.masks, masks);
    // Stale tiles stay in sight until they are redrawn, but never those of another image.
    const another = isAnotherPicture(this.masks, masks);
    this.masks = masks;
    if (boxes.length === 0) return;
    this.overview?.markStale(boxes);
    if (another) {
      this.tiles.clear();
      this.overview?.clear();
    }
    for (const [key, tile] of this.tiles) {
      const around = boxOfTile(tile.place);
      if (boxes.some((box) => boxesMeet(box, around)))
        this.tiles.set(key, { ...tile, stale: true });
    }
  }

  /** Draws tiles that are missing or stale until the time is over; true if none is left. */
  prepare(showing: Showing, deadline: number): boolean {
    const { view, viewport, pixelRatio } = showing;
    const places = tilesInSight(view, this.size, viewport, pixelRatio);
    for (const place of places) {
      const key = keyOf(place);
      const tile = this.tiles.get(key);
      if (tile && !tile.stale) {
        // The most recently used lie at the end of the map.
        this.tiles.delete(key);
        this.tiles.set(key, tile);
        continue;
      }
      if (performance.now() > deadline) return false;
      this.tiles.delete(key);
      this.tiles.set(key, this.drawTile(place, tile?.picture ?? null));
    }
    this.dropOldest(places.length + SPARE_TILES);
    return this.overview?.prepare(this.masks, deadline) ?? true;
  }

  /** Puts the plane onto a canvas whose units are device pixels. */
  draw(
    context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
    showing: Showing,
  ): void {
    const { view, viewport, pixelRatio } = showing;
    for (const place of tilesInSight(view, this.size, viewport, pixelRatio)) {
      const tile = this.tiles.get(keyOf(place));
      const box = boxOfTile(place);
      const [x, y, width, height] = deviceRectangle(box, view, pixelRatio);
      if (tile?.picture && !tile.empty) context.drawImage(tile.picture, x, y, width, height);
      else if (!tile) this.overview?.draw(context, box, [x, y, width, height]);
    }
  }

  private drawTile(place: TilePlace, old: OffscreenCanvas | null): Tile {
    const pixels = tilePixels(place, this.masks);
    if (!pixels) return { place, picture: old, empty: true, stale: false };
    const picture = old ?? new OffscreenCanvas(TILE, TILE);
    picture.getContext("2d")?.putImageData(new ImageData(pixels, TILE, TILE), 0, 0);
    return { place, picture, empty: false, stale: false };
  }

  private dropOldest(most: number): void {
    for (const key of this.tiles.keys()) {
      if (this.tiles.size <= most) return;
      this.tiles.delete(key);
    }
  }
}

/** The whole picture, small. */
class Overview {
  private readonly scale: number;
  private readonly picture: OffscreenCanvas;
  private readonly stale: Map<string, TilePlace>;
  private readonly level: number;

  constructor(size: Size) {
    const longest = Math.max(size.width, size.height);
    this.level = Math.min(0, levelFor(OVERVIEW_SIDE / longest) - 1);
    this.scale = scaleOf(this.level);
    this.picture = new OffscreenCanvas(
      Math.ceil(size.width * this.scale),
      Math.ceil(size.height * this.scale),
    );
    this.stale = new Map();
  }

  clear(): void {
    this.picture.getContext("2d")?.clearRect(0, 0, this.picture.width, this.picture.height);
  }

  markStale(boxes: readonly ImageBox[]): void {
    for (const box of boxes) {
      for (const place of tilesOf(this.level, box)) this.stale.set(keyOf(place), place);
    }
  }

  prepare(masks: readonly Drawable[], deadline: number): boolean {
    const context = this.picture.getContext("2d");
    for (const [key, place] of this.stale) {
      if (performance.now() > deadline) return false;
      const pixels = tilePixels(place, masks);
      const [x, y] = [place.column * TILE, place.row * TILE];
      if (pixels) context?.putImageData(new ImageData(pixels, TILE, TILE), x, y);
      else context?.clearRect(x, y, TILE, TILE);
      this.stale.delete(key);
    }
    return true;
  }

  draw(
    context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
    box: ImageBox,
    to: readonly [x: number, y: number, width: number, height: number],
  ): void {
    const [left, top] = [box[0] * this.scale, box[1] * this.scale];
    const side = (box[2] - box[0]) * this.scale;
    context.drawImage(this.picture, left, top, side, side, ...to);
  }
}

/** A box in device pixels; its sides are rounded alike for both its neighbours: no seams. */
function deviceRectangle(
  box: ImageBox,
  view: View,
  pixelRatio: number,
): [x: number, y: number, width: number, height: number] {
  const corner = (x: number, y: number): ScreenPoint => toScreen(view, imagePoint(x, y));
  const [left, top] = corner(box[0], box[1]);
  const [right, bottom] = corner(box[2], box[3]);
  const x = Math.round(left * pixelRatio);
  const y = Math.round(top * pixelRatio);
  return [x, y, Math.round(right * pixelRatio) - x, Math.round(bottom * pixelRatio) - y];
}
