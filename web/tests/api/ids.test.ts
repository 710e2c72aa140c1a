import { expect, test } from "vitest";

import { newId } from "../../src/api/ids";

test("ids are random UUIDs", () => {
  const ids = Array.from({ length: 1_000 }, newId);
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.filter((id) => !form.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
