import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Delivery } from "../../src/api/deliver";
import { OutboxOfTab } from "../../src/api/outbox";
import { makeStore } from "../../src/api/outbox_store";
import { EMPTY } from "../../src/api/queue";
import type { News, Tabs } from "../../src/api/tabs";
import { setSession } from "../../src/api/who";
import type { MaskWrite } from "../../src/api/writes";
import { maskOf, Server, writeOf } from "./simulation";

const ANN = { id: 1, name: "ann", roles: {} };
const BOB = { id: 2, name: "bob", roles: {} };

/** A browser with a disk, a lock, and tabs that hear each other. */
class Browser {
  readonly server = new Server();
  readonly online = signal(true);
  readonly sent: string[] = [];
  down = false;
  refusal: Delivery | null = null;
  private kept = EMPTY;
  private readonly listeners: ((news: News) => void)[] = [];
  private turn: Promise<void> = Promise.resolve();

  open(): OutboxOfTab {
    const mine: ((news: News) => void)[] = [];
    const tabs: Tabs = {
      tell: (news) => {
        for (const heard of this.listeners) if (!mine.includes(heard)) heard(news);
      },
      listen: (heard) => {
        mine.push(heard);
        this.listeners.push(heard);
      },
      alone: (work) => (this.turn = this.turn.then(work)),
    };
    const store = makeStore((change) => Promise.resolve((this.kept = change(this.kept))));
    const deliver = (write: MaskWrite) => Promise.resolve(this.deliver(write));
    return new OutboxOfTab({ store, tabs, online: this.online, deliver });
  }

  private deliver(write: MaskWrite): Delivery {
    if (this.down) return { kind: "later", why: "unreachable" };
    this.sent.push(write.requestId);
    if (this.refusal) return this.refusal;
    const { stale, mask } = this.server.take(write);
    return stale ? { kind: "stale", newest: mask } : { kind: "acknowledged", mask };
  }
}

const save = (maskId: string, requestId: string, more: Partial<MaskWrite> = {}) =>
  writeOf(maskId, requestId, { kind: "save", ...more });
const settled = (outbox: OutboxOfTab) =>
  vi.waitFor(() => expect(outbox.status.value).not.toBe("saving"));

beforeEach(() => {
  setSession({ kind: "in", me: ANN });
});
afterEach(() => {
  setSession({ kind: "unknown" });
});

test("what is put comes to the server, and its version is told", async () => {
  const browser = new Browser();
  const outbox = browser.open();
  await outbox.put(save("a", "1"));
  await outbox.put(save("a", "2"));
  await settled(outbox);
  expect(browser.server.done).toEqual(["1", "2"]);
  expect(outbox.acknowledged.value.get("a")?.version).toBe(2);
  expect([outbox.status.value, outbox.waiting.value]).toEqual(["saved", 0]);
});

test("what is put while the server is down waits, and a later visit sends it", async () => {
  const browser = new Browser();
  browser.down = true;
  const before = browser.open();
  await before.put(save("a", "1"));
  await before.put(save("a", "2"));
  await vi.waitFor(() => expect(before.status.value).toBe("offline"));
  browser.down = false;
  const after = browser.open();
  const pending = await after.pending("zoo", 3);
  expect(pending.map(({ requestId }) => requestId)).toEqual(["1", "2"]);
  await vi.waitFor(() => expect(browser.server.done).toEqual(["1", "2"]), 3_000);
});

test("a visit goes on with what an earlier one has left of a mask", async () => {
  const browser = new Browser();
  browser.down = true;
  const before = browser.open();
  await before.put(save("a", "1", { seenVersion: 0 }));
  const after = browser.open();
  await after.pending("zoo", 3);
  await after.put(save("a", "2", { seenVersion: 0 }));
  browser.down = false;
  after.wake();
  await vi.waitFor(() => expect(browser.server.done).toEqual(["1", "2"]), 3_000);
});

test("two tabs send each write once", async () => {
  const browser = new Browser();
  const [one, other] = [browser.open(), browser.open()];
  await Promise.all([one.put(save("a", "1")), other.put(save("b", "2")), one.put(save("c", "3"))]);
  await vi.waitFor(() => expect(browser.server.done.length).toBe(3));
  expect(browser.sent.toSorted()).toEqual(["1", "2", "3"]);
  await vi.waitFor(() => expect([one.waiting.value, other.waiting.value]).toEqual([0, 0]));
  expect(other.acknowledged.value.get("a")?.version).toBe(1);
});

describe("a mask that somebody else has changed", () => {
  async function conflict() {
    const browser = new Browser();
    browser.server.change("a", "somebody else");
    const outbox = browser.open();
    await outbox.put(save("a", "1"));
    await vi.waitFor(() => expect(outbox.status.value).toBe("conflict"));
    const [found] = outbox.conflicts.value;
    if (!found) throw new Error("no conflict");
    return { browser, outbox, found };
  }

  test("is saved over them if the user wants theirs gone", async () => {
    const { browser, outbox, found } = await conflict();
    await outbox.resolve(found, "mine");
    await vi.waitFor(() => expect(outbox.status.value).toBe("saved"));
    expect(browser.server.done).not.toContain("1");
    expect(browser.server.versionOf("a")).toBe(2);
  });

  test("stays as theirs if the user wants that, and the next change has seen it", async () => {
    const { browser, outbox, found } = await conflict();
    await outbox.resolve(found, "theirs");
    expect(outbox.acknowledged.value.get("a")).toEqual(maskOf("a", 1));
    await outbox.put(save("a", "2", { seenVersion: 1 }));
    await vi.waitFor(() => expect(browser.server.done).toEqual(["2"]));
  });
});

test("a refused write is shown until the user lets it go", async () => {
  const browser = new Browser();
  browser.refusal = { kind: "refused", message: "the mask has no pixel" };
  const outbox = browser.open();
  await outbox.put(save("a", "1"));
  await vi.waitFor(() => expect(outbox.status.value).toBe("refused"));
  const [held] = outbox.held.value;
  expect(held?.message).toBe("the mask has no pixel");
  if (held) await outbox.dismiss(held);
  expect([outbox.status.value, outbox.waiting.value]).toEqual(["saved", 0]);
});

test("a write whose lease was lost is sent under the next lease", async () => {
  const browser = new Browser();
  browser.refusal = { kind: "lease", message: "handed to somebody else" };
  const outbox = browser.open();
  await outbox.put(save("a", "1"));
  await vi.waitFor(() => expect(outbox.held.value[0]?.why).toBe("lease"));
  expect(await outbox.flush("zoo", 3)).toBe(false);
  browser.refusal = null;
  await outbox.leased("zoo", { id: 9, image_id: 3, lease: "next" });
  expect(await outbox.flush("zoo", 3)).toBe(true);
  expect(browser.server.done).toEqual(["1"]);
});

test("a session that has ended keeps everything until the same person is back", async () => {
  const browser = new Browser();
  const outbox = browser.open();
  setSession({ kind: "expired", me: ANN });
  await outbox.put(save("a", "1"));
  expect([outbox.status.value, outbox.waiting.value]).toEqual(["signed-out", 1]);
  setSession({ kind: "in", me: BOB });
  await vi.waitFor(() => expect(outbox.others.value).toEqual([{ name: "ann", waiting: 1 }]));
  expect([browser.sent, outbox.waiting.value]).toEqual([[], 0]);
  setSession({ kind: "in", me: ANN });
  await vi.waitFor(() => expect(browser.server.done).toEqual(["1"]));
});

test("nothing can be put by nobody", async () => {
  setSession({ kind: "out" });
  await expect(new Browser().open().put(save("a", "1"))).rejects.toThrow("nobody is signed in");
});

test("closing the tab is unsafe only while something is not on the disk", async () => {
  const browser = new Browser();
  browser.down = true;
  const outbox = browser.open();
  const put = outbox.put(save("a", "1"));
  expect(outbox.unsafe.value).toBe(true);
  await put;
  expect([outbox.unsafe.value, outbox.waiting.value]).toEqual([false, 1]);
});

test("a browser that says it has no network is offline", () => {
  const browser = new Browser();
  const outbox = browser.open();
  browser.online.value = false;
  expect(outbox.status.value).toBe("offline");
});
