import { expect, test, vi } from "vitest";

import type { Delivery } from "../../src/api/deliver";
import { makeStore } from "../../src/api/outbox_store";
import { EMPTY, reduce, type Queue } from "../../src/api/queue";
import { makeSender, type World } from "../../src/api/sender";
import { ANN, maskOf, writeOf } from "./simulation";

/** A world with a queue of writes and a script of what comes of sending them. */
function worldOf(requests: string[], script: Delivery[]) {
  let kept: Queue = EMPTY;
  const store = makeStore((change) => Promise.resolve((kept = change(kept))));
  const sent: string[] = [];
  const pauses: number[] = [];
  const lines: string[] = [];
  const acknowledged: number[] = [];
  const world: World = {
    store,
    deliver: (write) => {
      sent.push(write.requestId);
      return Promise.resolve(
        script.shift() ?? { kind: "acknowledged", mask: maskOf(write.maskId, 1) },
      );
    },
    alone: (work) => work(),
    writerId: () => ANN.id,
    sleep: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
    random: () => 1,
    line: (line) => lines.push(line),
    changed: () => undefined,
    acknowledged: (_, { version }) => acknowledged.push(version),
  };
  const put = (requestId: string) =>
    store.update((queue) => {
      const write = writeOf(`mask of ${requestId}`, requestId, { kind: "save" });
      return reduce(queue, { kind: "put", write, writer: ANN, after: null });
    });
  const ready = Promise.all(requests.map(put));
  return { world, sent, pauses, lines, acknowledged, put, ready, left: () => kept.entries.length };
}

test("everything that waits is sent, in order", async () => {
  const { world, sent, ready, left } = worldOf(["1", "2", "3"], []);
  await ready;
  makeSender(world).wake();
  await vi.waitFor(() => expect(left()).toBe(0));
  expect(sent).toEqual(["1", "2", "3"]);
});

test("a write without an answer is sent again under the same id, after growing pauses", async () => {
  const gone: Delivery = { kind: "later", why: "unreachable" };
  const busy: Delivery = { kind: "later", why: "busy", afterMs: 9_000 };
  const { world, sent, pauses, lines, ready, left } = worldOf(["1"], [gone, gone, busy]);
  await ready;
  makeSender(world).wake();
  await vi.waitFor(() => expect(left()).toBe(0));
  expect(sent).toEqual(["1", "1", "1", "1"]);
  expect(pauses).toEqual([500, 1_000, 9_000]);
  expect(lines).toEqual(["unreachable", "unreachable", "busy", "open"]);
});

test("nothing is sent once the session has ended, and all of it is kept", async () => {
  const { world, sent, ready, left } = worldOf(["1", "2"], [{ kind: "signed-out" }]);
  await ready;
  makeSender(world).wake();
  await vi.waitFor(() => expect(sent).toEqual(["1"]));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([sent.length, left()]).toEqual([1, 2]);
});

test("the version that is told is the one that the write made", async () => {
  const others: Delivery = { kind: "acknowledged", mask: maskOf("mask of 1", 6) };
  const { world, acknowledged, ready, left } = worldOf(["1"], [others]);
  await ready;
  makeSender(world).wake();
  await vi.waitFor(() => expect(left()).toBe(0));
  expect(acknowledged).toEqual([1]);
});

test("what is put while the last one is on its way is sent as well", async () => {
  const { world, sent, put, ready, left } = worldOf(["1"], []);
  await ready;
  const { deliver } = world;
  let sender: ReturnType<typeof makeSender> | null = null;
  const during: World = {
    ...world,
    deliver: async (write) => {
      if (write.requestId === "1") {
        await put("2");
        sender?.wake();
      }
      return deliver(write);
    },
  };
  sender = makeSender(during);
  sender.wake();
  await vi.waitFor(() => expect(left()).toBe(0));
  expect(sent).toEqual(["1", "2"]);
});

test("what is put after the last look is sent as well", async () => {
  const { world, sent, put, ready, left } = worldOf(["1"], []);
  await ready;
  let sender: ReturnType<typeof makeSender> | null = null;
  let late = false;
  const slow: World = {
    ...world,
    alone: async (work) => {
      await work();
      if (late) return;
      late = true;
      await put("2");
      sender?.wake();
    },
  };
  sender = makeSender(slow);
  sender.wake();
  await vi.waitFor(() => expect(left()).toBe(0));
  expect(sent).toEqual(["1", "2"]);
});
