import { expect, test } from "vitest";

import { type Fill, gradingOf } from "../../src/canvas/grading";

/** The blend modes as the specification of compositing defines them, for opaque greys. */
function blend(value: number, { mode, grey }: Fill): number {
  switch (mode) {
    case "multiply":
      return value * grey;
    case "lighter":
      return Math.min(1, value + grey);
    case "color-dodge":
      return value === 0 ? 0 : Math.min(1, value / (1 - grey));
    case "color-burn":
      return value === 1 ? 1 : 1 - Math.min(1, (1 - value) / grey);
  }
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));

test("fills give the brightness and contrast that are asked for", () => {
  for (const brightness of [0.3, 0.8, 1, 1.5, 3]) {
    for (const contrast of [0.3, 0.9, 1, 1.4, 3]) {
      // Where the offset takes more away than the brightest value has, white alone stays.
      if (contrast * brightness + (1 - contrast) / 2 <= 0) continue;
      for (const value of [0, 0.1, 0.5, 0.77, 0.99]) {
        const shown = gradingOf({ brightness, contrast }).reduce(blend, value);
        const [gain, offset] = [contrast * brightness, (1 - contrast) / 2];
        // Values beyond white are cut before a positive offset is added.
        const expected = clamp(offset > 0 ? clamp(gain * value) + offset : gain * value + offset);
        expect(shown).toBeCloseTo(expected, 9);
      }
    }
  }
});

test("an image that is to look as it is gets no fill", () => {
  expect(gradingOf({ brightness: 1, contrast: 1 })).toEqual([]);
});
