import { expect, test, vi } from "vitest";

import { difference, makeStore } from "../../src/api/outbox_store";
import { EMPTY, reduce, type Queue } from "../../src/api/queue";
import { ANN, writeOf } from "./simulation";

const put = (requestId: string) => (queue: Queue) =>
  reduce(queue, {
    kind: "put",
    write: writeOf("a", requestId, { kind: "save" }),
    writer: ANN,
    after: null,
  });
const ids = (queue: Queue) => queue.entries.map(({ write }) => write.requestId);

test("only what changed is written, and what is gone is removed", () => {
  const before = put("2")(put("1")(EMPTY));
  const answer = { kind: "acknowledged", mask: { id: "a", version: 1 } } as never;
  const after = reduce(before, { kind: "answered", requestId: "1", answer });
  const { put: written, remove } = difference(before.entries, after.entries);
  expect(remove).toEqual([1]);
  expect(written.map(({ order }) => order)).toEqual([2]);
  expect(difference(before.entries, before.entries)).toEqual({ put: [], remove: [] });
});

test("a store that loses its disk goes on in memory with what it had, and says so", async () => {
  let kept = EMPTY;
  let full = false;
  const store = makeStore((change) => {
    if (full) return Promise.reject(new DOMException("full", "QuotaExceededError"));
    kept = change(kept);
    return Promise.resolve(kept);
  });
  await store.update(put("1"));
  expect(store.durable.value).toBe(true);
  full = true;
  await store.update(put("2"));
  expect(store.durable.value).toBe(false);
  expect(ids(await store.read())).toEqual(["1", "2"]);
});

test("changes that fail at the same time are all kept", async () => {
  const store = makeStore(() => Promise.reject(new Error("private mode")));
  await Promise.all(["1", "2", "3"].map((id) => store.update(put(id))));
  expect(ids(await store.read())).toEqual(["1", "2", "3"]);
});

test("a disk that fails once is tried again", async () => {
  let kept = EMPTY;
  let failures = 1;
  const store = makeStore((change) => {
    failures -= 1;
    if (failures >= 0) return Promise.reject(new Error("closed"));
    return Promise.resolve((kept = change(kept)));
  });
  expect(ids(await store.update(put("1")))).toEqual(["1"]);
  expect([store.durable.value, kept.entries.length]).toEqual([true, 1]);
});

test("a disk that never answers is none", async () => {
  vi.useFakeTimers();
  const store = makeStore(() => new Promise(() => undefined));
  const put1 = store.update(put("1"));
  await vi.advanceTimersByTimeAsync(15_000);
  expect(ids(await put1)).toEqual(["1"]);
  expect(store.durable.value).toBe(false);
  vi.useRealTimers();
});
