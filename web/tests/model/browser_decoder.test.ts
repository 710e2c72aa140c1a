import { expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import type { Prompt } from "../../src/model/answer";
import { browserDecoder } from "../../src/model/browser_decoder";
import type { DecoderInfo, DecoderSource } from "../../src/model/info";
import type { Task } from "../../src/model/protocol";
import { Refused } from "../../src/model/reason";
import { FakeWorker } from "./fake_worker";

const INFO: DecoderInfo = {
  modelId: 1,
  imageSide: 64,
  lowSide: 2,
  files: { "prepare.onnx": "/p", "decode.onnx": "/d" },
  sha256: {},
};
const SOURCE: DecoderSource = {
  info: () => Promise.reject(new Error("not asked")),
  file: () => Promise.resolve(new ArrayBuffer(1)),
  segment: null,
};
const IMAGE = { key: "7", size: { width: 64, height: 64 }, embedding: new ArrayBuffer(3) };
const CLICK: Prompt = { points: [imagePoint(3, 4)], labels: [1], box: null, refine: null };

/** What a worker that knows its trade says: as many masks as asked for, the last one best. */
function decent(task: Task): unknown {
  if (task.kind !== "decode") return null;
  const masks = task.heads.length;
  const scores = Float32Array.from({ length: masks }, (_, i) => (i + 1) / 10);
  return { logits: new Float32Array(4 * masks).fill(2), scores };
}

/** A decoder whose workers behave as given, one after the other; the last one stays. */
async function decoder(...behaviours: ((task: Task) => unknown)[]) {
  const workers: FakeWorker[] = [];
  const reasons: string[] = [];
  const makeWorker = () => {
    const behave = behaviours[Math.min(workers.length, behaviours.length - 1)] ?? decent;
    workers.push(new FakeWorker(behave));
    return workers[workers.length - 1] as FakeWorker;
  };
  const giveUp = (reason: string) => reasons.push(reason);
  const made = await browserDecoder(SOURCE, INFO, { gpu: false, giveUp, makeWorker });
  return { made, workers, reasons };
}

const kinds = (worker: FakeWorker | undefined) => worker?.tasks.map((task) => task.kind);

/** Breaks at the first prompt. */
const broken = (task: Task) => {
  if (task.kind === "decode") throw new Error("unreachable executed");
  return null;
};

test("the model is loaded once, the image prepared once, however many prompts come", async () => {
  const { made, workers } = await decoder(decent);
  await made.open(IMAGE);
  const first = await made.decode(CLICK, true);
  await made.decode(CLICK, false);
  expect(first?.map((answer) => answer.score)).toEqual([0.3, 0.2, 0.1].map((s) => Math.fround(s)));
  expect(kinds(workers[0])).toEqual(["load", "prepare", "decode", "decode"]);
});

test("where one mask is wanted, the best of the three is given", async () => {
  const { made } = await decoder(decent);
  await made.open(IMAGE);
  const answers = await made.decode(CLICK, false);
  expect(answers?.map((answer) => answer.score)).toEqual([Math.fround(0.3)]);
});

test("a prompt that was overtaken is answered with null", async () => {
  const { made } = await decoder(decent);
  await made.open(IMAGE);
  const answers = await Promise.all([1, 2, 3].map(() => made.decode(CLICK, true)));
  expect(answers.map((answer) => answer === null)).toEqual([false, true, false]);
});

test("after a trap another worker opens the image again and answers", async () => {
  const { made, workers } = await decoder(broken, decent);
  await made.open(IMAGE);
  expect(await made.decode(CLICK, true)).toHaveLength(3);
  expect(workers[0]?.ended).toBe(true);
  expect(kinds(workers[1])).toEqual(["load", "prepare", "decode"]);
});

test("a worker that dies between prompts is replaced", async () => {
  const { made, workers } = await decoder(decent);
  await made.open(IMAGE);
  workers[0]?.crash("out of memory");
  expect(await made.decode(CLICK, true)).toHaveLength(3);
  expect(workers).toHaveLength(2);
});

test("workers that break again and again are given up, with the reason", async () => {
  const { made, reasons } = await decoder(broken);
  await made.open(IMAGE);
  await expect(made.decode(CLICK, true)).rejects.toThrow("unreachable");
  expect(reasons[0]).toMatch(/failed 3 times: unreachable/);
});

test("an embedding that cannot be read is no reason to start anew", async () => {
  const { made, workers } = await decoder((task) => {
    if (task.kind === "prepare") throw new Refused("the embedding cannot be read");
    return decent(task);
  });
  await expect(made.open(IMAGE)).rejects.toThrow("cannot be read");
  expect(workers).toHaveLength(1);
});

test("without an image there is nothing to decode", async () => {
  const { made } = await decoder(decent);
  await expect(made.decode(CLICK, true)).rejects.toThrow("no image is open");
});

test("a browser that cannot load the model says why", async () => {
  const refuse = () => {
    throw new Error("no WebAssembly");
  };
  await expect(decoder(refuse)).rejects.toThrow("no WebAssembly");
});
