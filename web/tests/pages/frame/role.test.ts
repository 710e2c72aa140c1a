import { describe, expect, it } from "vitest";

import { includes } from "../../../src/pages/frame/role";

describe("roles", () => {
  it("include the smaller ones, and nothing while they are not known", () => {
    expect(includes("admin", "reviewer")).toBe(true);
    expect(includes("reviewer", "reviewer")).toBe(true);
    expect(includes("annotator", "reviewer")).toBe(false);
    expect(includes(null, "annotator")).toBe(false);
  });
});
