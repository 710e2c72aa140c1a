/**
 * A picture to try things on without a photo at hand: fruit, a cup and a book on a table, drawn from
 * distances, with things on things so that a click has a part and a whole to choose from.
 */

import { block, both, disc, ellipse, melted, ring, type Distance } from "./shapes";

export const SAMPLE = { width: 960, height: 640, name: "still-life.png" } as const;

/** The orange: the welcome shows a mask on it. */
export const ORANGE = { x: 474, y: 452, radius: 60 } as const;

type Rgb = readonly [red: number, green: number, blue: number];

interface Thing {
  readonly shape: Distance;
  readonly colour: Rgb;
  /** Where the light falls on, and how far it reaches; flat without. */
  readonly lit?: readonly [x: number, y: number, reach: number];
  /** Edge width in pixels: 1 is sharp, shadows are soft. */
  readonly edge?: number;
  readonly strength?: number;
}

const shadow = (cx: number, cy: number, rx: number, ry: number): Thing => ({
  shape: ellipse(cx, cy, rx, ry),
  colour: [52, 36, 30],
  edge: 26,
  strength: 0.42,
});

const ball = (cx: number, cy: number, radius: number, colour: Rgb): Thing => ({
  shape: disc(cx, cy, radius),
  colour,
  lit: [cx - radius * 0.4, cy - radius * 0.45, radius * 1.7],
});

const CUP = block(700, 320, 82, 96, 26);
const PEAR = melted(disc(348, 372, 64), disc(358, 280, 36), 60);

/** From the back to the front. */
const THINGS: readonly Thing[] = [
  { shape: block(480, 700, 900, 300, 0), colour: [176, 132, 96], lit: [300, 420, 900] },
  { shape: block(160, 120, 92, 130, 6), colour: [236, 230, 216] },
  { shape: block(160, 120, 78, 116, 3), colour: [128, 166, 178], lit: [120, 60, 260] },
  { shape: both(disc(190, 268, 92), block(160, 120, 78, 116, 3)), colour: [84, 122, 98] },
  { shape: disc(190, 78, 20), colour: [248, 214, 120] },
  shadow(706, 418, 140, 30),
  { shape: ring(ellipse(792, 322, 42, 50), 20), colour: [44, 92, 150], lit: [780, 280, 110] },
  { shape: CUP, colour: [58, 112, 176], lit: [655, 270, 190] },
  { shape: ellipse(700, 236, 74, 20), colour: [34, 66, 112] },
  { shape: ellipse(700, 241, 62, 14), colour: [88, 52, 34], lit: [680, 236, 70] },
  shadow(336, 514, 256, 52),
  { shape: ellipse(336, 490, 256, 72), colour: [232, 230, 224], lit: [230, 450, 420] },
  { shape: ellipse(336, 484, 186, 46), colour: [206, 205, 200], lit: [300, 470, 260] },
  shadow(350, 448, 72, 16),
  { shape: PEAR, colour: [188, 196, 72], lit: [326, 320, 120] },
  { shape: block(365, 238, 4, 18, 3, 0.25), colour: [92, 62, 36] },
  shadow(206, 482, 84, 18),
  ball(200, 412, 78, [204, 54, 48]),
  { shape: block(204, 334, 4, 20, 3, 0.2), colour: [84, 56, 34] },
  { shape: ellipse(234, 326, 30, 13), colour: [92, 152, 72] },
  shadow(478, 508, 66, 15),
  ball(ORANGE.x, ORANGE.y, ORANGE.radius, [240, 150, 44]),
  { shape: disc(462, 408, 4), colour: [120, 84, 30] },
  shadow(752, 572, 170, 24),
  { shape: block(750, 536, 152, 34, 5, -0.05), colour: [126, 46, 60], lit: [660, 490, 260] },
  { shape: block(757, 542, 146, 19, 2, -0.05), colour: [240, 232, 212], lit: [670, 540, 320] },
  shadow(880, 440, 44, 10),
  ball(876, 410, 34, [146, 80, 150]),
];

/** Things are looked at only in the tiles that they may touch. */
const TILE = 40;

/** Pixels of the picture, row-major red, green, blue. */
export function drawSample(): Uint8ClampedArray {
  const { width, height } = SAMPLE;
  const data = new Uint8ClampedArray(width * height * 3);
  const random = noise(7);
  for (let top = 0; top < height; top += TILE)
    for (let left = 0; left < width; left += TILE) drawTile(data, left, top, random);
  return data;
}

function drawTile(data: Uint8ClampedArray, left: number, top: number, random: () => number) {
  const middle = TILE / 2;
  const near = THINGS.filter(
    // Distances of ellipses are approximate, hence twice the way to the corner of the tile.
    ({ shape, edge = 1 }) => shape(left + middle, top + middle) < 2 * TILE + edge,
  );
  for (let y = top; y < Math.min(top + TILE, SAMPLE.height); y++) {
    for (let x = left; x < Math.min(left + TILE, SAMPLE.width); x++) {
      const grain = (random() - 0.5) * 5;
      const index = (y * SAMPLE.width + x) * 3;
      const colour = at(near, x + 0.5, y + 0.5);
      for (let channel = 0; channel < 3; channel++)
        data[index + channel] = (colour[channel] ?? 0) + grain;
    }
  }
}

function at(things: readonly Thing[], x: number, y: number): number[] {
  const light = 1.08 - Math.hypot(x - 260, y - 120) / 2200;
  const colour = [214 * light, 208 * light, 196 * light];
  for (const thing of things) {
    const edge = thing.edge ?? 1;
    const cover = Math.min(1, Math.max(0, 0.5 - thing.shape(x, y) / edge)) * (thing.strength ?? 1);
    if (cover === 0) continue;
    const shade = shadeOf(thing, x, y);
    for (let channel = 0; channel < 3; channel++)
      colour[channel] =
        (colour[channel] ?? 0) * (1 - cover) + (thing.colour[channel] ?? 0) * shade * cover;
  }
  return colour;
}

function shadeOf(thing: Thing, x: number, y: number): number {
  if (!thing.lit) return 1;
  const [lx, ly, reach] = thing.lit;
  return 1.22 - 0.62 * Math.min(1, Math.hypot(x - lx, y - ly) / reach);
}

/** Numbers from 0 to 1 that look random and are the same each time (xorshift, Marsaglia 2003). */
function noise(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
