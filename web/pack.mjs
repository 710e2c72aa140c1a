// Packs the built files with gzip beside themselves, so that the server sends them as they lie.
// Runs after vite; the same input gives the same bytes.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const BUILT = "../src/anymask/serving/static";
const WORTHWHILE = new Set([".js", ".mjs", ".css", ".wasm", ".html", ".svg", ".json"]);
const SMALLEST_BYTES = 1024;

for (const name of readdirSync(BUILT, { recursive: true })) {
  if (!WORTHWHILE.has(extname(name))) continue;
  const path = join(BUILT, name);
  const content = readFileSync(path);
  if (content.length >= SMALLEST_BYTES)
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
