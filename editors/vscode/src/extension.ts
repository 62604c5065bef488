// speclint in VS Code: the language server, and commands that change more than a document.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { directory, speclint } from "./program";
import { start } from "./server";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const command = (name: string, run: () => Promise<void>) =>
    vscode.commands.registerCommand(name, () => run().catch((error: Error) => tell(error)));
  context.subscriptions.push(
    command("speclint.new", newSpec),
    command("speclint.releaseOpen", openRelease),
    command("speclint.fix", fix),
    command("speclint.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("speclint.path")) {
        void restart();
      }
    }),
  );
  client = await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.dispose();
  client = await start();
}

/** Makes a spec from the template of the current release, and opens it. */
async function newSpec(): Promise<void> {
  const place = await directory();
  const name = place && (await vscode.window.showInputBox({ prompt: "The name of the spec's file", placeHolder: "nightly-backups" }));
  if (!place || !name) {
    return;
  }
  const path = (await speclint(place, "new", "--", name)).trim().split("\n").pop() ?? "";
  const file = path.startsWith("/") ? vscode.Uri.file(path) : vscode.Uri.joinPath(place, path);
  await vscode.window.showTextDocument(file);
}

/** Shows what opening a release would change, and opens it if the user agrees. */
async function openRelease(): Promise<void> {
  const place = await directory();
  const name = place && (await vscode.window.showInputBox({ prompt: "The name of the new release", placeHolder: "mitaka" }));
  if (!place || !name) {
    return;
  }
  const plan = await speclint(place, "release", "open", "--dry-run", "--", name);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "diff", content: plan }));
  const open = "Open the Release";
  if ((await vscode.window.showInformationMessage(`Open ${name}, as it is shown?`, { modal: true }, open)) === open) {
    const done = await speclint(place, "release", "open", "--", name);
    void vscode.window.showInformationMessage(done.trim());
  }
}

/** Makes all safe fixes of the active document. */
async function fix(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document) {
    await vscode.commands.executeCommand("speclint.fixAll", document.uri.toString());
  }
}

function tell(error: Error): void {
  void vscode.window.showErrorMessage(`speclint: ${error.message}`);
}
