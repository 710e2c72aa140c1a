import { expect, test } from "vitest";

import { TILE } from "../../src/canvas/grid";
import { type Drawable, tilePixels } from "../../src/canvas/tile";
import { emptyBitmap } from "../../src/geometry/bitmap";
import { paintStroke } from "../../src/geometry/paint";
import { imagePoint } from "../../src/geometry/points";
import { runsBox, runsOf } from "../../src/geometry/runs";

const SIZE = { width: 700, height: 600 };
const disc = paintStroke(emptyBitmap(SIZE), [imagePoint(256, 300)], 90, 1);
const tint = { colour: [10, 200, 30], opacity: 0.5, line: 2, rim: false } as const;

function drawable(): Drawable {
  const runs = runsOf(disc);
  const box = runsBox(runs);
  if (!box) throw new Error("the disc is empty");
  return { id: "disc", shape: runs, box, tint };
}

test("a tile shows the mask's pixels, none is lost between two tiles", () => {
  const tiles = [0, 1].flatMap((column) => [0, 1].map((row) => ({ level: 0, column, row })));
  const shown = tiles.map((place) => {
    const pixels = tilePixels(place, [drawable()]) ?? new Uint8ClampedArray();
    return pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
  const area = disc.data.reduce((sum, value) => sum + value, 0);
  expect(shown.reduce((sum, count) => sum + count)).toBe(area);
});

test("the edge has no line where a tile cuts the mask", () => {
  const pixels = tilePixels({ level: 0, column: 0, row: 1 }, [drawable()]);
  const alphaAt = (x: number, y: number) => pixels?.[4 * (y * TILE + x) + 3];
  expect(alphaAt(255, 300 - TILE)).toBe(128);
  expect(alphaAt(230, 0)).toBe(128);
});

test("a bitmap looks as its runs do", () => {
  const bitmap = { ...drawable(), shape: { bitmap: disc, size: SIZE } };
  for (const level of [0, 2]) {
    const place = { level, column: 1, row: 1 };
    const [ours, twin] = [tilePixels(place, [bitmap]), tilePixels(place, [drawable()])];
    expect(ours?.findIndex((value, i) => value !== twin?.[i])).toBe(-1);
  }
});

test("a tile that no mask reaches has no pixels", () => {
  expect(tilePixels({ level: 0, column: 2, row: 0 }, [drawable()])).toBeNull();
  expect(tilePixels({ level: 0, column: 0, row: 0 }, [])).toBeNull();
});
