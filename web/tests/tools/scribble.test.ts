import { expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { scribbled } from "../../src/tools/scribble";

const line = { points: [imagePoint(0, 0), imagePoint(100, 0)], label: 0 } as const;

test("a scribble gives more points the longer it is on the screen, up to eight", () => {
  const counts = [0.1, 1, 2, 100].map((scale) => {
    const given = scribbled(line, scale);
    return given.kind === "scribble" ? given.points.length : 0;
  });
  expect(counts).toEqual([1, 3, 5, 8]);
});

test("a scribble keeps its label and stays on its line", () => {
  const given = scribbled(line, 2);
  expect(given).toMatchObject({ kind: "scribble", label: 0 });
  if (given.kind === "scribble") expect(given.points.every(([, y]) => y === 0)).toBe(true);
});
