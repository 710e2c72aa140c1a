import { describe, expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { runsHold, runsOf } from "../../src/geometry/runs";
import { sampleBitmap, sampleRuns } from "../../src/geometry/sample";
import { manyBitmaps, randomBitmap } from "./random";

describe("sampling", () => {
  test("shows at whole scales the pixel under each display pixel's centre", () => {
    for (const bitmap of manyBitmaps()) {
      const runs = runsOf(bitmap);
      for (const scale of [1, 2, 8]) {
        const window = { x: -3, y: 2, width: 40, height: 30, scale };
        const into = new Uint8Array(1200);
        sampleRuns(runs, window, into);
        const twin = into.map((_, i) => {
          const [column, row] = [i % 40, Math.floor(i / 40)];
          const point = imagePoint((column - 3 + 0.5) / scale, (row + 2 + 0.5) / scale);
          return runsHold(runs, point) ? 1 : 0;
        });
        expect(into).toEqual(twin);
      }
    }
  });

  test("of runs and of the bitmap agree where nothing is thinner than a display pixel", () => {
    const bitmap = randomBitmap(50, 40, 8);
    const window = { x: 1, y: 1, width: 90, height: 80, scale: 2.5 };
    const [ofRuns, ofBitmap] = [new Uint8Array(7200), new Uint8Array(7200)];
    sampleRuns(runsOf(bitmap), window, ofRuns);
    sampleBitmap(bitmap, bitmap, window, ofBitmap);
    expect(ofRuns).toEqual(ofBitmap);
  });

  test("shows a thin run at a small scale", () => {
    const data = new Uint8Array(32 * 32).fill(1, 32 * 5, 32 * 6);
    const into = new Uint8Array(64);
    sampleRuns(
      runsOf({ width: 32, height: 32, data }),
      { x: 0, y: 0, width: 8, height: 8, scale: 0.25 },
      into,
    );
    expect(into.reduce((sum, value) => sum + value)).toBe(8);
  });

  test("stretches a small bitmap over the image", () => {
    const bitmap = { width: 2, height: 1, data: Uint8Array.of(0, 1) };
    const into = new Uint8Array(8);
    sampleBitmap(
      bitmap,
      { width: 8, height: 4 },
      { x: 0, y: 0, width: 4, height: 2, scale: 0.5 },
      into,
    );
    expect([...into]).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
  });
});
