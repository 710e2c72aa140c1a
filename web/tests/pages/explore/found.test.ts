import { describe, expect, it } from "vitest";

import type { ImageOut, ImagePage } from "../../../src/api/wire";
import { Found } from "../../../src/pages/explore/found";
import { PAGE } from "../../../src/pages/explore/grid";

const TOTAL = 100_000;

const image = (id: number): ImageOut => ({
  id,
  name: `${id}.jpg`,
  width: 4,
  height: 3,
  state: "ready",
  held_out: false,
  details: {},
  masks: 0,
});

/** A server that answers when it is told to. */
function server() {
  const waiting: { offset: number; answer: () => void; signal: AbortSignal }[] = [];
  const fetch = (offset: number, limit: number, signal: AbortSignal) =>
    new Promise<ImagePage>((resolve) => {
      const images = Array.from({ length: limit }, (_, index) => image(offset + index));
      waiting.push({ offset, signal, answer: () => resolve({ total: TOTAL, images }) });
    });
  return { waiting, found: new Found(fetch) };
}

describe("found images", () => {
  it("asks for each page once", () => {
    const { waiting, found } = server();
    found.want([0, 1]);
    found.want([0, 1]);
    expect(waiting.map((each) => each.offset)).toEqual([0, PAGE]);
  });
  it("has an image at its place once its page is there", async () => {
    const { waiting, found } = server();
    found.want([3]);
    expect(found.at(3 * PAGE + 5)).toBeUndefined();
    waiting[0]?.answer();
    await Promise.resolve().then(() => undefined);
    expect(found.at(3 * PAGE + 5)?.id).toBe(3 * PAGE + 5);
    expect(found.total.value).toBe(TOTAL);
  });
  it("calls off what is no longer in view", () => {
    const { waiting, found } = server();
    found.want([0]);
    found.want([900]);
    expect(waiting.map((each) => each.signal.aborted)).toEqual([true, false]);
    found.close();
    expect(waiting.map((each) => each.signal.aborted)).toEqual([true, true]);
  });
  it("keeps forty pages, however far one scrolls", async () => {
    const { waiting, found } = server();
    for (let page = 0; page < 100; page++) {
      found.want([page]);
      waiting[page]?.answer();
      await Promise.resolve().then(() => undefined);
    }
    expect(found.at(0)).toBeUndefined();
    expect(found.at(99 * PAGE)?.id).toBe(99 * PAGE);
    expect(found.at(60 * PAGE)?.id).toBe(60 * PAGE);
  });
  it("says why nothing comes, and forgets it once something does", async () => {
    let broken = true;
    const found = new Found(async () => {
      if (broken) throw new Error("no server");
      return { total: 1, images: [image(7)] };
    });
    found.want([0]);
    await Promise.resolve().then(() => undefined);
    expect(String(found.error.value)).toContain("no server");
    broken = false;
    found.want([0]);
    await Promise.resolve().then(() => undefined);
    expect(found.error.value).toBeNull();
  });
});
