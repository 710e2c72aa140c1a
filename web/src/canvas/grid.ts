/**
 * The grid of tiles: masks are drawn at scales that differ by half an octave, so that a zoom finds
 * ready pictures which are shrunk by at most 1.42, and in squares, so that panning draws only what
 * comes into sight.
 */

import type { ImageBox, Size } from "../geometry/points";
import type { View } from "../geometry/view";
import { visibleBox } from "../geometry/view";

/** Side of a tile in display pixels. */
export const TILE = 256;

/** Column and row of a tile among those of one level. */
export interface TilePlace {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** Finest level: 128 display pixels per image pixel, as close as a view comes on a sharp screen. */
const FINEST = 14;
const COARSEST = -16;

/** The level whose scale is the next at or above a scale. */
export function levelFor(scale: number): number {
  return Math.min(FINEST, Math.max(COARSEST, Math.ceil(2 * Math.log2(scale) - 1e-6)));
}

/** Display pixels per image pixel of a level. */
export function scaleOf(level: number): number {
  return 2 ** (level / 2);
}

/** A tile's name, for caches. */
export function keyOf({ level, column, row }: TilePlace): string {
  return `${level}/${column}/${row}`;
}

/** The part of the image that a tile covers, in image pixels; it may reach beyond the image. */
export function boxOfTile({ level, column, row }: TilePlace): ImageBox {
  const side = TILE / scaleOf(level);
  const box = [column * side, row * side, (column + 1) * side, (row + 1) * side] as const;
  return box as unknown as ImageBox;
}

/** The tiles that a box of the image touches, row by row. */
export function tilesOf(level: number, box: ImageBox): TilePlace[] {
  const side = TILE / scaleOf(level);
  const places: TilePlace[] = [];
  for (let row = Math.floor(box[1] / side); row * side < box[3]; row++) {
    for (let column = Math.floor(box[0] / side); column * side < box[2]; column++) {
      places.push({ level, column, row });
    }
  }
  return places;
}

/** The tiles in sight, those nearest to the middle first. */
export function tilesInSight(
  view: View,
  size: Size,
  viewport: Size,
  pixelRatio: number,
): TilePlace[] {
  const box = visibleBox(view, size, viewport);
  if (!box) return [];
  const level = levelFor(view.scale * pixelRatio);
  const side = TILE / scaleOf(level);
  const [x, y] = [(box[0] + box[2]) / 2 / side - 0.5, (box[1] + box[3]) / 2 / side - 0.5];
  const away = ({ column, row }: TilePlace) => Math.hypot(column - x, row - y);
  return tilesOf(level, box).sort((a, b) => away(a) - away(b));
}

/** Whether two boxes share area; both in image pixels. */
export function boxesMeet(a: ImageBox, b: ImageBox): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
