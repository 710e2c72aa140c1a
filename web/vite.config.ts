import { defaultClientConditions } from "vite";
import { defineConfig } from "vitest/config";

/** Isolation gives the decoder threads; the server sends the same headers. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** ONNX Runtime without a second copy of its loader: src/model/runtime.ts says where the one is. */
const conditions = ["onnxruntime-web-use-extern-wasm", ...defaultClientConditions];

export default defineConfig({
  resolve: { conditions },
  build: {
    outDir: "../src/anymask/serving/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  server: { headers: ISOLATED, proxy: { "/api": "http://127.0.0.1:8008" } },
  test: { include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"] },
});
