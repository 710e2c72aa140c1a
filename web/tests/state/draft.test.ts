import { describe, expect, it } from "vitest";

import { boxBetween, imagePoint } from "../../src/geometry/points";
import {
  type Draft,
  type DraftStep,
  NO_DRAFT,
  add,
  back,
  baseOf,
  cancel,
  choose,
  edit,
  forth,
  isBlank,
  paintOf,
  promptsOf,
  questionOf,
  readDraft,
  refinedOf,
  ringsOf,
  spread,
} from "../../src/state/draft";
import { instance } from "./commands";
import { randoms } from "./random";

const click = (x: number, label: 0 | 1 = 1): DraftStep => ({
  kind: "click",
  at: imagePoint(x, x),
  label,
});
const box: DraftStep = { kind: "box", box: boxBetween(imagePoint(9, 8), imagePoint(1, 2)) };
const path = Array.from({ length: 40 }, (_, i) => imagePoint(i, 2 * i));
const scribble: DraftStep = { kind: "scribble", path, label: 0 };
const paint: DraftStep = { kind: "paint", path, radius: 4, value: 0 };
const shape: DraftStep = { kind: "shape", counts: "shape", rings: [path] };
const ALL = [click(1), click(2, 0), box, scribble, paint, shape];

const draftOf = (...steps: DraftStep[]): Draft => steps.reduce(add, NO_DRAFT);

describe("a draft", () => {
  it("goes back to nothing and forth to where it was", () => {
    const next = randoms(2);
    for (let i = 0; i < 100; i += 1) {
      const steps = Array.from({ length: 20 }, () => ALL[Math.floor(next() * ALL.length)] ?? box);
      const draft = draftOf(...steps);
      let now = draft;
      while (!isBlank(now)) now = back(now);
      expect(questionOf(now)).toBeNull();
      for (let j = 0; j < 30; j += 1) now = forth(now);
      expect(now).toEqual(draft);
    }
  });

  it("that was cancelled can be had again", () => {
    const draft = draftOf(...ALL);
    let now = cancel(draft);
    expect(isBlank(now)).toBe(true);
    for (let i = 0; i < ALL.length; i += 1) now = forth(now);
    expect(now).toEqual(draft);
  });

  it("has outlines until something is painted or asked", () => {
    expect(ringsOf(draftOf(click(1), shape))).toEqual([path]);
    expect(ringsOf(draftOf(shape, paint))).toBeNull();
    expect(ringsOf(NO_DRAFT)).toBeNull();
  });

  it("survives being written down and read again", () => {
    const draft = back(draftOf(...ALL));
    expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  });

  it("is not read from what is none", () => {
    for (const value of [null, 3, {}, { steps: [], done: 1, choice: 0 }, { steps: 1 }]) {
      expect(readDraft(value)).toBeNull();
    }
  });

  it("starts from the instance that is edited, or the last shape", () => {
    expect(baseOf(NO_DRAFT)).toBeNull();
    expect(baseOf(edit(instance("a", { counts: "before" })))).toBe("before");
    expect(baseOf(add(edit(instance("a")), shape))).toBe("shape");
  });
});

describe("the question to the model", () => {
  it("is ambiguous for one click on an object alone", () => {
    expect(questionOf(draftOf(click(1)))?.ambiguous).toBe(true);
    expect(questionOf(draftOf(click(1, 0)))?.ambiguous).toBe(false);
    expect(questionOf(draftOf(click(1), click(2)))?.ambiguous).toBe(false);
    expect(questionOf(draftOf(click(1), box))?.ambiguous).toBe(false);
    expect(questionOf(add(edit(instance("a")), click(1)))?.ambiguous).toBe(false);
  });

  it("goes on from the prompts that made what is edited, if they alone did", () => {
    const prompts = promptsOf(draftOf(click(1), box, click(2, 0)));
    const target = instance("a", { prompts });
    const more = add(edit(target), click(3));
    expect(questionOf(edit(target))).toBeNull();
    expect(questionOf(more)).toEqual(questionOf(draftOf(click(1), box, click(2, 0), click(3))));
    expect(refinedOf(more)).toBeNull();
    const painted = instance("b", { prompts: promptsOf(draftOf(click(1), paint)) });
    expect(questionOf(add(edit(painted), click(3)))?.points).toEqual([[3, 3]]);
    expect(refinedOf(add(edit(painted), click(3)))).toBe(painted.counts);
  });

  it("holds the newest box only", () => {
    const other: DraftStep = { kind: "box", box: boxBetween(imagePoint(0, 0), imagePoint(3, 3)) };
    expect(questionOf(draftOf(other, box))?.box).toEqual([1, 2, 9, 8]);
  });

  it("stands for a scribble by a few of its points, with its label", () => {
    const question = questionOf(draftOf(scribble));
    expect(question?.points.length).toBe(8);
    expect(question?.labels.every((label) => label === 0)).toBe(true);
  });

  it("leaves out what lies before a shape, and paint", () => {
    expect(questionOf(draftOf(click(1), shape, paint))).toBeNull();
    expect(questionOf(draftOf(shape, click(3)))?.points).toEqual([[3, 3]]);
    expect(paintOf(draftOf(paint, shape, paint))).toHaveLength(1);
  });
});

describe("what is told to the server", () => {
  it("is every step in order, after what was there", () => {
    const before = [{ kind: "click" as const, points: [], label: 1 as const }];
    const draft = ALL.reduce(add, edit(instance("a", { prompts: before })));
    expect(promptsOf(draft).map(({ kind }) => kind)).toEqual([
      "click",
      ...["click", "click", "box", "stroke", "eraser", "polygon"],
    ]);
  });

  it("stays within the limits of the server", () => {
    let draft = NO_DRAFT;
    for (let i = 0; i < 1_200; i += 1) draft = add(draft, click(i));
    expect(promptsOf(draft)).toHaveLength(1_000);
    const long = Array.from({ length: 30_000 }, (_, i) => imagePoint(i / 7, 0));
    const told = promptsOf(draftOf({ kind: "paint", path: long, radius: 3, value: 1 }));
    expect(told[0]?.points?.length).toBe(500);
  });
});

describe("choosing among answers", () => {
  it("goes round in both directions", () => {
    const draft = draftOf(click(1));
    expect(choose(draft, 3, 3)).toEqual(draft);
    expect(choose(choose(draft, -1, 3), 1, 3)).toEqual(draft);
    expect(choose(draft, -1, 3).choice).toBe(2);
    expect(choose(draft, 1, 1)).toBe(draft);
  });

  it("begins anew with every new prompt, but not with paint", () => {
    const chosen = choose(draftOf(click(1)), 1, 3);
    expect(add(chosen, click(2)).choice).toBe(0);
    expect(add(chosen, paint).choice).toBe(1);
  });
});

describe("points along a path", () => {
  it("hold both ends and are as many as asked for", () => {
    for (let most = 2; most < 40; most += 1) {
      const some = spread(path, most);
      expect(some).toHaveLength(most);
      expect([some[0], some[most - 1]]).toEqual([path[0], path[path.length - 1]]);
    }
    expect(spread(path.slice(0, 3), 8)).toHaveLength(3);
  });
});
