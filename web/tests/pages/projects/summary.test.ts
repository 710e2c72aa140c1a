import { expect, test } from "vitest";

import type { StatusOut } from "../../../src/api/wire";
import { figuresOf, may, progressOf, stageTitle } from "../../../src/pages/projects/summary";

test("what was skipped is no longer to do", () => {
  const progress = progressOf({ open: 2, leased: 1, done: 3, skipped: 9 });
  expect(progress).toEqual({ done: 3, all: 6, share: 0.5 });
});

test("without tasks nothing is done", () => {
  expect(progressOf({})).toEqual({ done: 0, all: 0, share: 0 });
});

test("masks are those of all rounds, seconds those of the last round that has any", () => {
  const round = { drawn: 0, filled_in: 0, seconds_per_mask: null };
  const status = {
    images: { ready: 1_200, faulty: 3 },
    rounds: [
      { ...round, drawn: 40, seconds_per_mask: 30 },
      { ...round, drawn: 10, filled_in: 5, seconds_per_mask: 14.04 },
      round,
    ],
  } as unknown as StatusOut;
  expect(figuresOf(status).map(({ value }) => value)).toEqual(["1,203", "55", "14.0"]);
});

test("a role may do what lower ones may", () => {
  expect(may("annotator", "reviewer")).toBe(false);
  expect(may("admin", "reviewer")).toBe(true);
  expect(may(undefined, "annotator")).toBe(false);
});

test("a stage that is not known is called by its name", () => {
  expect([stageTitle("semi-automatic"), stageTitle("other")]).toEqual(["Semi-automatic", "other"]);
});
