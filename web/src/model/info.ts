/** Where a decoder comes from: what the server says of it, its files, and the server itself. */

import type { DecoderOut, SegmentIn, SegmentOut } from "../api/wire";

export const PREPARE = "prepare.onnx";
export const DECODE = "decode.onnx";
export const ENCODE = "encode.onnx";

export interface DecoderInfo {
  readonly modelId: number;
  /** Side of the model's padded square in pixels. */
  readonly imageSide: number;
  /** Side of the low-resolution logits. */
  readonly lowSide: number;
  /** Name -> address. */
  readonly files: Readonly<Record<string, string>>;
  /** Name -> hexadecimal digest. */
  readonly sha256: Readonly<Record<string, string>>;
}

/** How a decoder reaches the server; the page knows addresses and who is asking. */
export interface DecoderSource {
  /** What is said of the decoder; rejects where there is none, with the reason as message. */
  info(): Promise<DecoderOut>;
  /** A file by its address. */
  file(address: string): Promise<ArrayBuffer>;
  /** Lets the server answer a prompt about an image by its key; null where there is no server. */
  readonly segment:
    ((key: string, prompt: SegmentIn, signal: AbortSignal) => Promise<SegmentOut>) | null;
}

/** In the words of this folder. */
export function decoderInfo(out: DecoderOut): DecoderInfo {
  return {
    modelId: out.model_id,
    imageSide: out.image_side,
    lowSide: out.low_side,
    files: out.files,
    sha256: out.sha256,
  };
}
