import { describe, expect, it } from "vitest";

import type { MaskWrite } from "../../../src/api/outbox";
import { bodyOf, layOver } from "../../../src/pages/annotate/writing";
import { type Document, EMPTY, apply } from "../../../src/state/document";
import { instance, randomCommand } from "../../state/commands";
import { randoms } from "../../state/random";

const writeOf = (kind: MaskWrite["kind"], maskId: string, body: MaskWrite["body"]): MaskWrite => ({
  projectName: "zoo",
  taskId: 1,
  lease: "l",
  imageId: 2,
  maskId,
  requestId: "r",
  seenVersion: 0,
  kind,
  body,
});

describe("what waits to be sent", () => {
  it("laid over what the server knows gives the document as it was", () => {
    const next = randoms(21);
    let document: Document = EMPTY;
    let laid: Document = EMPTY;
    for (let i = 0; i < 200; i += 1) {
      const command = randomCommand(document, next);
      document = apply(document, command);
      for (const { id, after } of command.changes) {
        const kind = after === null ? "delete" : "save";
        laid = layOver(laid, writeOf(kind, id, bodyOf(kind, after, "l", [])));
      }
    }
    expect(new Map([...laid].sort())).toEqual(new Map([...document].sort()));
  });

  it("holds the pixels of a verdict only where something was drawn", () => {
    const accepted = instance("a", { verdict: "accept" });
    expect(bodyOf("verdict", accepted, "l", [5])).not.toHaveProperty("counts");
    expect(bodyOf("verdict", accepted, "l", [5])).toMatchObject({ moments_ms: [5] });
    const fixed = instance("a", { verdict: "fix", counts: "fixed" });
    const write = writeOf("verdict", "a", bodyOf("verdict", fixed, "l", []));
    const there = new Map([["a", instance("a")]]);
    expect(layOver(there, write).get("a")).toEqual(fixed);
    expect(layOver(EMPTY, write)).toEqual(EMPTY);
  });
});
