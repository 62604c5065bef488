// The speclint program, for commands that change files.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as vscode from "vscode";

const run = promisify(execFile);

/** The program that the user has chosen. */
export function program(): string {
  return vscode.workspace.getConfiguration("speclint").get<string>("path") || "speclint";
}

/** What a command of speclint prints in a directory; an error with what it says where it fails. */
export async function speclint(directory: vscode.Uri, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(program(), args, { cwd: directory.fsPath, env: { ...process.env, NO_COLOR: "1" } });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(stderr?.trim() || message);
  }
}

/** The directory that a command is for: that of the active document, or one that the user picks. */
export async function directory(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active?.scheme === "file") {
    return vscode.Uri.joinPath(active, "..");
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) {
    return folders[0]?.uri;
  }
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder: "The specs repository" }))?.uri;
}
