import { describe, expect, test } from "vitest";

import { conflictsOf, EMPTY, heldOf, nextToSend, reduce } from "../../src/api/queue";
import type { Answer, Queue, QueueEvent } from "../../src/api/queue";
import type { MaskWrite } from "../../src/api/writes";
import { ANN, BadDay, maskOf, randomOf, writeOf } from "./simulation";

const BOB = { id: 2, name: "bob" };

function put(queue: Queue, write: MaskWrite, after: string | null = null, writer = ANN): Queue {
  return reduce(queue, { kind: "put", write, writer, after });
}
function answer(queue: Queue, requestId: string, given: Answer): Queue {
  return reduce(queue, { kind: "answered", requestId, answer: given });
}
const acknowledged = (maskId: string, version: number): Answer => ({
  kind: "acknowledged",
  mask: maskOf(maskId, version),
});
const save = (maskId: string, requestId: string, more: Partial<MaskWrite> = {}) =>
  writeOf(maskId, requestId, { kind: "save", ...more });
const ids = (queue: Queue) => queue.entries.map(({ write }) => write.requestId);

describe("on many bad days", () => {
  const SEEDS = Array.from({ length: 400 }, (_, seed) => seed + 1);

  function live(seed: number): BadDay {
    const day = new BadDay(randomOf(seed));
    for (let step = 0; step < 150; step += 1) day.step();
    return day;
  }

  test("per mask order is kept, nothing acknowledged is sent again, nothing unseen overwritten", () => {
    expect(SEEDS.flatMap((seed) => live(seed).faults)).toEqual([]);
  });

  test("every write is on the server, or waits, or was let go by the person", () => {
    for (const seed of SEEDS) {
      const day = live(seed);
      const waiting = new Set(ids(day.queue));
      const lost = day.told.filter(
        (told) =>
          !told.letGo &&
          !told.ids.some((id) => day.server.done.includes(id)) &&
          !waiting.has(told.ids.at(-1) ?? ""),
      );
      expect(lost).toEqual([]);
    }
  });

  test("once all goes well every write that was not let go comes to the server, once", () => {
    for (const seed of SEEDS) {
      const day = live(seed);
      day.end();
      expect(day.queue.entries).toEqual([]);
      expect(day.faults).toEqual([]);
      const kept = day.told.filter(({ letGo }) => !letGo);
      for (const { ids: sent } of kept)
        expect(sent.some((id) => day.server.done.includes(id))).toBe(true);
      expect(new Set(day.server.done).size).toBe(day.server.done.length);
    }
  });
});

test("writes of one mask go out in the order in which they were put", () => {
  let queue = put(put(EMPTY, save("a", "1")), save("a", "2"), "1");
  expect(nextToSend(queue, ANN.id)?.write.requestId).toBe("1");
  queue = answer(queue, "1", acknowledged("a", 1));
  expect(nextToSend(queue, ANN.id)?.write).toMatchObject({ requestId: "2", seenVersion: 1 });
});

test("a write that was acknowledged in another tab is known to what builds on it", () => {
  const queue = answer(put(EMPTY, save("a", "1")), "1", acknowledged("a", 1));
  expect(put(queue, save("a", "2"), "1").entries[0]?.write.seenVersion).toBe(1);
});

test("what others did before a lost answer was repeated is not written over", () => {
  const both = put(put(EMPTY, save("a", "1")), save("a", "2"), "1");
  const queue = answer(both, "1", acknowledged("a", 5));
  expect(nextToSend(queue, ANN.id)?.write.seenVersion).toBe(1);
});

test("putting the same request twice puts it once", () => {
  const queue = put(EMPTY, save("a", "1"));
  expect(put(queue, save("a", "1"))).toBe(queue);
});

test("a conflict holds up its own mask and no other", () => {
  let queue = put(put(put(EMPTY, save("a", "1")), save("a", "2"), "1"), save("b", "3"));
  queue = answer(queue, "1", { kind: "stale", newest: maskOf("a", 4) });
  expect(nextToSend(queue, ANN.id)?.write.requestId).toBe("3");
  expect(conflictsOf(queue, ANN.id)).toMatchObject([
    { mine: { requestId: "2" }, theirs: { version: 4 } },
  ]);
});

describe("a conflict that is resolved", () => {
  const conflict = answer(put(put(EMPTY, save("a", "1")), save("a", "2"), "1"), "1", {
    kind: "stale",
    newest: maskOf("a", 4),
  });
  const event = (choice: "mine" | "theirs"): QueueEvent => ({
    kind: "resolved",
    maskId: "a",
    choice,
    newId: "9",
  });

  test("as mine is sent anew, as another request that has seen theirs", () => {
    const queue = reduce(conflict, event("mine"));
    expect(nextToSend(queue, ANN.id)?.write).toMatchObject({ requestId: "9", seenVersion: 4 });
    const next = answer(queue, "9", acknowledged("a", 5));
    expect(nextToSend(next, ANN.id)?.write).toMatchObject({ requestId: "2", seenVersion: 5 });
  });

  test("as mine is still known to tabs by its former id", () => {
    const queue = answer(reduce(conflict, event("mine")), "9", acknowledged("a", 5));
    expect(put(queue, save("a", "3"), "1").entries.at(-1)?.write.seenVersion).toBe(5);
  });

  test("as theirs lets go of all that waits for the mask", () => {
    expect(reduce(conflict, event("theirs")).entries).toEqual([]);
  });
});

describe("a write that is refused", () => {
  const refused = answer(put(EMPTY, save("a", "1")), "1", { kind: "refused", message: "empty" });

  test("is kept and shown, and does not hold up the next one", () => {
    const queue = put(refused, save("a", "2"), "1");
    expect(heldOf(queue, ANN.id)).toMatchObject([{ why: "refused", message: "empty" }]);
    expect(nextToSend(queue, ANN.id)?.write).toMatchObject({ requestId: "2", seenVersion: 0 });
  });

  test("goes when a later version of the mask is saved", () => {
    const queue = put(refused, save("a", "2"), "1");
    expect(answer(queue, "2", acknowledged("a", 1)).entries).toEqual([]);
  });

  test("goes when the user takes the mask away, and nothing is sent", () => {
    expect(put(refused, writeOf("a", "2"), "1").entries).toEqual([]);
  });

  test("goes when the user dismisses it, and is sent anew when they ask for it", () => {
    expect(reduce(refused, { kind: "dismissed", requestId: "1" }).entries).toEqual([]);
    const queue = reduce(refused, { kind: "again", requestId: "1", newId: "8" });
    expect(nextToSend(queue, ANN.id)?.write.requestId).toBe("8");
  });
});

test("what waits cannot be dismissed", () => {
  const queue = put(EMPTY, save("a", "1"));
  expect(reduce(queue, { kind: "dismissed", requestId: "1" })).toBe(queue);
});

describe("a lost lease", () => {
  const lost = answer(put(put(EMPTY, save("a", "1")), save("b", "2")), "1", {
    kind: "lease",
    message: "handed to somebody else",
  });
  const event = (writerId: number): QueueEvent => ({
    kind: "leased",
    writerId,
    projectName: "zoo",
    imageId: 3,
    task: { taskId: 8, lease: "lease-2" },
  });

  test("keeps everything that was drawn under it", () => {
    expect(nextToSend(lost, ANN.id)).toBeNull();
    expect(heldOf(lost, ANN.id).map(({ why }) => why)).toEqual(["lease", "lease"]);
  });

  test("is replaced when the same person has the task again", () => {
    const queue = reduce(lost, event(ANN.id));
    expect(nextToSend(queue, ANN.id)?.write).toMatchObject({ taskId: 8, lease: "lease-2" });
    expect(heldOf(queue, ANN.id)).toEqual([]);
  });

  test("is not replaced by the lease of somebody else", () => {
    expect(nextToSend(reduce(lost, event(BOB.id)), ANN.id)).toBeNull();
  });
});

test("writes of one person are never sent as another one", () => {
  const queue = put(put(EMPTY, save("a", "1"), null, BOB), save("b", "2"));
  expect(nextToSend(queue, ANN.id)?.write.requestId).toBe("2");
  expect(nextToSend(queue, 3)).toBeNull();
});

test("the answer to a request that is no longer there changes nothing", () => {
  const queue = put(EMPTY, save("a", "1"));
  expect(answer(queue, "0", acknowledged("a", 1))).toBe(queue);
});
