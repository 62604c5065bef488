#!/usr/bin/env python3
"""Time keystrokes at `speclint server`.

    scripts/time_server.py SPECLINT [--specs 20000] [--template-specs 800] [--strokes 200]

Makes two repositories: one of so many specs, in which a spec is typed, and one in which a template of so many specs is
typed. For each keystroke the time is taken from the change to the findings in that version; for the template also to what
it would do to its specs. Prints medians and 95th percentiles in milliseconds.
"""

import argparse
import json
import pathlib
import queue
import subprocess
import tempfile
import threading
import time

SECTIONS = [
    "Problem description", "Use Cases", "Proposed change", "Alternatives", "Data model impact", "REST API impact",
    "Security impact", "Notifications impact", "Other end user impact", "Performance Impact", "Other deployer impact",
    "Developer impact", "Upgrade impact", "Implementation", "Dependencies", "Testing", "Documentation Impact",
    "References",
]


def document(title, words):
    """A document of some ten kilobytes."""
    lines = [title, "=" * len(title), ""]
    for section in SECTIONS:
        lines += [section, "-" * len(section), ""]
        lines += [f"{words} about {section.lower()}, line {at}, in as many words as a line holds." for at in range(7)]
        lines += ["", "* an item", "* another item with ``code`` and a `link <https://example.org>`_", ""]
    return "\n".join(lines) + "\n"


def repository(root, specs):
    (root / "templates").mkdir(parents=True)
    (root / "specs/r0").mkdir(parents=True)
    (root / "release.toml").write_text('current_release = "r0"\n')
    (root / "templates/r0.rst").write_text(document("Title of the spec", "Write here"))
    for at in range(specs):
        (root / f"specs/r0/spec-{at:05}.rst").write_text(document(f"Spec number {at}", "There are words"))


class Server:
    def __init__(self, speclint, root):
        self.root = root
        self.child = subprocess.Popen([speclint, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
        self.messages = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        capabilities = {"general": {"positionEncodings": ["utf-8"]}}
        self.send("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities}, 1)
        self.wait(lambda message: message.get("id") == 1)
        self.send("initialized", {})

    def listen(self):
        while line := self.child.stdout.readline():
            length = int(line.split(b": ")[1])
            self.child.stdout.readline()
            self.messages.put(json.loads(self.child.stdout.read(length)))

    def send(self, method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number else {})
        body = json.dumps(message).encode()
        self.child.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.child.stdin.flush()

    def wait(self, is_it):
        while not is_it(message := self.messages.get(timeout=120)):
            pass
        return message

    def found(self, uri, version, holds=lambda found: True):
        def is_it(message):
            params = message.get("params", {})
            is_own = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            return is_own and params.get("version") == version and holds(params["diagnostics"])
        return self.wait(is_it)

    def end(self):
        self.child.stdin.close()
        self.child.wait(60)


def report(what, times):
    times = sorted(times)
    median, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{what}: median {median * 1000:.1f} ms, p95 {high * 1000:.1f} ms, worst {times[-1] * 1000:.1f} ms")


def strokes(server, path, count, place, also=None):
    """Types a word at a line again and again, and takes the time of each letter."""
    uri = path.as_uri()
    text = path.read_text()
    begun = time.perf_counter()
    item = {"uri": uri, "languageId": "restructuredtext", "version": 0, "text": text}
    server.send("textDocument/didOpen", {"textDocument": item})
    server.found(uri, 0)
    opened = time.perf_counter() - begun
    if also:
        server.found(also, 0)
    first, later = [], []
    for at in range(count):
        column = at % 20
        letter = "abcdefghijklmnopqrst"[column]
        ends = column == 19
        span = {"start": {"line": place, "character": 0 if ends else column}, "end": {"line": place, "character": column}}
        change = [{"range": span, "text": "" if ends else letter}]
        begun = time.perf_counter()
        document = {"uri": uri, "version": at + 1}
        server.send("textDocument/didChange", {"textDocument": document, "contentChanges": change})
        server.found(uri, at + 1)
        first.append(time.perf_counter() - begun)
        if also:
            # What a refresh brings follows; the spec beside the template is checked once more when it is done.
            server.found(also, 0)
            later.append(time.perf_counter() - begun)
    return opened, first, later


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("speclint")
    parser.add_argument("--specs", type=int, default=20_000)
    parser.add_argument("--template-specs", type=int, default=800)
    parser.add_argument("--strokes", type=int, default=200)
    arguments = parser.parse_args()
    speclint = str(pathlib.Path(arguments.speclint).resolve())
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory).resolve()
        repository(root, arguments.specs)
        server = Server(speclint, root)
        spec = root / "specs/r0/spec-00007.rst"
        opened, first, _ = strokes(server, spec, arguments.strokes, 6)
        server.end()
        size = spec.stat().st_size
    print(f"a spec of {size} bytes in a repository of {arguments.specs}: opened in {opened * 1000:.0f} ms")
    report("  a keystroke", first)
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory).resolve()
        repository(root, arguments.template_specs)
        server = Server(speclint, root)
        spec = root / "specs/r0/spec-00007.rst"
        item = {"uri": spec.as_uri(), "languageId": "restructuredtext", "version": 0, "text": spec.read_text()}
        server.send("textDocument/didOpen", {"textDocument": item})
        server.found(spec.as_uri(), 0)
        opened, first, later = strokes(server, root / "templates/r0.rst", arguments.strokes, 3, also=spec.as_uri())
        server.end()
    print(f"a template of {arguments.template_specs} specs: opened in {opened * 1000:.0f} ms")
    report("  a keystroke, to the template's own findings", first)
    report("  a keystroke, to what it would do to all specs", later)


if __name__ == "__main__":
    main()
