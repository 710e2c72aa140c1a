import { describe, expect, it } from "vitest";

import {
  type Command,
  type MaskOut,
  type VerdictOut,
  EMPTY,
  apply,
  fits,
  inverse,
  listed,
  nextProminence,
  open,
  openJudged,
  same,
} from "../../src/state/document";
import { instance, randomCommand } from "./commands";
import { randoms } from "./random";

const add = (id: string, prominence = 0): Command => ({
  name: "add",
  changes: [{ id, before: null, after: instance(id, { prominence }) }],
});

const served = (id: string, more: Partial<MaskOut> = {}): MaskOut =>
  ({
    id,
    rle: "x",
    category: null,
    state: "kept",
    prominence: null,
    locked: false,
    ...more,
  }) as MaskOut;

describe("a command", () => {
  it("and its inverse leave the document as it was", () => {
    const next = randoms(7);
    let document = EMPTY;
    for (let i = 0; i < 300; i += 1) {
      const command = randomCommand(document, next);
      const after = apply(document, command);
      expect(fits(document, command)).toBe(true);
      expect(fits(after, inverse(command))).toBe(true);
      expect(apply(after, inverse(command))).toEqual(document);
      document = after;
    }
  });

  it("does not touch the document it is applied to", () => {
    const before = apply(EMPTY, add("a"));
    apply(before, add("b"));
    expect([...before.keys()]).toEqual(["a"]);
  });

  it("fits only where every instance is as it was", () => {
    expect(fits(apply(EMPTY, add("a")), add("a"))).toBe(false);
    expect(fits(EMPTY, inverse(add("a")))).toBe(false);
  });
});

describe("a document", () => {
  it("lists instances by prominence, whatever order they came in", () => {
    const document = [add("c", 2), add("a", 0), add("b", 1)].reduce(apply, EMPTY);
    expect(listed(document).map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(nextProminence(document)).toBe(3);
    expect(nextProminence(EMPTY)).toBe(0);
  });

  it("opens with what is kept, in the order of the server", () => {
    const document = open([served("a"), served("gone", { state: "deleted" }), served("b")], 1);
    expect(listed(document).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("seals what the engine filled in", () => {
    expect(open([served("a", { locked: true })], 1).get("a")?.sealed).toBe(true);
  });

  it("of a review shows what has a verdict as the verdict wants it", () => {
    const masks = [
      served("a"),
      served("b", { state: "rejected" }),
      served("c", { state: "rejected" }),
    ];
    const verdicts = [
      { mask_id: "a", verdict: "fix", rle: "fixed" },
      { mask_id: "b", verdict: "reject", rle: null },
    ] as VerdictOut[];
    const document = openJudged(masks, verdicts, 1);
    expect(listed(document).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(document.get("a")).toMatchObject({ verdict: "fix", counts: "fixed" });
    expect(document.get("b")).toMatchObject({ verdict: "reject", counts: "x" });
  });

  it("tells instances apart by pixels and name", () => {
    const one = instance("a");
    expect(same(one, { ...one, prominence: 9 })).toBe(true);
    expect(same(one, { ...one, category: "cat" })).toBe(false);
    expect(same(one, { ...one, counts: "z" })).toBe(false);
    expect(same(one, { ...one, verdict: "accept" })).toBe(false);
    expect(same(null, null)).toBe(true);
    expect(same(one, null)).toBe(false);
  });
});
