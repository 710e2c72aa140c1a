/** Graphs that take turns in one page: a machine that is busy for a while slows all of them. */

import { openRuntime } from "../src/model/runtime";
import { bytes, floats, integers, truth, type Feeds } from "../src/model/runtime";

/** One graph and what it is given; lengths of free axes are 1 where nothing else is said. */
interface Runner {
  readonly file: string;
  readonly feeds: Record<string, { kind: string; shape: number[]; values: number[] | null }>;
}

/** Milliseconds of each runner in each round, after two rounds to warm up. */
export async function race(runners: Runner[], threads: number, rounds: number) {
  const open = await openRuntime("wasm", threads);
  const ready = [];
  for (const runner of runners) {
    const graph = await open(await (await fetch(runner.file)).arrayBuffer());
    const feeds = Object.fromEntries(
      Object.entries(runner.feeds).map(([name, feed]) => [name, tensor(feed)]),
    );
    ready.push({ graph, feeds: feeds as Feeds });
  }
  const times: number[][] = runners.map(() => []);
  for (let round = -2; round < rounds; round++) {
    for (const [index, { graph, feeds }] of ready.entries()) {
      const start = performance.now();
      await graph.run(feeds);
      if (round >= 0) times[index]?.push(performance.now() - start);
    }
  }
  return times;
}

function tensor({ kind, shape, values }: Runner["feeds"][string]) {
  const count = shape.reduce((product, side) => product * side, 1);
  if (kind === "bool") return truth(values?.[0] === 1);
  if (kind === "int32") return integers(Int32Array.from(values ?? []), shape);
  if (kind === "uint8") return bytes(new Uint8Array(count).fill(100), shape);
  const noise = Float32Array.from({ length: count }, (_, i) => 2 * ((i * 0.618034) % 1) - 1);
  return floats(values ? Float32Array.from(values) : noise, shape);
}
