/**
 * The runtime for graphics processors. It is twice as large as the other and therefore only in
 * builds made with `VITE_GPU=1`.
 */

import loaderUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import * as ort from "onnxruntime-web/webgpu";

ort.env.wasm.wasmPaths = { mjs: loaderUrl, wasm: wasmUrl };

export { ort };
