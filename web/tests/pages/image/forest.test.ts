import { describe, expect, it } from "vitest";

import { forestOf, levelName, parentOf, rowsOf } from "../../../src/pages/image/forest";

const mask = (id: string, area: number) => ({ id, area });
const node = (mask_id: string, parent_id: string | null) => ({ mask_id, parent_id });

const MASKS = [mask("wheel", 10), mask("car", 100), mask("hub", 2), mask("tree", 60)];
const NODES = [node("wheel", "car"), node("car", null), node("hub", "wheel"), node("tree", null)];

describe("forest of masks", () => {
  it("has each mask once, larger ones first", () => {
    const rows = rowsOf(forestOf(MASKS, NODES), new Set());
    expect(rows.map((row) => row.item.id)).toEqual(["car", "wheel", "hub", "tree"]);
    expect(rows.map((row) => levelName(row.depth))).toEqual(["whole", "part", "subpart", "whole"]);
  });
  it("hides what is below a closed branch", () => {
    const rows = rowsOf(forestOf(MASKS, NODES), new Set(["car"]));
    expect(rows.map((row) => row.item.id)).toEqual(["car", "tree"]);
  });
  it("makes masks roots whose parent is gone", () => {
    const rows = rowsOf(forestOf([mask("hub", 2)], [node("hub", "wheel")]), new Set());
    expect(rows.map((row) => row.depth)).toEqual([0]);
  });
  it("knows who holds a mask", () => {
    const rows = rowsOf(forestOf(MASKS, NODES), new Set());
    expect(parentOf(rows, "hub")).toBe("wheel");
    expect(parentOf(rows, "car")).toBeNull();
  });
});
