/**
 * A model that lies beside the pages as files, as `anymask export onnx --encoder` writes them: for
 * pages that need no server. Where there is none, the playground's server is asked.
 */

import { play } from "./play";
import type { DecoderOut } from "./wire";

/** Relative to the root of the site; see docs/guides/browser.md. */
const FOLDER = "/model/";

type BundleInfo = Omit<DecoderOut, "files" | "model_id">;

/** What the folder holds; files and digests go by the names of the files. */
export async function modelFiles(): Promise<DecoderOut> {
  const answer = await fetch(`${FOLDER}bundle.json`).catch(() => null);
  const kind = answer?.headers.get("content-type") ?? "";
  // Sites that answer every path with their page have no such file either.
  if (!answer?.ok || !kind.includes("json")) return play.decoder();
  const info = (await answer.json()) as BundleInfo;
  const names = Object.keys(info.sha256);
  return {
    ...info,
    model_id: 0,
    files: Object.fromEntries(names.map((name) => [name, FOLDER + name])),
  };
}

/** A file of the model by its address. */
export async function modelFile(address: string): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} did not come: status ${answer.status.toString()}`);
  return answer.arrayBuffer();
}
