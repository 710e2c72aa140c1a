/** The model inside the worker: its graphs, and the images that are ready for prompts. */

import { readEmbedding } from "./embedding";
import { DECODE, ENCODE, PREPARE } from "./info";
import type { Decoded, Machine } from "./protocol";
import { bytes, type Feeds, floats, type Graph, integers, openRuntime, truth } from "./runtime";
import { type StoredTensor, writeSafetensors } from "./safetensors";

/** Images that stay ready: going back and forth between neighbours costs nothing. */
const IMAGES = 3;

/** A prompt in the model's terms. */
export interface Question {
  readonly key: string;
  readonly coords: Float32Array;
  readonly labels: Int32Array;
  readonly heads: Int32Array;
  readonly refine: Float32Array | null;
}

export class Model {
  /** In the order of their last use. */
  private readonly images = new Map<string, Feeds>();
  private readonly unrefined: Float32Array;
  private readonly maskSide: number;

  private constructor(private readonly graphs: ReadonlyMap<string, Graph>) {
    this.maskSide = graphs.get(DECODE)?.sideOf("mask") ?? 0;
    this.unrefined = new Float32Array(this.maskSide * this.maskSide);
  }

  /** Opens graphs and runs those of the decoder once, so that the first click is not the slow one. */
  static async load(
    files: Readonly<Record<string, ArrayBuffer>>,
    machine: Machine,
    threads: number,
  ): Promise<Model> {
    const open = await openRuntime(machine, threads);
    const graphs = new Map<string, Graph>();
    for (const [name, content] of Object.entries(files)) graphs.set(name, await open(content));
    const model = new Model(graphs);
    if (graphs.has(PREPARE)) await model.warmUp();
    return model;
  }

  /** Makes an image ready for prompts; it replaces the one that was not used for longest. */
  async prepare(key: string, embedding: ArrayBuffer): Promise<void> {
    this.keep(key, await this.project(await readEmbedding(embedding)));
  }

  async decode(question: Question): Promise<Decoded> {
    const image = this.images.get(question.key);
    if (!image) throw new Error(`image ${question.key} is not open`);
    this.keep(question.key, image);
    const { coords, labels, heads, refine } = question;
    const side = this.maskSide;
    const said = await this.graph(DECODE).run({
      ...image,
      coords: floats(coords, [1, labels.length, 2]),
      labels: integers(labels, [1, labels.length]),
      heads: integers(heads, [heads.length]),
      mask: floats(refine ?? this.unrefined, [1, 1, side, side]),
      has_mask: truth(refine !== null),
    });
    return { logits: valuesOf(said, "logits"), scores: valuesOf(said, "scores") };
  }

  /** Encodes the bytes of a padded square, red, green, blue and alpha, into an embedding's file. */
  async encode(rgba: Uint8ClampedArray, side: number): Promise<ArrayBuffer> {
    const pixels = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.length);
    const said = await this.graph(ENCODE).run({ rgba: bytes(pixels, [side, side, 4]) });
    return writeSafetensors(new Map(Object.entries(said)));
  }

  private async warmUp(): Promise<void> {
    const key = "";
    this.keep(key, await this.project(this.graph(PREPARE).zeros()));
    const question = { key, coords: new Float32Array(4), labels: Int32Array.of(1, -1) };
    const heads = Int32Array.of(1, 2, 3);
    for (const refine of [null, this.unrefined]) await this.decode({ ...question, heads, refine });
    this.images.delete(key);
  }

  private async project(embedding: ReadonlyMap<string, StoredTensor>): Promise<Feeds> {
    const feeds = [...embedding].map(([name, { values, shape }]) => [name, floats(values, shape)]);
    const said = await this.graph(PREPARE).run(Object.fromEntries(feeds) as Feeds);
    return Object.fromEntries(
      Object.entries(said).map(([name, { values, shape }]) => [name, floats(values, shape)]),
    );
  }

  private keep(key: string, image: Feeds): void {
    this.images.delete(key);
    this.images.set(key, image);
    const [oldest] = this.images.keys();
    if (this.images.size > IMAGES && oldest !== undefined) this.images.delete(oldest);
  }

  private graph(name: string): Graph {
    const graph = this.graphs.get(name);
    if (!graph) throw new Error(`${name} is not loaded`);
    return graph;
  }
}

function valuesOf(said: Readonly<Record<string, StoredTensor>>, name: string): Float32Array {
  const tensor = said[name];
  if (!tensor) throw new Error(`the model does not say ${name}`);
  return tensor.values;
}
