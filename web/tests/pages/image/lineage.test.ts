import { describe, expect, it } from "vitest";

import { columnsOf, nameOf, sorted } from "../../../src/pages/image/lineage";
import type { ShownMask } from "../../../src/pages/image/scene";

const mask = (id: string, category: string | null, seconds: number) =>
  ({ id, category, seconds, clicks: 1, account_id: 4 }) as unknown as ShownMask;

const MASKS = [mask("a", "tree", 3), mask("b", null, 9), mask("c", "car", 1)];
const column = (title: string) => {
  const found = columnsOf(null).find((each) => each.title === title);
  if (!found) throw new Error(title);
  return found;
};
const ids = (masks: readonly ShownMask[]) => masks.map((each) => each.id).join("");

describe("lineage of masks", () => {
  it("sorts numbers by size and words by letter", () => {
    expect(ids(sorted(MASKS, column("Seconds"), true))).toBe("bac");
    expect(ids(sorted(MASKS, column("Label"), false))).toBe("cab");
  });
  it("puts what is unknown last, whatever the direction", () => {
    expect(ids(sorted(MASKS, column("Label"), true))).toBe("acb");
  });
  it("names people, or their number", () => {
    expect(nameOf([{ id: 4, name: "Ann" }], 4)).toBe("Ann");
    expect(nameOf(undefined, 4)).toBe("no. 4");
    expect(nameOf(undefined, null)).toBeNull();
  });
});
