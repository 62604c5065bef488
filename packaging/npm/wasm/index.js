// speclint on texts in memory, for Node.js.
import { readFileSync } from "node:fs";
import { speclint } from "./texts.js";

const module = new WebAssembly.Module(readFileSync(new URL("speclint.wasm", import.meta.url)));

export const { check, fix, outline } = speclint(module);
