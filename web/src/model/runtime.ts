/** ONNX Runtime, as much of it as is needed: graphs that take and give arrays of numbers. */

import * as ort from "onnxruntime-web/wasm";
import loaderUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";

import type { Machine } from "./protocol";
import type { StoredTensor } from "./safetensors";

declare global {
  interface ImportMetaEnv {
    readonly VITE_GPU?: string;
  }
}

/** What a graph is given, by name. */
export type Feeds = Record<string, ort.Tensor>;

type Shape = readonly number[];

/** Graphs take tensors only from their own copy of the runtime. */
let runtime: typeof ort = ort;

export const floats = (values: Float32Array, shape: Shape) =>
  new runtime.Tensor("float32", values, shape);
export const integers = (values: Int32Array, shape: Shape) =>
  new runtime.Tensor("int32", values, shape);
export const bytes = (values: Uint8Array, shape: Shape) =>
  new runtime.Tensor("uint8", values, shape);
export const truth = (value: boolean) => new runtime.Tensor("bool", [value], []);

/** One ONNX file, ready to run. */
export class Graph {
  constructor(private readonly session: ort.InferenceSession) {}

  /** Runs it; what comes out belongs to the caller, nothing stays behind. */
  async run(feeds: Feeds): Promise<Record<string, StoredTensor>> {
    const outputs = await this.session.run(feeds);
    const said: Record<string, StoredTensor> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      said[name] = { shape: tensor.dims, values: (await tensor.getData()) as Float32Array };
      tensor.dispose();
    }
    return said;
  }

  /** Inputs of zeros, for a first run; axes of free length have one entry. */
  zeros(): Map<string, StoredTensor> {
    return new Map(
      this.inputs().map(([name, shape]) => [
        name,
        { shape, values: new Float32Array(count(shape)) },
      ]),
    );
  }

  /** Length of the last axis of an input. */
  sideOf(input: string): number {
    const shape = this.inputs().find(([name]) => name === input)?.[1];
    return shape?.[shape.length - 1] ?? 0;
  }

  private inputs(): [string, number[]][] {
    return this.session.inputMetadata.map((input) => {
      const shape = input.isTensor ? input.shape : [];
      return [input.name, shape.map((side) => (typeof side === "number" ? side : 1))];
    });
  }
}

/**
 * Starts the runtime; what it returns opens files.
 *
 * @param threads at most this many; more than one needs an isolated page.
 */
export async function openRuntime(
  machine: Machine,
  threads: number,
): Promise<(content: ArrayBuffer) => Promise<Graph>> {
  if (machine === "gpu") runtime = await gpuRuntime();
  else ort.env.wasm.wasmPaths = { mjs: loaderUrl, wasm: wasmUrl };
  const { InferenceSession, env } = runtime;
  env.wasm.numThreads = threads;
  env.logLevel = "error";
  const options: ort.InferenceSession.SessionOptions = {
    executionProviders: machine === "gpu" ? ["webgpu"] : ["wasm"],
    graphOptimizationLevel: "all",
  };
  return async (content) =>
    new Graph(await InferenceSession.create(new Uint8Array(content), options));
}

async function gpuRuntime(): Promise<typeof ort> {
  if (import.meta.env.VITE_GPU !== "1") throw new Error("this build has no part for WebGPU");
  return (await import("./gpu")).ort;
}

function count(shape: Shape): number {
  return shape.reduce((product, side) => product * side, 1);
}
