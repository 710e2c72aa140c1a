import { describe, expect, it, vi } from "vitest";

import { imagePoint } from "../../../src/geometry/points";
import type { Decoder } from "../../../src/model/decoder";
import { quickDecoder } from "../../../src/pages/play/quick_decoder";

const made: { ready: (decoder: Decoder) => void }[] = [];

vi.mock("../../../src/model/decoder", () => ({
  makeDecoder: () => new Promise((ready) => made.push({ ready })),
}));

/** Says where it is as its only answer. */
function decoder(place: "browser" | "server") {
  const opened: string[] = [];
  const closed = { value: false };
  const made: Decoder = {
    place,
    reason: "",
    info: null,
    open: async ({ key }) => void opened.push(key),
    decode: async () => [{ score: place === "browser" ? 1 : 0, stability: null, counts: "" }],
    close: () => void (closed.value = true),
  };
  return { decoder: made, opened, closed };
}

const source = { info: vi.fn(), file: vi.fn(), segment: vi.fn() };
const image = { key: "a", size: { width: 1, height: 1 }, embedding: new ArrayBuffer(0) };
const prompt = { points: [imagePoint(0, 0)], labels: [1 as const], box: null, refine: null };

describe("a decoder that answers at once", () => {
  it("asks the server until the browser's is ready, then the browser", async () => {
    const [server, browser] = [decoder("server"), decoder("browser")];
    const onMove = vi.fn();
    const quickly = quickDecoder(source, onMove);
    made.shift()?.ready(server.decoder);
    const quick = await quickly;
    await quick.open(image);
    quick.warmUp();
    expect((await quick.decode(prompt, true))?.[0]?.score).toBe(0);
    made.shift()?.ready(browser.decoder);
    await vi.waitFor(() => expect(onMove).toHaveBeenCalled());
    expect(quick.place).toBe("browser");
    expect(browser.opened).toEqual(["a"]);
    expect(server.closed.value).toBe(true);
    expect((await quick.decode(prompt, true))?.[0]?.score).toBe(1);
  });
  it("gets the browser's decoder once, and lets it go when the page is left", async () => {
    const [server, browser] = [decoder("server"), decoder("browser")];
    const quickly = quickDecoder(source, vi.fn());
    made.shift()?.ready(server.decoder);
    const quick = await quickly;
    quick.warmUp();
    quick.warmUp();
    expect(made).toHaveLength(1);
    quick.close();
    made.shift()?.ready(browser.decoder);
    await vi.waitFor(() => expect(browser.closed.value).toBe(true));
  });
});
