/** The playground's server encodes, finds everything and writes files; this browser decodes. */

import { play, type PlayFormat } from "../../api/play";
import type { FormatOut } from "../../api/wire";
import type { Backend, Opened, Progress, SaveForm } from "./backend";
import { quickDecoder } from "./quick_decoder";

const POLL_MS = 400;

const TITLES: Readonly<Record<string, string>> = {
  png: "PNG masks",
  coco: "COCO",
  sa1b: "SA-1B",
  geojson: "GeoJSON",
  polygons: "Polygons",
  yolo: "YOLO",
  "label-studio": "Label Studio",
  labelme: "labelme",
  cvat: "CVAT, masks",
  "cvat-polygons": "CVAT, polygons",
};

export function serverBackend(onMove: () => void): Backend {
  const source = { info: play.decoder, file: play.decoderFile, segment: play.segment };
  const decoder = quickDecoder(source, onMove);
  return {
    promise:
      "Your photo goes to the machine that runs anymask serve, and stays in its memory only.",
    decoder,
    forms: play.about().then((about) => about.formats.map(formOf)),
    async open(photo, shown) {
      const opened = await open(photo, shown);
      // The server is done with the photo and free to make the decoder, if it has none yet.
      void decoder.then((made) => made.warmUp());
      return opened;
    },
    everything,
    save: (opened, form, masks) =>
      play.save(opened.key, {
        format: form as PlayFormat,
        file_name: opened.name.slice(0, 200) || "image.jpg",
        masks: masks.map(({ counts, name }) => ({ counts, category: name === "" ? null : name })),
      }),
  };
}

/** The picture is shown from the file at once; what only the server can read comes back from it. */
async function open(photo: File, shown: (picture: ImageBitmap) => void): Promise<Opened> {
  const local = createImageBitmap(photo).then(
    (picture) => {
      shown(picture);
      return picture;
    },
    () => null,
  );
  const { id, width, height } = await play.add(photo);
  const [embedding, early] = await Promise.all([play.embedding(id), local]);
  const picture = early ?? (await createImageBitmap(await play.file(id)));
  return { key: id, name: photo.name, size: { width, height }, picture, embedding };
}

async function everything(
  opened: Opened,
  progress: (progress: Progress) => void,
  signal: AbortSignal,
) {
  const stop = () => void play.stopEverything(opened.key).catch(() => undefined);
  signal.addEventListener("abort", stop);
  try {
    let now = await play.startEverything(opened.key);
    while (now.state === "waiting" || now.state === "running") {
      progress(now);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      signal.throwIfAborted();
      now = await play.everything(opened.key);
    }
    if (now.state !== "done") throw new Error(now.message || `the search was ${now.state}`);
    return now.masks.map(({ counts, area, parent }) => ({ counts, area, parent }));
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function formOf({ name, description, lossless, loss }: FormatOut): SaveForm {
  return { name, title: TITLES[name] ?? name, note: lossless ? description : loss };
}
