/** What a version of a mask changed, in words. Pure. */

import type { ChangeOut } from "../../api/wire";

const WORDS: Readonly<Record<string, string>> = {
  rle: "pixels",
  category: "label",
  state: "state",
};

/** For example "made", "pixels and label changed", "deleted". */
export function whatChanged(versions: readonly ChangeOut[], version: number): string {
  const now = versions.find((each) => each.version === version);
  const before = versions.filter((each) => each.version < version).at(-1);
  if (!now || !before) return "made";
  const state = now.content["state"];
  if (state !== before.content["state"] && typeof state === "string")
    return state === "kept" ? "brought back" : state;
  const changed = Object.keys(WORDS).filter(
    (name) => JSON.stringify(now.content[name]) !== JSON.stringify(before.content[name]),
  );
  if (changed.length === 0) return "saved again";
  return `${changed.map((name) => WORDS[name] ?? name).join(" and ")} changed`;
}
