import { expect, test } from "vitest";

import { commonStart } from "../../src/api/history_store";

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

test("only entries from the first one that differs are written", () => {
  expect(commonStart([a, b], [a, b, c])).toBe(2);
  expect(commonStart([a, b], [a, c])).toBe(1);
  expect(commonStart([], [a])).toBe(0);
});

test("of a history that became shorter the rest is removed", () => {
  expect(commonStart([a, b, c], [a, b])).toBe(2);
  expect(commonStart([a], [])).toBe(0);
});
