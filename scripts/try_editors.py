#!/usr/bin/env python3
"""Drive `speclint server` with the clients of others: pygls, and Neovim without a screen.

    scripts/try_editors.py SPECLINT [--nvim NVIM] [--without pygls|nvim]

Needs pygls 2 for the first (`pip install pygls`), and Neovim 0.7 or later for the second. Each works on a small
repository of its own, prints what it shows of it, and fails where that is not what it should be.
"""

import argparse
import asyncio
import json
import pathlib
import subprocess
import sys
import tempfile

TEMPLATE = """\
=====
Model
=====

Problem
=======

Tell what users cannot do today.

Change
======

Explain the idea before its parts.

Testing
=======

Name the scenarios that run against a real server.
"""

SPEC = """\
===============
Nightly Backups
===============

Prolbem
=======

Backups are taken by hand, see `Change`_.

Change
======

A scheduler starts them.
"""

NVIM = """
local uri = vim.uri_from_bufnr(0)
local shown = { version = tostring(vim.version().major) .. '.' .. vim.version().minor .. '.' .. vim.version().patch }
local id = vim.lsp.start_client({ name = 'speclint', cmd = { os.getenv('SPECLINT'), 'server' }, root_dir = vim.fn.getcwd() })
vim.lsp.buf_attach_client(0, id)
local function wait(what, test)
  if not vim.wait(20000, test, 10) then
    io.stderr:write('Neovim waits in vain for ' .. what .. '\\n')
    vim.cmd('cquit 1')
  end
end
local function request(method, params)
  local result
  vim.lsp.buf_request(0, method, params, function(error, answer) result = { error = error, answer = answer } end)
  wait(method, function() return result ~= nil end)
  return result.answer
end
local function messages()
  return vim.tbl_map(function(found)
    return (found.lnum + 1) .. ':' .. (found.col + 1) .. ' ' .. found.code .. ' ' .. found.message
  end, vim.diagnostic.get(0))
end
wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
shown.diagnostics = messages()
shown.hover = request('textDocument/hover', { textDocument = { uri = uri }, position = { line = 10, character = 0 } }).contents.value
shown.symbols = request('textDocument/documentSymbol', { textDocument = { uri = uri } })[1].detail
shown.lens = request('textDocument/codeLens', { textDocument = { uri = uri } })[1].command.title
-- Typed into the buffer, and told to the server as an incremental change.
vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', '' })
vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 0 })
local params = vim.lsp.util.make_position_params()
shown.completion = vim.tbl_map(function(item) return item.label end, request('textDocument/completion', params))
local range = { start = { line = 0, character = 0 }, ['end'] = { line = 14, character = 0 } }
local actions = request('textDocument/codeAction',
  { textDocument = { uri = uri }, range = range, context = { diagnostics = {} } })
shown.actions = vim.tbl_map(function(action) return action.title end, actions)
for _, action in ipairs(actions) do
  if action.kind == 'source.fixAll.speclint' then
    if action.edit == nil then action = request('codeAction/resolve', action) end
    vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
  end
end
wait('the fix', function() return #vim.diagnostic.get(0) == 1 end)
shown.after = messages()
shown.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')
vim.lsp.buf_request(0, 'workspace/executeCommand', { command = 'speclint.addMissing', arguments = { uri } }, function() end)
wait('the section that is added', function() return #vim.diagnostic.get(0) == 0 end)
shown.complete = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n')
io.stdout:write(vim.fn.json_encode(shown))
vim.cmd('qall!')
"""


def check(name, shown, wanted):
    """Fails unless a text is in what was shown."""
    if wanted not in json.dumps(shown, ensure_ascii=False):
        sys.exit(f"{name}: {wanted!r} is not in {shown!r}")


def repository(directory):
    """A repository with a spec that lacks a section and misspells another."""
    root = pathlib.Path(directory)
    (root / "templates").mkdir()
    (root / "specs/liberty").mkdir(parents=True)
    (root / "release.toml").write_text('current_release = "liberty"\n')
    (root / "templates/liberty.rst").write_text(TEMPLATE)
    (root / "specs/liberty/backups.rst").write_text(SPEC)
    return root


def nvim(speclint, program, root):
    script = root / "drive.lua"
    script.write_text(NVIM)
    command = [program, "--headless", "-n", "-u", "NONE", "specs/liberty/backups.rst", "-c", f"luafile {script}"]
    environment = {"SPECLINT": speclint, "PATH": "/usr/bin:/bin", "HOME": str(root), "XDG_STATE_HOME": str(root / "state")}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)
    if done.returncode:
        sys.exit(f"Neovim failed: {done.stdout}{done.stderr}")
    shown = json.loads(done.stdout)
    check("diagnostics", shown["diagnostics"], "section `Problem` is headed `Prolbem`")
    check("diagnostics", shown["diagnostics"], "section `Testing` is missing")
    check("hover", shown["hover"], "Explain the idea before its parts.")
    check("symbols", shown["symbols"], "missing: `Testing`")
    check("lens", shown["lens"], "1 of 3 sections")
    check("completion", shown["completion"], "Testing")
    check("after the fix", shown["text"], "Problem")
    check("with the section", shown["complete"], "Testing")
    return shown


async def pygls(speclint, root):
    from lsprotocol import types
    from pygls.lsp.client import LanguageClient

    client = LanguageClient("try-editors", "1")
    published = asyncio.Queue()
    applied = asyncio.Queue()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(params):
        published.put_nowait(params)

    @client.feature(types.WORKSPACE_APPLY_EDIT)
    def _(params):
        applied.put_nowait(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    await client.start_io(speclint, "server")
    encodings = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
    folder = types.WorkspaceFolder(uri=root.as_uri(), name="specs")
    begun = await client.initialize_async(
        types.InitializeParams(capabilities=types.ClientCapabilities(general=encodings), workspace_folders=[folder])
    )
    client.initialized(types.InitializedParams())
    path = root / "specs/liberty/backups.rst"
    uri = path.as_uri()

    async def found(uri, version):
        while True:
            params = await asyncio.wait_for(published.get(), 20)
            if params.uri == uri and params.version == version:
                return [f"{own.range.start.line + 1}: {own.message.splitlines()[0]}" for own in params.diagnostics]

    def item(path, language, text):
        return types.DidOpenTextDocumentParams(types.TextDocumentItem(path.as_uri(), language, 1, text))

    document = types.TextDocumentIdentifier(uri)
    client.text_document_did_open(item(path, "restructuredtext", SPEC))
    shown = {"server": f"{begun.server_info.name} {begun.server_info.version}", "diagnostics": await found(uri, 1)}
    at = types.Position(10, 0)
    hover = await client.text_document_hover_async(types.HoverParams(document, at))
    shown["hover"] = hover.contents.value
    place = await client.text_document_definition_async(types.DefinitionParams(document, at))
    shown["definition"] = f"{pathlib.PurePosixPath(place.uri).name}:{place.range.start.line + 1}"
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    shown["symbols"] = [f"{symbols[0].name}: {symbols[0].detail}"] + [own.name for own in symbols[0].children]
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(document))
    shown["lens"] = lenses[0].command.title
    folding = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    shown["folding"] = [f"{own.start_line + 1}-{own.end_line + 1}" for own in folding]
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    context = types.CodeActionContext(diagnostics=[])
    actions = await client.text_document_code_action_async(types.CodeActionParams(document, whole, context))
    shown["actions"] = [own.title for own in actions]
    renamed = types.RenameParams(document, types.Position(10, 0), "Proposal")
    heading = types.RenameParams(document, types.Position(9, 0), "Proposal")
    edit = await client.text_document_rename_async(heading)
    shown["rename"] = [own.new_text for own in edit.changes[uri]]
    try:
        await client.text_document_rename_async(renamed)
    except Exception as refused:
        shown["refused rename"] = str(refused)
    await client.workspace_execute_command_async(types.ExecuteCommandParams("speclint.addMissing", [uri]))
    added = await asyncio.wait_for(applied.get(), 20)
    shown["added"] = added.changes[uri][0].new_text
    change = types.TextDocumentContentChangePartial(
        range=types.Range(types.Position(4, 0), types.Position(4, 7)), text="Problem"
    )
    versioned = types.VersionedTextDocumentIdentifier(version=2, uri=uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(versioned, [change]))
    shown["after a change"] = await found(uri, 2)
    template = root / "templates/liberty.rst"
    client.text_document_did_open(item(template, "restructuredtext", TEMPLATE.replace("Change\n", "Plan\n")))
    impact = []
    while not impact:
        impact = await found(template.as_uri(), 1)
    shown["a template as it stands"] = impact
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    check("diagnostics", shown["diagnostics"], "section `Problem` is headed `Prolbem`")
    check("hover", shown["hover"], "Explain the idea")
    check("definition", shown["definition"], "liberty.rst")
    check("rename", shown["rename"], "Proposal")
    check("added", shown["added"], "Testing")
    check("template", shown["a template as it stands"], "1 of 1 spec fails")
    return shown


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("speclint")
    parser.add_argument("--nvim", default="nvim")
    parser.add_argument("--without", choices=["pygls", "nvim"], action="append", default=[])
    arguments = parser.parse_args()
    speclint = str(pathlib.Path(arguments.speclint).resolve())
    clients = {
        "pygls": lambda root: asyncio.run(pygls(speclint, root)),
        "nvim": lambda root: nvim(speclint, arguments.nvim, root),
    }
    for name, drive in clients.items():
        if name not in arguments.without:
            with tempfile.TemporaryDirectory() as directory:
                shown = drive(repository(pathlib.Path(directory).resolve()))
            print(f"{name}:")
            print(json.dumps(shown, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
