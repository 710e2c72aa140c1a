import { describe, expect, it } from "vitest";

import { nextTheme, readTheme, type Theme } from "../../../src/pages/frame/theme";

describe("theme", () => {
  it("comes back to where it was after three steps", () => {
    for (const start of ["auto", "light", "dark"] as Theme[]) {
      expect(nextTheme(nextTheme(nextTheme(start)))).toBe(start);
      expect(nextTheme(start)).not.toBe(start);
    }
  });
  it("takes what it does not know for auto", () => {
    expect(readTheme("mauve")).toBe("auto");
    expect(readTheme(null)).toBe("auto");
    expect(readTheme("dark")).toBe("dark");
  });
});
