#!/usr/bin/env python3
"""Measure whole commands side by side, on the same documents and the same question, and print ratios.

    cargo build --release
    python3 scripts/measure.py [--corpus DIR] [--runs N]

Three questions are asked of the documents in ../shared/corpus (or DIR):

- Do the Nova specs of all releases have the sections of their templates? speclint, against a docutils program (this
  file with --docutils, run by $DOCUTILS_PYTHON, a Python that has docutils).
- Do the Rust RFCs have the sections of theirs? speclint, against outlint, rumdl and markdownlint-cli2 (MD043 alone),
  as far as they are on the PATH or in $OUTLINT, $RUMDL and $MARKDOWNLINT.
- Reading all documents: `speclint outline`, against `grep -c '^[=-]'` on the same files.

Commands are run in turn, N times each; the shortest time counts. Nothing is written outside a temporary directory.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SPECLINT = ROOT / "target/release/speclint"

# A line a finding, as the other tools print.
SHORT = ["--format", "short"]

NOVA = """\
current_release = "2026.2"
[layout]
template = "specs/{release}-template.rst"
[releases]
backlog.check = false
abandoned.check = false
"""

RFCS = """\
current_release = "text"
[layout]
specs = "{release}"
template = "0000-template.md"
"""


def docutils_check(directory):
    """What the title tests of specs repositories do: parse template and specs, compare two levels of titles."""
    import io

    import docutils.core
    import docutils.nodes

    settings = {"report_level": 5, "warning_stream": io.StringIO(), "file_insertion_enabled": False}

    def titles(path):
        document = docutils.core.publish_doctree(path.read_text(encoding="utf-8"), settings_overrides=settings)
        sections = lambda node: [child for child in node.children if isinstance(child, docutils.nodes.section)]
        name = lambda section: section.next_node(docutils.nodes.title).astext()
        return {name(section): {name(child) for child in sections(section)} for section in sections(document)}

    checked = wrong = 0
    for template in sorted(directory.glob("specs/*-template.rst")):
        expected = titles(template)
        release = template.with_name(template.name.removesuffix("-template.rst"))
        for spec in sorted(release.rglob("*.rst")):
            found = titles(spec)
            fits = found.keys() == expected.keys() and all(expected[title] <= found[title] for title in expected)
            checked += 1
            wrong += not fits
    print(f"{checked} specs, {wrong} do not have the sections of their template")


def headings(template):
    outline = subprocess.run([SPECLINT, "outline", "--format", "json-lines", template], stdout=subprocess.PIPE, check=True)
    return [section["text"] for section in json.loads(outline.stdout)["sections"]]


def measure(commands, runs):
    """The shortest wall time of each command in seconds, and its greatest memory in MiB."""
    measured = {name: (float("inf"), 0) for name in commands}
    for _ in range(runs):
        for name, (command, directory) in commands.items():
            start = time.perf_counter()
            child = subprocess.Popen(command, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, _, usage = os.wait4(child.pid, 0)
            seconds, memory = measured[name]
            measured[name] = min(seconds, time.perf_counter() - start), max(memory, usage.ru_maxrss / 1024)
    return measured


def report(question, measured):
    print(question)
    own, _ = measured["speclint"]
    for name, (seconds, memory) in measured.items():
        print(f"  {name:20} {seconds * 1000:10.1f} ms {memory:6.0f} MiB {seconds / own:8.2f} x speclint")


def tool(variable, name):
    return os.environ.get(variable) or shutil.which(name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--docutils", type=pathlib.Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.docutils:
        return docutils_check(options.docutils)
    if not options.corpus.is_dir():
        sys.exit(f"there is no {options.corpus}")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        nova, rfcs = scratch / "nova", scratch / "rfcs"
        shutil.copytree(options.corpus / "nova-specs", nova)
        (nova / "release.toml").write_text(NOVA)
        python = os.environ.get("DOCUTILS_PYTHON", sys.executable)
        # docutils takes seconds: once is enough.
        measured = measure({"speclint": ([SPECLINT, "check", "--all-releases", *SHORT], nova)}, options.runs)
        measured |= measure({"docutils": ([python, __file__, "--docutils", nova], nova)}, 1)
        report("the Nova specs of all releases against their templates", measured)

        rfcs.mkdir()
        shutil.copytree(options.corpus / "rust-rfcs/text", rfcs / "text")
        shutil.copy(options.corpus / "rust-rfcs/0000-template.md", rfcs)
        (rfcs / "release.toml").write_text(RFCS)
        wanted = headings(rfcs / "0000-template.md")
        (rfcs / ".outlint.yml").write_text(
            "version: 1\nsections:\n"
            + "".join(f"  - match: {json.dumps(text)}\n    required: true\n" for text in wanted)
        )
        (rfcs / ".rumdl.toml").write_text(
            '[global]\nenable = ["MD043"]\n[MD043]\nheadings = ' + json.dumps([f"# {text}" for text in wanted]) + "\n"
        )
        (rfcs / ".markdownlint-cli2.jsonc").write_text(
            json.dumps({"config": {"default": False, "MD043": {"headings": [f"# {text}" for text in wanted]}}})
        )
        commands = {"speclint": ([SPECLINT, "check", *SHORT], rfcs)}
        if outlint := tool("OUTLINT", "outlint"):
            files = sorted(path.relative_to(rfcs) for path in rfcs.glob("text/*.md"))
            commands["outlint"] = ([outlint, "check", "--schema", ".outlint.yml", *files], rfcs)
        if rumdl := tool("RUMDL", "rumdl"):
            commands["rumdl"] = ([rumdl, "check", "--no-cache", "text"], rfcs)
        if markdownlint := tool("MARKDOWNLINT", "markdownlint-cli2"):
            commands["markdownlint-cli2"] = ([markdownlint, "text/*.md"], rfcs)
        report("the Rust RFCs against their template", measure(commands, options.runs))

        files = [str(path) for path in sorted(options.corpus.rglob("*")) if path.suffix in (".rst", ".md")]
        commands = {
            "speclint": ([SPECLINT, "outline", *files], ROOT),
            "grep": (["grep", "-c", "^[=-]", *files], ROOT),
        }
        report(f"all {len(files)} documents, read and parsed", measure(commands, options.runs))


if __name__ == "__main__":
    main()
