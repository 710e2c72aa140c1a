import { describe, expect, it } from "vitest";

import { match, toPath } from "../src/router";

describe("router", () => {
  it("finds the page of each path", () => {
    expect(match("/")).toEqual({ page: "projects", params: {} });
    expect(match("/p/zoo/annotate")).toEqual({ page: "annotate", params: { project: "zoo" } });
    expect(match("/p/zoo/images/7")).toEqual({
      page: "image",
      params: { project: "zoo", id: "7" },
    });
    expect(match("/play")?.page).toBe("play");
  });
  it("does not mind a slash at the end", () => {
    expect(match("/p/zoo/watch/")).toEqual(match("/p/zoo/watch"));
  });
  it("knows nothing of other paths", () => {
    expect(match("/p/zoo/annotate/more")).toBeNull();
    expect(match("/elsewhere")).toBeNull();
  });
  it("refuses a path that is no text", () => {
    expect(match("/p/%E0%A4%A/watch")).toBeNull();
  });
  it("carries any name of a project there and back", () => {
    for (const project of ["zoo", "a/b", "50 %", "ü<b>", "?x=1#y"]) {
      const path = toPath("/p/:project/explore", { project });
      expect(match(path)?.params["project"]).toBe(project);
    }
  });
});
