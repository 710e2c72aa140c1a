import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { followConnection, guardClosing, online } from "../../src/api/connection";

const page = new EventTarget();
const shown = Object.assign(new EventTarget(), { visibilityState: "visible" });

beforeEach(() => {
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", shown);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("what waits is tried again when the network is back or the page is looked at", () => {
  const again = vi.fn();
  followConnection(again);
  page.dispatchEvent(new Event("offline"));
  expect([online.value, again.mock.calls.length]).toEqual([false, 0]);
  page.dispatchEvent(new Event("online"));
  expect([online.value, again.mock.calls.length]).toEqual([true, 1]);
  shown.dispatchEvent(new Event("visibilitychange"));
  expect(again).toHaveBeenCalledTimes(2);
});

test("the browser asks before closing only while something would be lost", () => {
  const asks = () => !page.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  guardClosing(true);
  guardClosing(true);
  expect(asks()).toBe(true);
  guardClosing(false);
  expect(asks()).toBe(false);
});
