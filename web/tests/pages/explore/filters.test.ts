import { describe, expect, it } from "vitest";

import {
  ALL,
  chosen,
  readFilters,
  withFilter,
  writeFilters,
} from "../../../src/pages/explore/filters";

describe("filters", () => {
  it("come back from the query that they wrote", () => {
    const queries = [
      "",
      "stage=semi-automatic&category=cat+%26+dog&bin=50-99",
      "name=%3Cb%3E&least_masks=3&most_masks=9&least_area=0.01&least_score=0.88&order=masks",
    ];
    for (const query of queries) {
      expect(writeFilters(readFilters(query))).toBe(query);
    }
  });
  it("leave out what makes no sense", () => {
    const filters = readFilters("?least_masks=many&most_area=-1&order=sideways&unknown=1&stage=");
    expect(filters).toEqual(ALL);
  });
  it("are taken away one by one", () => {
    const some = readFilters("?stage=x&least_masks=0");
    expect(chosen(some)).toEqual(["stage", "least_masks"]);
    expect(withFilter(withFilter(some, "stage", ""), "least_masks", undefined)).toEqual(ALL);
  });
});
