/** What benchmarks/browser.py measures: the app's decoder, and graphs run one against the other. */

import { fitFrame } from "../src/geometry/frame";
import { imagePoint, type Size } from "../src/geometry/points";
import { rasterise } from "../src/geometry/resize";
import type { Prompt } from "../src/model/answer";
import { type Decoder, makeDecoder } from "../src/model/decoder";
import { makeDeviceEncoder } from "../src/model/device";
import { readEmbedding } from "../src/model/embedding";
import { race } from "./race";

/** A display of this width shows the image. */
const PREVIEW_WIDTH = 1200;

let decoder: Decoder | null = null;
let size: Size = { width: 0, height: 0 };

/** Starts the decoder on the files of a folder and opens the image there; tells how long it took. */
async function open(folder: string, image: Size, gpu: boolean) {
  size = image;
  const source = sourceOf(folder);
  const start = performance.now();
  decoder = await makeDecoder(source, { gpu });
  const warm = performance.now();
  const embedding = await source.file(`${folder}/embedding`);
  await decoder.open({ key: "1", size, embedding });
  const opened = performance.now();
  await click(size.width / 2, size.height / 2);
  const ms = { warm: warm - start, open: opened - warm, first: performance.now() - opened };
  return { ...ms, place: decoder.place, reason: decoder.reason };
}

/** One click: milliseconds to the answer, to the mask, and until it is painted. */
async function click(x: number, y: number) {
  const start = performance.now();
  const [best] = (await asked(prompt([[x, y]]), true)) ?? [];
  const answered = performance.now();
  if (!best || !("logits" in best)) throw new Error("no mask came");
  const lowSide = Math.sqrt(best.logits.length);
  const side = decoder?.info?.imageSide ?? 0;
  const scale = PREVIEW_WIDTH / size.width;
  const preview = { width: PREVIEW_WIDTH, height: Math.round(size.height * scale) };
  const mask = rasterise(best.logits, lowSide, fitFrame(size, side), preview);
  const drawn = performance.now();
  paint(mask.data, preview);
  await painted();
  const end = performance.now();
  return { answer: answered - start, mask: drawn - answered, paint: end - drawn, all: end - start };
}

/** Many clicks at places spread over the image. */
async function clicks(count: number) {
  const results = [];
  for (let i = 0; i < count; i++) {
    const [x, y] = [(i * 0.618034) % 1, (i * 0.754878) % 1];
    results.push(await click(x * size.width, y * size.height));
  }
  return results;
}

/** Prompts without drawing, every fourth of them refining the answer before it. */
async function prompts(count: number) {
  let before: Float32Array | null = null;
  for (let i = 0; i < count; i++) {
    const [x, y] = [((i * 0.618034) % 1) * size.width, ((i * 0.754878) % 1) * size.height];
    const refine: Float32Array | null = i % 4 === 3 ? before : null;
    const answers = await asked({ ...prompt([[x, y]]), refine }, i % 2 === 0);
    const best = answers?.[0];
    before = best && "logits" in best ? best.logits : null;
  }
}

/** Logits and scores of a prompt, as plain numbers; with `again` of one that refines its best. */
async function logits(points: [number, number][], box: number[] | null, again: boolean) {
  const first = { ...prompt(points), box } as Prompt;
  let answers = (await asked(first, !again)) ?? [];
  const [best] = answers;
  if (again && best && "logits" in best)
    answers = (await asked({ ...first, refine: best.logits }, true)) ?? [];
  return answers.map((answer) => ({
    score: answer.score,
    logits: "logits" in answer ? [...answer.logits] : [],
  }));
}

/** Encodes a photograph in this browser: milliseconds, and its features as plain numbers. */
async function encode(folder: string, photograph: string) {
  const encoder = await makeDeviceEncoder(sourceOf(folder));
  const image = await createImageBitmap(await (await fetch(photograph)).blob());
  const start = performance.now();
  const embedding = await encoder.encode(image);
  const ms = performance.now() - start;
  encoder.close();
  return { ms, features: [...((await readEmbedding(embedding)).get("features")?.values ?? [])] };
}

/** Files of a folder, and no server. */
function sourceOf(folder: string) {
  return {
    info: async () => (await fetch(`${folder}/info.json`)).json(),
    file: async (address: string) => (await fetch(address)).arrayBuffer(),
    segment: null,
  };
}

function prompt(points: [number, number][]): Prompt {
  const places = points.map(([x, y]) => imagePoint(x, y));
  return { points: places, labels: points.map(() => 1), box: null, refine: null };
}

function asked(wanted: Prompt, ambiguous: boolean) {
  if (!decoder) throw new Error("open an image first");
  return decoder.decode(wanted, ambiguous);
}

function paint(mask: Uint8Array, { width, height }: Size): void {
  const canvas = document.querySelector("canvas");
  const context = canvas?.getContext("2d");
  if (!canvas || !context) throw new Error("no canvas");
  if (canvas.width !== width) [canvas.width, canvas.height] = [width, height];
  const pixels = new ImageData(width, height);
  const colours = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < mask.length; i++) colours[i] = mask[i] === 1 ? 0xa0ff8030 : 0;
  context.putImageData(pixels, 0, 0);
}

/** After the frame in which the canvas was drawn has been handed on. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        resolve();
      };
      port2.postMessage(null);
    });
  });
}

Object.assign(globalThis, { bench: { open, clicks, prompts, logits, encode, race } });
