import { describe, expect, test } from "vitest";

import { area, equalBitmaps } from "../../src/geometry/bitmap";
import { imagePoint } from "../../src/geometry/points";
import {
  distanceToSide,
  fillRings,
  nearestOnSide,
  outlines,
  type Ring,
  signedArea,
  simplify,
} from "../../src/geometry/polygon";
import { decodeRle } from "../../src/geometry/rle";
import { answers, sizeOf } from "../fixtures/geometry";
import { manyBitmaps } from "./random";

const ringOf = (corners: readonly (readonly [number, number])[]): Ring =>
  corners.map(([x, y]) => imagePoint(x, y));

/** A ring's corners from the first of them in reading order on, as text. */
function canonical(ring: readonly (readonly number[])[]): string {
  const least = ring.reduce((best, [x = 0, y = 0], i) => {
    const [bestX = 0, bestY = 0] = ring[best] ?? [];
    return y < bestY || (y === bestY && x < bestX) ? i : best;
  }, 0);
  return JSON.stringify([...ring.slice(least), ...ring.slice(0, least)]);
}

describe("outlines", () => {
  test("fill to the same mask again", () => {
    for (const bitmap of manyBitmaps()) {
      expect(equalBitmaps(fillRings(outlines(bitmap), bitmap), bitmap)).toBe(true);
    }
  });

  test("enclose the mask's area, holes counting less", () => {
    for (const bitmap of manyBitmaps()) {
      const sum = outlines(bitmap).reduce((total, ring) => total + signedArea(ring), 0);
      expect(sum).toBe(area(bitmap));
    }
  });

  test("visit no point twice and turn at every corner", () => {
    for (const bitmap of manyBitmaps()) {
      for (const ring of outlines(bitmap)) {
        expect(new Set(ring.map((corner) => corner.join())).size).toBe(ring.length);
        ring.forEach(([x], i) => {
          const before = ring.at(i - 1)?.[0] === x;
          expect(before).not.toBe(ring[(i + 1) % ring.length]?.[0] === x);
        });
      }
    }
  });

  test("are the Python package's", () => {
    for (const { size, counts, rings } of answers.masks) {
      if (!rings) continue;
      const ours = outlines(decodeRle(counts, sizeOf(size)));
      expect(ours.map(canonical).sort()).toEqual(rings.map(canonical).sort());
    }
  });
});

test("slanted polygons are filled and simplified as by the Python package", () => {
  for (const { rings, size, counts, simplified } of answers.polygons) {
    const [exterior = [], ...holes] = rings.map(ringOf);
    const filled = fillRings([exterior, ...holes], sizeOf(size));
    expect(equalBitmaps(filled, decodeRle(counts, sizeOf(size)))).toBe(true);
    expect(simplify(exterior, 6)).toEqual(simplified);
  }
});

test("neighbours with a common side neither share a pixel nor leave one out", () => {
  const size = { width: 30, height: 30 };
  const [a, b, c, d] = ringOf([
    [2.2, 3.1],
    [27.4, 5.9],
    [24.6, 26.3],
    [4.9, 22.7],
  ]) as unknown as [Ring[0], Ring[0], Ring[0], Ring[0]];
  const parts = [[a, b, c] as Ring, [a, c, d] as Ring].map((ring) => area(fillRings([ring], size)));
  expect(parts.reduce((sum, part) => sum + part)).toBe(
    area(fillRings([[a, b, c, d] as Ring], size)),
  );
});

test("simplifying keeps every dropped corner within the tolerance", () => {
  for (const bitmap of manyBitmaps()) {
    for (const ring of outlines(bitmap)) {
      const kept = simplify(ring, 1.5);
      for (const corner of ring) {
        const away = kept.map((from, i) =>
          distanceToSide(corner, from, kept[(i + 1) % kept.length] ?? from),
        );
        expect(Math.min(...away)).toBeLessThanOrEqual(1.5);
      }
    }
  }
});

test("the nearest point of a side of no length is its end", () => {
  const end = imagePoint(3, 4);
  expect(nearestOnSide(imagePoint(0, 0), end, end)).toEqual(end);
  expect(distanceToSide(imagePoint(0, 0), end, end)).toBe(5);
});

test("no rings and rings of no area fill nothing", () => {
  expect(area(fillRings([], { width: 5, height: 5 }))).toBe(0);
  expect(area(fillRings([ringOf([[1, 1], [4, 4]])], { width: 5, height: 5 }))).toBe(0); // prettier-ignore
  expect(simplify([], 1)).toEqual([]);
});
