/**
 * From a sampled mask to colours: the inside is tinted, its edge is drawn as a line. Colours are
 * laid over each other premultiplied, packed in 32 bits; the last step undoes that for ImageData.
 */

import type { Colour } from "./types";

/** How a mask is tinted. */
export interface Tint {
  readonly colour: Colour;
  /** Of the inside, 0 to 1. */
  readonly opacity: number;
  /** Width of the line along the edge in display pixels; 0 draws none. */
  readonly line: number;
  /** Whether the line's outermost pixel is white, which marks what is selected. */
  readonly rim: boolean;
}

/** The widest line; samples need this margin on each side to tell an edge from a border. */
export const MARGIN = 4;

/** Alpha of lines, of 255. */
const LINE_ALPHA = 242;
const WHITE: Colour = [255, 255, 255];

/** A rectangle of a tile's pixels, half-open. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Lays one sampled mask over what a tile shows so far.
 *
 * @param sample zeros and ones of the part and MARGIN pixels around it, row by row.
 * @param part where in the tile the mask is.
 * @param onto side^2 premultiplied colours, changed in place.
 */
export function shade(
  sample: Uint8Array,
  part: Part,
  tint: Tint,
  onto: Uint32Array,
  side: number,
): void {
  const stride = part.right - part.left + 2 * MARGIN;
  const inside = packed(tint.colour, Math.round(tint.opacity * 255));
  const line = packed(tint.colour, LINE_ALPHA);
  const rim = tint.rim ? packed(WHITE, LINE_ALPHA) : line;
  const width = Math.min(MARGIN, tint.line);
  for (let y = part.top; y < part.bottom; y++) {
    const start = (y - part.top + MARGIN) * stride + MARGIN - part.left;
    for (let x = part.left; x < part.right; x++) {
      const at = start + x;
      if (sample[at] === 0) continue;
      let colour = inside;
      if (width > 0 && isEdge(sample, at, 1, stride)) colour = rim;
      else if (width > 1 && isNearEdge(sample, at, width, stride)) colour = line;
      const place = y * side + x;
      onto[place] = over(colour, onto[place] as number);
    }
  }
}

/** Turns premultiplied colours into those of ImageData, in place. */
export function unpremultiply(pixels: Uint32Array): void {
  for (let i = 0; i < pixels.length; i++) {
    const pixel = pixels[i] as number;
    const alpha = pixel >>> 24;
    if (alpha === 0 || alpha === 255) continue;
    const factor = 255 / alpha;
    const red = Math.min(255, (pixel & 255) * factor + 0.5);
    const green = Math.min(255, ((pixel >>> 8) & 255) * factor + 0.5);
    const blue = Math.min(255, ((pixel >>> 16) & 255) * factor + 0.5);
    pixels[i] = (alpha << 24) | (blue << 16) | (green << 8) | red;
  }
}

function isEdge(sample: Uint8Array, at: number, away: number, stride: number): boolean {
  return (
    sample[at - away] === 0 ||
    sample[at + away] === 0 ||
    sample[at - away * stride] === 0 ||
    sample[at + away * stride] === 0
  );
}

function isNearEdge(sample: Uint8Array, at: number, width: number, stride: number): boolean {
  for (let away = 2; away <= width; away++) if (isEdge(sample, at, away, stride)) return true;
  return false;
}

/** A premultiplied colour, red in the lowest byte: the order of ImageData in memory. */
function packed(colour: Colour, alpha: number): number {
  const [red, green, blue] = colour.map((part) => Math.round((part * alpha) / 255)) as [
    number,
    number,
    number,
  ];
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** `top` laid over `below`, two channels at a time. */
function over(top: number, below: number): number {
  if (below === 0) return top;
  const rest = 256 - (top >>> 24) - (top >>> 31);
  const even = (Math.imul(below & 0x00ff00ff, rest) >>> 8) & 0x00ff00ff;
  const odd = Math.imul((below >>> 8) & 0x00ff00ff, rest) & 0xff00ff00;
  return (top + ((even | odd) >>> 0)) >>> 0;
}
