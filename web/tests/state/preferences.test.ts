import { describe, expect, it } from "vitest";

import {
  DEFAULTS,
  RANGES,
  type Ranged,
  readPreferences,
  within,
  writePreferences,
} from "../../src/state/preferences";

describe("preferences", () => {
  it("come back as they were written", () => {
    const mine = { ...DEFAULTS, opacity: 0.8, hover: false, keys: { brush: ["Alt+B"] } };
    expect(readPreferences(writePreferences(mine))).toEqual(mine);
  });

  it("are the defaults where nothing useful was kept", () => {
    for (const text of [
      null,
      "",
      "{",
      "7",
      "null",
      "[]",
      '{"opacity":"1e9","hover":1,"radius":null}',
    ]) {
      expect(readPreferences(text)).toEqual(DEFAULTS);
    }
  });

  it("stay within their ranges", () => {
    for (const name of Object.keys(RANGES) as Ranged[]) {
      const { least, most } = RANGES[name];
      expect(within(name, -1e9)).toBe(least);
      expect(within(name, 1e9)).toBe(most);
      expect(within(name, DEFAULTS[name])).toBe(DEFAULTS[name]);
    }
  });
});
