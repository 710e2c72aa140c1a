import { expect, test } from "vitest";

import { pauseMs } from "../../src/api/backoff";

test("pauses double until they are as long as they get", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 50].map((failures) => pauseMs(failures, 1));
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
});

test("a pause is between half of its length and all of it", () => {
  expect([pauseMs(3, 0), pauseMs(3, 0.5), pauseMs(3, 1)]).toEqual([1_000, 1_500, 2_000]);
});

test("a pause is as long as the server asks for", () => {
  expect(pauseMs(1, 0, 7_000)).toBe(7_000);
});
