/** This device alone encodes, decodes, finds everything and writes files. */

import { modelFile, modelFiles } from "../../api/model_files";
import { makeDecoder } from "../../model/decoder";
import { makeDeviceEncoder } from "../../model/device";
import { ENCODE } from "../../model/info";
import type { Backend, Opened, SaveForm } from "../play/backend";
import { findEverything } from "./everything";
import { writeForm } from "./forms";

const FORMS: readonly SaveForm[] = [
  { name: "coco", title: "COCO", note: "run lengths, exact, with names" },
  { name: "sa1b", title: "SA-1B", note: "run lengths, exact, without names" },
  {
    name: "labels",
    title: "PNG of numbers",
    note: "each pixel is the number of its mask, up to 255",
  },
];

const HOW =
  "the model is not here; put what “anymask export onnx --encoder” writes into the folder model/ " +
  "of this site";

export function deviceBackend(onMove: () => void): Backend {
  const source = {
    info: async () => {
      const found = await modelFiles().catch(() => null);
      if (!found || !(ENCODE in found.files)) throw new Error(HOW);
      return found;
    },
    file: modelFile,
    segment: null,
  };
  const decoder = makeDecoder(source, { onMove });
  const encoder = makeDeviceEncoder(source);
  // Both fail for the same reason; it is shown when the decoder is waited for.
  encoder.catch(() => undefined);
  let number = 0;
  return {
    promise:
      "Nothing is uploaded: the model runs in this page, and your photo never leaves this device.",
    decoder,
    forms: Promise.resolve(FORMS),
    async open(photo, shown): Promise<Opened> {
      const picture = await createImageBitmap(photo);
      shown(picture);
      const size = { width: picture.width, height: picture.height };
      const embedding = await (await encoder).encode(await createImageBitmap(picture));
      return { key: `device-${number++}`, name: photo.name, size, picture, embedding };
    },
    everything: async (opened, progress, signal) =>
      findEverything(await decoder, opened.size, progress, signal),
    save: writeForm,
  };
}
