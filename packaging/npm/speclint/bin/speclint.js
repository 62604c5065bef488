#!/usr/bin/env node
// Runs the program that is built for this system; where there is none, the WebAssembly build.
const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const file = process.platform === "win32" ? "speclint.exe" : "speclint";

function program() {
  try {
    return require.resolve(`@speclint/cli-${process.platform}-${process.arch}/${file}`);
  } catch {
    return null;
  }
}

function run(path, args) {
  const { error, signal, status } = spawnSync(path, args, { stdio: "inherit", windowsHide: true });
  if (error) {
    process.stderr.write(`error: ${path} does not run: ${error.message}\n`);
    return 2;
  }
  // As a shell has it.
  return signal ? 128 + constants.signals[signal] : status;
}

async function main(args) {
  const path = program();
  if (path) {
    return run(path, args);
  }
  const wasm = await import("@speclint/wasm/cli.js");
  return wasm.main(args);
}

main(process.argv.slice(2))
  .catch((error) => {
    process.stderr.write(`error: no program for ${process.platform}-${process.arch}, and no other: ${error.message}\n`);
    return 2;
  })
  .then((code) => {
    process.exitCode = code;
  });
