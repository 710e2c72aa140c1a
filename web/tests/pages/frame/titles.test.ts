import { describe, expect, it } from "vitest";

import { titleOf } from "../../../src/pages/frame/titles";
import { match } from "../../../src/router";

describe("titles of tabs", () => {
  it("go from the page to the project to the program", () => {
    expect(titleOf(match("/p/zoo/watch"))).toBe("Watch · zoo · anymask");
    expect(titleOf(match("/p/zoo/images/7"))).toBe("Image 7 · zoo · anymask");
    expect(titleOf(match("/play"))).toBe("Play · anymask");
    expect(titleOf(null)).toBe("Not found · anymask");
  });
});
