import { describe, expect, it } from "vitest";

import { type Bitmap, area, emptyBitmap, union } from "../../src/geometry/bitmap";
import { imagePoint } from "../../src/geometry/points";
import { paintStroke } from "../../src/geometry/paint";
import { decodeRle, encodeRle } from "../../src/geometry/rle";
import {
  type Command,
  type Document,
  type Instance,
  EMPTY,
  apply,
  fits,
  inverse,
  listed,
} from "../../src/state/document";
import * as operations from "../../src/state/operations";
import { instance } from "./commands";
import { randoms } from "./random";

const SIZE = { width: 40, height: 30 };

const disc = (x: number, y: number, radius: number): Bitmap =>
  paintStroke(emptyBitmap(SIZE), [imagePoint(x, y)], radius, 1);

function benchOf(masks: Record<string, Bitmap>, locked: readonly string[] = []): operations.Bench {
  let made = 0;
  const document: Document = new Map(
    Object.entries(masks).map(([id, bitmap], prominence) => [
      id,
      instance(id, { counts: encodeRle(bitmap), prominence }),
    ]),
  );
  const isLocked = ({ id }: Instance) => locked.includes(id);
  return { document, size: SIZE, isLocked, newId: () => `new${(made += 1).toString()}` };
}

/** The masks after a command, checked to fit and to be undone by its inverse. */
function after(bench: operations.Bench, command: Command | null): Map<string, Bitmap> {
  if (command === null) throw new Error("the command changes something");
  expect(fits(bench.document, command)).toBe(true);
  const next = apply(bench.document, command);
  expect(apply(next, inverse(command))).toEqual(bench.document);
  return new Map(listed(next).map(({ id, counts }) => [id, decodeRle(counts, SIZE)]));
}

const all = (masks: Iterable<Bitmap>) => [...masks].reduce(union, emptyBitmap(SIZE));
const sum = (masks: Iterable<Bitmap>) => [...masks].reduce((total, mask) => total + area(mask), 0);

const APART = union(disc(8, 8, 5), disc(30, 20, 7));

describe("merging", () => {
  it("gives one mask of all pixels, named as the first that has a name", () => {
    const bench = benchOf({ a: disc(8, 8, 5), b: disc(12, 8, 5), c: disc(30, 20, 4) });
    const command = operations.merge(bench, ["b", "a"]);
    const masks = after(bench, command);
    expect([...masks.keys()]).toEqual(["a", "c"]);
    expect(masks.get("a")).toEqual(union(disc(8, 8, 5), disc(12, 8, 5)));
  });

  it("leaves locked masks alone, and one mask alone is no merge", () => {
    const bench = benchOf({ a: disc(8, 8, 5), b: disc(12, 8, 5) }, ["b"]);
    expect(operations.merge(bench, ["a", "b"])).toBeNull();
  });
});

describe("splitting", () => {
  it("loses no pixel and doubles none, and the largest piece keeps the id", () => {
    const bench = benchOf({ a: APART });
    const masks = after(bench, operations.split(bench, "a"));
    expect(masks.size).toBe(2);
    expect(all(masks.values())).toEqual(APART);
    expect(sum(masks.values())).toBe(area(APART));
    expect(masks.get("a")).toEqual(disc(30, 20, 7));
  });

  it("of a mask in one piece changes nothing", () => {
    expect(operations.split(benchOf({ a: disc(9, 9, 5) }), "a")).toBeNull();
  });
});

describe("cutting", () => {
  const line = (x: number) => [imagePoint(x, 0), imagePoint(x, 30)];

  it("parts the piece under the line only, and keeps every pixel", () => {
    const bench = benchOf({ a: APART });
    for (let x = 26; x < 35; x += 1) {
      const masks = after(bench, operations.cut(bench, "a", line(x)));
      expect(masks.size).toBe(2);
      expect(all(masks.values())).toEqual(APART);
      expect(sum(masks.values())).toBe(area(APART));
    }
  });

  it("beside the mask changes nothing", () => {
    expect(operations.cut(benchOf({ a: APART }), "a", line(18))).toBeNull();
  });
});

describe("taking masks out of one another", () => {
  it("leaves no shared pixel, in either direction", () => {
    const next = randoms(4);
    for (let i = 0; i < 50; i += 1) {
      const random = () => disc(next() * 40, next() * 30, 4 + next() * 6);
      const masks = { a: random(), b: random(), c: random() };
      const whole = all(Object.values(masks));
      for (const operation of [operations.subtractNeighbours, operations.carve]) {
        const bench = benchOf(masks);
        const command = operation(bench, "b");
        if (command === null) continue;
        const left = after(bench, command);
        expect(all(left.values())).toEqual(whole);
        const others = all([...left].filter(([id]) => id !== "b").map(([, mask]) => mask));
        const mine = left.get("b") ?? emptyBitmap(SIZE);
        expect(area(union(mine, others))).toBe(area(mine) + area(others));
      }
    }
  });

  it("deletes a mask of which nothing is left", () => {
    const bench = benchOf({ a: disc(9, 9, 3), b: disc(9, 9, 6) });
    expect([...after(bench, operations.carve(bench, "b")).keys()]).toEqual(["b"]);
    expect([...after(bench, operations.subtractNeighbours(bench, "a")).keys()]).toEqual(["b"]);
  });

  it("spares locked neighbours", () => {
    const bench = benchOf({ a: disc(9, 9, 5), b: disc(12, 9, 5) }, ["a"]);
    expect(operations.carve(bench, "b")).toBeNull();
  });
});

describe("small changes", () => {
  it("fill holes", () => {
    const ring = paintStroke(disc(15, 15, 9), [imagePoint(15, 15)], 4, 0);
    const bench = benchOf({ a: ring });
    expect(after(bench, operations.fillHoles(bench, ["a"])).get("a")).toEqual(disc(15, 15, 9));
    expect(operations.fillHoles(benchOf({ a: disc(9, 9, 5) }), ["a"])).toBeNull();
  });

  it("name and delete what is not locked", () => {
    const bench = benchOf({ a: disc(9, 9, 5), b: disc(20, 9, 5) }, ["b"]);
    expect(operations.rename(bench, ["a", "b"], "cat")?.changes).toHaveLength(1);
    expect(operations.rename(bench, ["a"], null)).toBeNull();
    expect(operations.remove(bench, ["b"])).toBeNull();
    expect([...after(bench, operations.remove(bench, ["a", "b"])).keys()]).toEqual(["b"]);
  });

  it("find the mask that is there already", () => {
    const bench = benchOf({ a: disc(9, 9, 5) });
    const counts = encodeRle(disc(9, 9, 5));
    expect(operations.twin(bench.document, counts, null)?.id).toBe("a");
    expect(operations.twin(bench.document, counts, "a")).toBeNull();
    expect(operations.twin(EMPTY, counts, null)).toBeNull();
  });
});
