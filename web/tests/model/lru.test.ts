import { expect, test } from "vitest";

import { outdated, type Use } from "../../src/model/lru";

const use = (key: string, bytes: number, at: number): Use => ({ key, bytes, at });

test("nothing goes while everything fits", () => {
  expect(outdated([use("a", 5, 1), use("b", 5, 2)], 10, "b")).toEqual([]);
});

test("what was not used for longest goes first, and no more than needed", () => {
  const uses = [use("new", 4, 9), use("old", 4, 1), use("middle", 4, 5)];
  expect(outdated(uses, 8, "new")).toEqual(["old"]);
  expect(outdated(uses, 4, "new")).toEqual(["old", "middle"]);
});

test("what is in use stays, whatever its age and size", () => {
  expect(outdated([use("now", 100, 1), use("b", 5, 2)], 10, "now")).toEqual(["b"]);
});

test("what stays fits, for any sizes", () => {
  const uses = Array.from({ length: 50 }, (_, i) => use(String(i), (i * 37) % 11, (i * 13) % 50));
  for (const limit of [0, 10, 50, 1000]) {
    const dropped = new Set(outdated(uses, limit, ""));
    const rest = uses.filter(({ key }) => !dropped.has(key));
    expect(rest.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limit);
  }
});
