import { describe, expect, it } from "vitest";

import type { FacetsOut } from "../../../src/api/wire";
import { chosen, readFilters } from "../../../src/pages/explore/filters";
import { sentence } from "../../../src/pages/explore/sentences";

const FACETS: FacetsOut = {
  images: 1,
  masks: 1,
  bins: [],
  stages: [],
  categories: [],
  accounts: [{ id: 7, name: "Ann", count: 1 }],
  models: [],
};

describe("sentences of filters", () => {
  it("say each filter in words, with names instead of numbers", () => {
    const filters = readFilters("?account=7&bin=50-99&name=cat&least_area=0.015&least_score=0.9");
    expect(chosen(filters).map((name) => sentence(name, filters, FACETS))).toEqual([
      "annotator: Ann",
      "50-99 masks",
      "name has “cat”",
      "a mask of at least 1.5 %",
      "predicted IoU at least 0.90",
    ]);
  });
  it("show the number of somebody unknown", () => {
    expect(sentence("account", readFilters("?account=8"), FACETS)).toBe("annotator: 8");
  });
});
