import { describe, expect, it } from "vitest";

import { whatChanged } from "../../../src/pages/image/versions";

const version = (number: number, content: Record<string, unknown>) => ({
  version: number,
  account_id: null,
  content,
  created_ms: 0,
});

const VERSIONS = [
  version(1, { state: "kept", rle: "a", category: null }),
  version(2, { state: "kept", rle: "b", category: "cat" }),
  version(3, { state: "deleted", rle: "b", category: "cat" }),
  version(4, { state: "kept", rle: "b", category: "cat" }),
  version(5, { state: "kept", rle: "b", category: "cat" }),
];

describe("versions of a mask", () => {
  it("say what each one changed", () => {
    expect(VERSIONS.map((each) => whatChanged(VERSIONS, each.version))).toEqual([
      "made",
      "pixels and label changed",
      "deleted",
      "brought back",
      "saved again",
    ]);
  });
});
