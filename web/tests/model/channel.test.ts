import { expect, test, vi } from "vitest";

import { Channel } from "../../src/model/channel";
import type { Task } from "../../src/model/protocol";
import { FakeWorker } from "./fake_worker";

const PREPARE: Task = { kind: "prepare", key: "1", embedding: new ArrayBuffer(0) };
const never = () => new Promise(() => undefined);

test("each question gets its own answer, in whatever order they come", async () => {
  const worker = new FakeWorker(async (task) => {
    if (task.kind !== "prepare") throw new Error("?");
    await new Promise((resolve) => setTimeout(resolve, task.key === "slow" ? 20 : 0));
    return task.key;
  });
  const channel = new Channel(worker);
  const answers = ["slow", "fast"].map((key) => channel.ask({ ...PREPARE, key }));
  expect(await Promise.all(answers)).toEqual(["slow", "fast"]);
});

test("an error of the worker is an error here", async () => {
  const channel = new Channel(
    new FakeWorker(() => {
      throw new Error("memory access out of bounds");
    }),
  );
  await expect(channel.ask(PREPARE)).rejects.toThrow("out of bounds");
});

test("a crash fails what was asked and whatever is asked later", async () => {
  const worker = new FakeWorker(never);
  const channel = new Channel(worker);
  const asked = channel.ask(PREPARE);
  worker.crash("it is gone");
  await expect(asked).rejects.toThrow("it is gone");
  await expect(channel.ask(PREPARE)).rejects.toThrow("it is gone");
  expect(worker.ended).toBe(true);
});

test("a worker that is silent for too long is ended", async () => {
  vi.useFakeTimers();
  const worker = new FakeWorker(never);
  const asked = new Channel(worker).ask(PREPARE);
  const outcome = expect(asked).rejects.toThrow("did not answer for 120 s");
  await vi.advanceTimersByTimeAsync(120_000);
  await outcome;
  expect(worker.ended).toBe(true);
  vi.useRealTimers();
});

test("closing stops the worker", async () => {
  const worker = new FakeWorker(never);
  const channel = new Channel(worker);
  const asked = channel.ask(PREPARE);
  channel.end();
  await expect(asked).rejects.toThrow("closed");
  expect(worker.ended).toBe(true);
});
