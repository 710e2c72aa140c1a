/** Who looks at a photo and writes files: the server of `anymask serve`, or this device alone. */

import type { Size } from "../../geometry/points";
import type { Decoder } from "../../model/decoder";
import type { Found, Kept } from "./session";

/** A photo that the model has looked at. */
export interface Opened {
  readonly key: string;
  /** Of the photo's file. */
  readonly name: string;
  readonly size: Size;
  readonly picture: ImageBitmap;
  readonly embedding: ArrayBuffer;
}

/** A form in which masks can be kept as a file. */
export interface SaveForm {
  readonly name: string;
  readonly title: string;
  /** What it holds, or what gets lost. */
  readonly note: string;
}

export interface SavedFile {
  readonly name: string;
  readonly blob: Blob;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface Backend {
  /** Where photos go, in a sentence for the user. */
  readonly promise: string;
  /** Resolves once prompts can be answered. */
  readonly decoder: Promise<Decoder>;
  readonly forms: Promise<readonly SaveForm[]>;
  /** Looks at a photo; `shown` gets the picture as soon as there is one, before that is done. */
  open(photo: File, shown: (picture: ImageBitmap) => void): Promise<Opened>;
  /** Looks for every object; rejects when `signal` stops it. */
  everything(
    opened: Opened,
    progress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<readonly Found[]>;
  save(opened: Opened, form: string, masks: readonly Kept[]): Promise<SavedFile>;
}
