import { describe, expect, it } from "vitest";

import { choiceOf } from "../../../src/pages/image/choice";
import type { ShownMask } from "../../../src/pages/image/scene";

const mask = (id: string) => ({ id, rle: id, colour: [1, 2, 3] }) as unknown as ShownMask;

describe("the mask that is pointed at", () => {
  it("is marked, before the one that is chosen", () => {
    const choice = choiceOf([mask("a"), mask("b")]);
    const marked = () => choice.layers.value.filter((layer) => layer.selected).map(({ id }) => id);
    expect(marked()).toEqual([]);
    choice.chosen.value = "a";
    expect(marked()).toEqual(["a"]);
    choice.pointed.value = "b";
    expect(marked()).toEqual(["b"]);
  });
  it("changes no other layer, so that only its own is drawn anew", () => {
    const choice = choiceOf([mask("a"), mask("b"), mask("c")]);
    const before = choice.layers.value;
    choice.pointed.value = "b";
    const after = choice.layers.value;
    expect(after.map((layer, index) => layer === before[index])).toEqual([true, false, true]);
  });
  it("stays visible while all others are hidden", () => {
    const choice = choiceOf([mask("a"), mask("b")]);
    choice.visible.value = false;
    choice.chosen.value = "b";
    expect(choice.layers.value.map((layer) => layer.hidden)).toEqual([true, false]);
  });
});
