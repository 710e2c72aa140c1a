// Writes into wire.ts from which description it was made; a test of the server compares.

import { readFileSync, writeFileSync } from "node:fs";

const WIRE = "src/api/wire.ts";
const { info } = JSON.parse(readFileSync("openapi.json", "utf8"));
const line = `// Made by \`make web-types\` from the description ${info["x-fingerprint"]}.\n\n`;
writeFileSync(WIRE, line + readFileSync(WIRE, "utf8"));
