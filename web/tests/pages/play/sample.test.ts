import { describe, expect, it } from "vitest";

import { drawSample, ORANGE, SAMPLE } from "../../../src/pages/play/sample";

const data = drawSample();
const colourAt = (x: number, y: number) => {
  const from = 3 * (y * SAMPLE.width + x);
  return [...data.subarray(from, from + 3)];
};

describe("the drawn sample", () => {
  it("has a colour for each pixel", () => {
    expect(data).toHaveLength(3 * SAMPLE.width * SAMPLE.height);
  });
  it("is orange where the welcome says that the orange is, and not beside it", () => {
    const [red = 0, green = 0, blue = 0] = colourAt(ORANGE.x, ORANGE.y);
    expect(red).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(blue + 50);
    const [, , beside = 0] = colourAt(ORANGE.x, ORANGE.y - ORANGE.radius - 12);
    expect(beside).toBeGreaterThan(blue + 50);
  });
}, 60_000);
