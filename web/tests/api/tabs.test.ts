import { afterEach, expect, test, vi } from "vitest";

import { otherTabs, type News } from "../../src/api/tabs";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Channels of one browser: a message goes to all but the one that sent it. */
function stubChannels() {
  const open: EventTarget[] = [];
  class Channel extends EventTarget {
    constructor() {
      super();
      open.push(this);
    }
    postMessage(data: unknown) {
      for (const other of open)
        if (other !== this) other.dispatchEvent(new MessageEvent("message", { data }));
    }
  }
  vi.stubGlobal("BroadcastChannel", Channel);
}

test("tabs hear each other and not themselves", () => {
  stubChannels();
  const [one, other] = [otherTabs(), otherTabs()];
  const heard: [string, News][] = [];
  one.listen((news) => heard.push(["one", news]));
  other.listen((news) => heard.push(["other", news]));
  one.tell({ kind: "changed" });
  other.tell({ kind: "line", line: "busy" });
  expect(heard).toEqual([
    ["other", { kind: "changed" }],
    ["one", { kind: "line", line: "busy" }],
  ]);
});

test("work is done under the lock that all tabs share", async () => {
  const request = vi.fn((_name: string, work: () => Promise<void>) => work());
  vi.stubGlobal("navigator", { locks: { request } });
  const work = vi.fn(() => Promise.resolve());
  await otherTabs().alone(work);
  expect(request).toHaveBeenCalledWith("anymask-outbox", work);
  expect(work).toHaveBeenCalledOnce();
});

test("without locks, as on pages without TLS, work is done all the same", async () => {
  vi.stubGlobal("navigator", {});
  const work = vi.fn(() => Promise.resolve());
  await otherTabs().alone(work);
  expect(work).toHaveBeenCalledOnce();
});
