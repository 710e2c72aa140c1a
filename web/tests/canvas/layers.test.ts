import { describe, expect, test } from "vitest";

import { changedBoxes, drawnOf, isAnotherPicture, shapesOf } from "../../src/canvas/layers";
import type { Layer } from "../../src/canvas/types";
import { encodeRle } from "../../src/geometry/rle";
import { randomBitmap } from "../geometry/random";

const SIZE = { width: 20, height: 10 };

function layer(id: string, seed: number, rest: Partial<Layer> = {}): Layer {
  const counts = encodeRle(randomBitmap(20, 10, seed));
  const states = { hidden: false, selected: false, outline: true };
  return { id, counts, colour: [1, 2, 3], opacity: 0.5, ...states, ...rest };
}

const [a, b] = [layer("a", 1), layer("b", 2)];
const shapes = shapesOf([a, b], SIZE, null);

describe("shapes", () => {
  test("are parsed once and dropped when no layer has them", () => {
    const next = shapesOf([b], SIZE, shapes);
    expect(next.known.get(b.counts)).toBe(shapes.known.get(b.counts));
    expect(next.known.has(a.counts)).toBe(false);
  });

  test("of another image are parsed anew, and refused if they do not fit it", () => {
    expect(() => shapesOf([a], { width: 21, height: 10 }, shapes)).toThrow("another image");
  });
});

describe("what is drawn", () => {
  const drawn = drawnOf([a, b], shapes, 2, new Map());

  test("is the same object for a layer that is the same object", () => {
    expect(drawnOf([b, a], shapes, 2, drawn).get(a)).toBe(drawn.get(a));
  });

  test("leaves out hidden and empty masks", () => {
    const empty = { ...a, counts: encodeRle({ ...SIZE, data: new Uint8Array(200) }) };
    const layers = [{ ...b, hidden: true }, empty];
    expect(drawnOf(layers, shapesOf(layers, SIZE, null), 2, new Map()).size).toBe(0);
  });

  test("has a line when outlined or selected, and a rim when selected", () => {
    const plain = layer("c", 3, { outline: false });
    const chosen = layer("d", 4, { outline: false, selected: true });
    const layers = [plain, chosen];
    const result = drawnOf(layers, shapesOf(layers, SIZE, null), 2, new Map());
    expect(result.get(plain)?.tint).toMatchObject({ line: 0, rim: false });
    expect(result.get(chosen)?.tint).toMatchObject({ line: 3, rim: true });
  });
});

test("a picture is another one when it shares no layer, whatever changed in the layers", () => {
  const [first, second] = [...drawnOf([a, b], shapes, 2, new Map()).values()];
  if (!first || !second) throw new Error("masks are missing");
  expect(isAnotherPicture([first], [second])).toBe(true);
  expect(isAnotherPicture([first], [{ ...first }, second])).toBe(false);
  expect(isAnotherPicture([], [second])).toBe(false);
});

test("two pictures differ where masks came or went", () => {
  const [first, second] = [...drawnOf([a, b], shapes, 2, new Map()).values()];
  if (!first || !second) throw new Error("masks are missing");
  expect(changedBoxes([first], [first, second])).toEqual([second.box]);
  expect(changedBoxes([first, second], [second])).toEqual([first.box]);
  expect(changedBoxes([first, second], [second, first])).toEqual([]);
});
