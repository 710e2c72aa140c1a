/// <reference lib="webworker" />
/** The worker: takes tasks one after the other and hands them to the model. */

import { encodeImage } from "./encode";
import { Model } from "./model";
import type { Reply, Request, Results, Task } from "./protocol";
import { reasonOf, Refused } from "./reason";

declare const self: DedicatedWorkerGlobalScope;

let model: Model | null = null;
let last: Promise<void> = Promise.resolve();

self.onmessage = (event: MessageEvent<Request>) => {
  const { id, task } = event.data;
  last = last.then(async () => {
    try {
      const result = await perform(task);
      reply({ id, result }, result);
    } catch (error) {
      reply({ id, error: reasonOf(error), refused: error instanceof Refused }, null);
    }
  });
};

async function perform(task: Task): Promise<Results[keyof Results]> {
  if (task.kind === "load") {
    model = await Model.load(task.files, task.machine, task.threads);
    return null;
  }
  if (!model) throw new Error("no model is loaded");
  if (task.kind === "prepare") await model.prepare(task.key, task.embedding);
  if (task.kind === "decode") return model.decode(task);
  if (task.kind === "encode") return encodeImage(model, task.image, task.side);
  return null;
}

function reply(message: Reply, result: Results[keyof Results]): void {
  const buffers = result instanceof ArrayBuffer ? [result] : [];
  if (result && "logits" in result) buffers.push(result.logits.buffer as ArrayBuffer);
  self.postMessage(message, buffers);
}
