import { describe, expect, it } from "vitest";

import { cornerOf, inView, layOut, moved, PAGE, pagesOf } from "../../../src/pages/explore/grid";

const TOTAL = 100_000;

describe("grid", () => {
  it.each([100, 320, 900, 1280, 3840])("fills a width of %d and nothing beyond", (width) => {
    const grid = layOut(width, TOTAL);
    const last = cornerOf(grid, grid.columns - 1);
    expect(last.left + grid.cellWidth).toBeCloseTo(width);
    expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(TOTAL);
  });
  it("shows every cell that overlaps the view, and few others", () => {
    const grid = layOut(900, TOTAL);
    for (const top of [0, 777, grid.height / 2, grid.height - 600]) {
      const { first, end } = inView(grid, TOTAL, top, 600);
      const seen = (index: number) => {
        const corner = cornerOf(grid, index);
        return corner.top < top + 600 && corner.top + grid.cellHeight > top;
      };
      for (let index = first - 50; index < end + 50; index++) {
        if (index >= 0 && index < TOTAL && seen(index)) {
          expect(index).toBeGreaterThanOrEqual(first);
          expect(index).toBeLessThan(end);
        }
      }
      expect(end - first).toBeLessThan(60);
    }
  });
  it("is empty without images", () => {
    const grid = layOut(900, 0);
    expect(grid.height).toBe(0);
    expect(inView(grid, 0, 0, 600)).toEqual({ first: 0, end: 0 });
    expect(pagesOf(0, 0)).toEqual([]);
  });
  it("names each page of a stretch once", () => {
    expect(pagesOf(0, PAGE)).toEqual([0]);
    expect(pagesOf(PAGE - 1, PAGE + 1)).toEqual([0, 1]);
  });
  it("moves the focus by keys and stops at the ends", () => {
    const grid = layOut(900, 10);
    expect(moved(grid, 10, 0, "ArrowLeft")).toBe(0);
    expect(moved(grid, 10, 0, "ArrowDown")).toBe(grid.columns);
    expect(moved(grid, 10, 9, "ArrowRight")).toBe(9);
    expect(moved(grid, 10, 4, "End")).toBe(9);
    expect(moved(grid, 10, 4, "x")).toBeNull();
  });
});
