/** What goes between the page and the worker that holds the model. */

/** Where the worker calculates. */
export type Machine = "wasm" | "gpu";

export type Task =
  | {
      readonly kind: "load";
      /** Name -> content, of the files to hold ready. */
      readonly files: Readonly<Record<string, ArrayBuffer>>;
      readonly machine: Machine;
      readonly threads: number;
    }
  | { readonly kind: "prepare"; readonly key: string; readonly embedding: ArrayBuffer }
  | {
      readonly kind: "decode";
      readonly key: string;
      readonly coords: Float32Array;
      readonly labels: Int32Array;
      readonly heads: Int32Array;
      readonly refine: Float32Array | null;
    }
  | { readonly kind: "encode"; readonly image: ImageBitmap; readonly side: number };

/** Logits of all masks after each other, and their scores. */
export interface Decoded {
  readonly logits: Float32Array;
  readonly scores: Float32Array;
}

/** What each kind of task results in. */
export interface Results {
  readonly load: null;
  readonly prepare: null;
  readonly decode: Decoded;
  readonly encode: ArrayBuffer;
}

export interface Request {
  readonly id: number;
  readonly task: Task;
}

export type Reply =
  | { readonly id: number; readonly result: Results[keyof Results] }
  | {
      readonly id: number;
      readonly error: string;
      /** What was asked cannot be done; otherwise the worker is in an unknown state. */
      readonly refused: boolean;
    };
