import { expect, test } from "vitest";

import { imagePoint } from "../../src/geometry/points";
import { makeDecoder } from "../../src/model/decoder";
import type { Task } from "../../src/model/protocol";
import { FakeWorker } from "./fake_worker";

const failing = () => Promise.reject(new Error("browsers cannot decode by themselves here"));
const segment = () => Promise.resolve({ model_id: 1, masks: [] });

test("where the browser cannot decode, the server does, and it is said why", async () => {
  const decoder = await makeDecoder({ info: failing, file: failing, segment });
  expect(decoder.place).toBe("server");
  expect(decoder.reason).toBe("browsers cannot decode by themselves here");
  expect(decoder.info).toBeNull();
});

test("without a server there is an error", async () => {
  const source = { info: failing, file: failing, segment: null };
  await expect(makeDecoder(source)).rejects.toThrow("cannot decode by themselves");
});

test("what is known of the model is known although the server decodes", async () => {
  const info = () =>
    Promise.resolve({
      model_id: 3,
      image_side: 64,
      low_side: 16,
      files: {},
      sha256: {},
      bytes: 0,
    });
  const decoder = await makeDecoder({ info, file: failing, segment });
  expect(decoder.info).toMatchObject({ modelId: 3, imageSide: 64, lowSide: 16 });
  expect(decoder.place).toBe("server");
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const CLICK = { points: [imagePoint(1, 1)], labels: [1] as const, box: null, refine: null };
const image = (modelId: number) => ({
  key: modelId.toString(),
  size: { width: 8, height: 8 },
  embedding: new ArrayBuffer(0),
  modelId,
});

/** A project whose model can be promoted, and a browser that can decode. */
function project() {
  let modelId = 1;
  const files = { "prepare.onnx": "/p", "decode.onnx": "/d" };
  const info = () =>
    Promise.resolve({ model_id: modelId, image_side: 8, low_side: 2, files, sha256: {}, bytes: 0 });
  const one = { counts: "00", predicted_iou: 0.5, area: 1 };
  const source = {
    info,
    file: () => Promise.resolve(new ArrayBuffer(1)),
    segment: () => Promise.resolve({ model_id: modelId, masks: [one] }),
  };
  const makeWorker = () =>
    new FakeWorker((task: Task) =>
      task.kind === "decode" ? { logits: new Float32Array(12), scores: new Float32Array(3) } : null,
    );
  const promote = () => {
    modelId += 1;
  };
  return { source, makeWorker, promote };
}

test("an image of a newer model makes the decoder fetch that model, and the server bridges", async () => {
  const { source, makeWorker, promote } = project();
  const places: string[] = [];
  const onMove = () => places.push(decoder.place);
  const decoder = await makeDecoder(source, { makeWorker, onMove });
  await decoder.open(image(1));
  promote();
  await decoder.open(image(2));
  expect(await decoder.decode(CLICK, true)).toHaveLength(1);
  await settle();
  expect(places).toEqual(["server", "browser"]);
  expect(decoder.info?.modelId).toBe(2);
  expect(await decoder.decode(CLICK, true)).toHaveLength(3);
});

test("an image that another model has encoded is left to the server, but the next one is not", async () => {
  const { source, makeWorker } = project();
  const decoder = await makeDecoder(source, { makeWorker });
  await decoder.open(image(7));
  await settle();
  expect(decoder.place).toBe("server");
  expect(decoder.reason).toMatch("another model");
  await decoder.open(image(1));
  await settle();
  expect(decoder.place).toBe("browser");
});
