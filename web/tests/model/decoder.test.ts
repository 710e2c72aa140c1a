import { expect, test } from "vitest";

import { makeDecoder } from "../../src/model/decoder";

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
