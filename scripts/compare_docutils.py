#!/usr/bin/env python3
"""Compare speclint's outlines with those of a real docutils, over any documents.

    pip install docutils==0.23
    cargo build --release
    python3 scripts/compare_docutils.py DIR_OR_FILE...

Every .rst file below the given paths is read by both. Where they differ, both outlines are printed; the last line
says how many documents were compared and how many differ. Exit status 1 where any differ, 2 where none was compared.
"""

import argparse
import io
import json
import pathlib
import subprocess
import sys

try:
    import docutils.core
    import docutils.nodes
    from docutils.transforms.frontmatter import DocTitle
except ImportError:
    sys.exit("docutils is not installed: pip install docutils==0.23")

ROOT = pathlib.Path(__file__).resolve().parent.parent


def tree(node):
    """The sections below a node, as [title's source text, sections below it]."""
    return [
        [section.next_node(docutils.nodes.title).rawsource, tree(section)]
        for section in node.children
        if isinstance(section, docutils.nodes.section)
    ]


def docutils_outline(path):
    """[title, subtitle, sections] as docutils sees them, or None where docutils itself fails."""
    settings = {
        "_disable_config": True,
        "doctitle_xform": False,
        "file_insertion_enabled": False,
        "halt_level": 6,
        "report_level": 5,
        "syntax_highlight": "none",
        "warning_stream": io.StringIO(),
    }
    source = path.read_bytes().decode("utf-8-sig")
    try:
        document = docutils.core.publish_doctree(source, settings_overrides=settings)
    except Exception as error:  # docutils gives up on some documents
        print(f"{path}: docutils fails: {error!r}", file=sys.stderr)
        return None
    sections = tree(document)
    # Only now, so that a title still has its source text.
    document.settings.doctitle_xform = True
    DocTitle(document).apply()
    promoted = [None, None]
    for level, kind in enumerate((docutils.nodes.title, docutils.nodes.subtitle)):
        if any(isinstance(child, kind) for child in document.children):
            promoted[level], sections = sections[0]
    return [*promoted, sections]


def speclint_outlines(binary, paths):
    """The same by speclint, by path. Paths go in portions, as a command line has a limit."""
    outlines = {}
    for start in range(0, len(paths), 500):
        command = [binary, "outline", "--format", "json-lines", *paths[start : start + 500]]
        for line in subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout.splitlines():
            outline = json.loads(line)
            text = lambda heading: heading and heading["text"]
            shape = lambda sections: [[section["text"], shape(section["sections"])] for section in sections]
            found = [text(outline["title"]), text(outline["subtitle"]), shape(outline["sections"])]
            outlines[outline["path"]] = found
    return outlines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=pathlib.Path, metavar="PATH")
    parser.add_argument("--speclint", default=ROOT / "target/release/speclint", help="the binary to compare")
    options = parser.parse_args()
    files = []
    for path in options.paths:
        files += sorted(path.rglob("*.rst")) if path.is_dir() else [path]
    ours = speclint_outlines(options.speclint, [str(path) for path in files])
    compared = differ = 0
    for path in files:
        try:
            expected = docutils_outline(path)
        except UnicodeDecodeError:
            expected = None
        if expected is None:
            continue
        compared += 1
        if ours.get(str(path)) != expected:
            differ += 1
            print(f"{path}\n  docutils: {json.dumps(expected, ensure_ascii=False)}")
            print(f"  speclint: {json.dumps(ours.get(str(path)), ensure_ascii=False)}")
    print(f"docutils {docutils.__version__}: {compared} documents compared, {differ} differ")
    sys.exit(2 if compared == 0 else 1 if differ else 0)


if __name__ == "__main__":
    main()
