import { expect, test } from "vitest";

import type { SegmentIn } from "../../src/api/wire";
import { boxBetween, imagePoint } from "../../src/geometry/points";
import { serverDecoder } from "../../src/model/server_decoder";

const asked: { key: string; body: SegmentIn }[] = [];
const masks = [0.9, 0.4, 0.2].map((predicted_iou) => ({ counts: "00", predicted_iou, area: 1 }));
const SOURCE = {
  info: () => Promise.reject(new Error("503")),
  file: () => Promise.reject(new Error("not asked")),
  segment: (key: string, body: SegmentIn) => {
    asked.push({ key, body });
    return Promise.resolve({ model_id: 1, masks });
  },
};
const IMAGE = { key: "12", size: { width: 8, height: 8 }, embedding: new ArrayBuffer(0) };
const PROMPT = {
  points: [imagePoint(1, 2)],
  labels: [1] as const,
  box: boxBetween(imagePoint(0, 0), imagePoint(4, 5)),
  refine: new Float32Array(4),
};

test("it says where it is and why", () => {
  expect(serverDecoder(SOURCE, null, "it has no WebAssembly")).toMatchObject({
    place: "server",
    reason: "it has no WebAssembly",
  });
});

test("the server is asked in pixels of the image, and answers in run lengths", async () => {
  const decoder = serverDecoder(SOURCE, null, "");
  await decoder.open(IMAGE);
  const answers = await decoder.decode(PROMPT, true);
  expect(asked.at(-1)).toEqual({
    key: "12",
    body: { points: [[1, 2]], labels: [1], box: [0, 0, 4, 5], multimask: true },
  });
  expect(answers?.map(({ score, stability }) => [score, stability])).toEqual([
    [0.9, null],
    [0.4, null],
    [0.2, null],
  ]);
});

test("where one mask is wanted, the server's own choice is taken", async () => {
  const decoder = serverDecoder(SOURCE, null, "");
  await decoder.open(IMAGE);
  expect(await decoder.decode(PROMPT, false)).toHaveLength(1);
  expect(asked.at(-1)?.body.multimask).toBeNull();
});
