// The language server, and what is shown of it.

import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, RevealOutputChannelOn, ServerOptions } from "vscode-languageclient/node";

import { program } from "./program";

const SELECTOR = [
  { scheme: "file", language: "restructuredtext" },
  { scheme: "file", language: "markdown" },
  { scheme: "file", pattern: "**/release.toml" },
  { scheme: "file", pattern: "**/speclint.toml" },
];

/** The client of a server that runs. */
export async function start(): Promise<LanguageClient> {
  const command = program();
  const server: ServerOptions = { command, args: ["server"] };
  const options: LanguageClientOptions = {
    documentSelector: SELECTOR,
    // Someone who has no specs need not be told of a server that cannot start.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  const client = new LanguageClient("speclint", "speclint", server, options);
  try {
    await client.start();
  } catch (error) {
    await tellMissing(command, error);
  }
  return client;
}

async function tellMissing(command: string, error: unknown): Promise<void> {
  const settings = "Open Settings";
  const message = `speclint cannot be started as \`${command}\`: ${String(error)}`;
  if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "speclint.path");
  }
}
