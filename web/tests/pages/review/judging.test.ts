import { describe, expect, it } from "vitest";

import { nextOpen, notesOf, toJudge, verdictOn } from "../../../src/pages/review/judging";
import { type Document, apply } from "../../../src/state/document";
import { instance } from "../../state/commands";

const DOCUMENT: Document = new Map(
  ["a", "b", "c", "d"].map((id, prominence) => [id, instance(id, { prominence, own: id === "c" })]),
);

function judged(document: Document, id: string): Document {
  const mask = document.get(id);
  const command = mask ? verdictOn(mask, "accept") : null;
  return command === null ? document : apply(document, command);
}

describe("judging", () => {
  it("meets every mask once, but not those that the reviewer drew", () => {
    let document = DOCUMENT;
    const met: string[] = [];
    let id = nextOpen(document, null);
    while (id !== null) {
      met.push(id);
      document = judged(document, id);
      id = nextOpen(document, id);
    }
    expect(met).toEqual(["a", "b", "d"]);
    expect(toJudge(document).every(({ verdict }) => verdict === "accept")).toBe(true);
  });

  it("goes round to masks that were passed over", () => {
    expect(nextOpen(judged(DOCUMENT, "d"), "b")).toBe("a");
  });

  it("says a verdict once", () => {
    const mask = judged(DOCUMENT, "a").get("a");
    expect(mask && verdictOn(mask, "accept")).toBeNull();
    expect(mask && verdictOn(mask, "reject")?.changes).toHaveLength(1);
    expect(verdictOn(instance("mine"), "accept")).toBeNull();
  });

  it("tells of each mask what was said", () => {
    expect([...notesOf(judged(DOCUMENT, "a")).values()]).toEqual([
      "accepted",
      "to judge",
      "yours",
      "to judge",
    ]);
  });
});
