#!/usr/bin/env python3
"""Compare speclint's text rules with the text checks that specs repositories have today, over real documents.

    cargo build --release
    python3 scripts/compare_text_rules.py trove ~/src/trove-specs
    python3 scripts/compare_text_rules.py nova ~/src/nova-specs --damage 1

The checks are written down here anew. They read the specs of all releases, and `speclint check --all-releases` reads
the same ones with the team's release.toml from examples/. Printed is, for each check, how many lines both report, and
the lines that only one of them does. --damage SEED first puts carriage returns, trailing spaces, zero-width spaces,
long lines and the like into a copy of the documents; the directory itself is never written to.

trove   Lines of at most 79 characters, 83 if they begin with four spaces. Exempt are lines with more than one `/`, rows
        of tables (`|` or `+` after the indentation) and lines with `<% $`. No carriage returns, no trailing spaces.
nova    Lines of at most 79 characters. Exempt are lines with URLs, lines without spaces, and "literal blocks": all
        that is indented after a line with `::`. No zero-width spaces.
ironic  The licence before the first heading, in specs/approved. In specs/approved and specs/backlog, before the line
        that begins with "Problem description", the address of a story, bug or blueprint, unless a line begins with
        `.. lint: norfe`; the address of a blueprint ends in the file's name.

They differ by design, and such lines are counted apart:

- carriage-return reports a document once, so only its first line with a carriage return is compared.
- zero-width-character knows more characters than the zero-width space (U+200B).
- For Nova, speclint exempts real literal blocks, code blocks and tables. The old check also exempts the text of notes
  and other directives, and does not exempt tables that are not indented. Which block is which is asked of docutils
  (pip install docutils==0.23), so that what is neither design nor agreement still shows.
- For Ironic, speclint looks for the address before the first section, whatever its heading. A document with text
  before its title has no title, for docutils, and the first section begins there.

Exit status 1 where the two differ otherwise, 2 where nothing was compared.
"""

import argparse
import io
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent

LICENCE = "This work is licensed under a Creative Commons Attribution 3.0 Unported License."
LICENCE_URL = "http://creativecommons.org/licenses/by/3.0/legalcode"
STORY_OR_BUG = re.compile(r"https?://(storyboard\.openstack\.org/#!/story/\d|bugs\.launchpad\.net/\S+/\+bug/\d)")
BLUEPRINT = re.compile(r"https?://blueprints\.launchpad\.net/\S+/\+spec/([\w-]+)")

# Directives whose text is code or a table.
BLOCK_DIRECTIVES = {"code", "code-block", "sourcecode", "parsed-literal", "table", "list-table", "csv-table"}

# What blocks() has noted so far.
BLOCK_LINES = set()

INVISIBLE = re.compile("[\u00ad\u200c\u200d\u2060]|(?<!^)\ufeff")


class Document:
    def __init__(self, root, path):
        self.path = path.relative_to(root).as_posix()
        self.name = path.stem
        self.text = path.read_bytes().decode("utf-8-sig")
        self.lines = re.split("\r\n|\r|\n", self.text)


def numbered(document, wrong):
    return [number for number, line in enumerate(document.lines, 1) if wrong(line)]


def carriage_returns(document):
    position = document.text.find("\r")
    return [] if position < 0 else [document.text.count("\n", 0, position) + 1]


def trailing_whitespace(document):
    return numbered(document, lambda line: line.endswith((" ", "\t")))


def zero_width(document):
    return numbered(document, lambda line: "\u200b" in line)


def more_zero_width(document):
    return numbered(document, INVISIBLE.search)


def trove_length(document):
    def wrong(line):
        exempt = line.count("/") > 1 or line.lstrip().startswith(("|", "+")) or "<% $" in line
        return len(line) > (83 if line.startswith("    ") else 79) and not exempt

    return numbered(document, wrong)


def nova_length(document):
    """Nova's own check: what is indented after a line with `::` is exempt."""
    wrong, block = [], False
    for number, line in enumerate(document.lines, 1):
        if block and (not line or line.startswith(" ")):
            continue
        block = "::" in line
        exempt = "http://" in line or "https://" in line or re.fullmatch(r"\s*\S+", line)
        if len(line) > 79 and not exempt:
            wrong.append(number)
    return wrong


def nova_length_by_blocks(document):
    """The same with the literal blocks and tables that docutils finds: what speclint's rule is meant to report."""
    long = numbered(document, lambda line: len(line) > 79 and "://" not in line and not re.fullmatch(r"\s*\S+", line))
    if long:
        exempt = blocks(document.text)
        long = [number for number in long if number not in exempt]
    return long


def blocks(text):
    """The numbers of the lines inside literal blocks, code blocks and tables, as docutils parses them."""
    try:
        import docutils.core
        from docutils.parsers.rst import states
    except ImportError:
        sys.exit("docutils is not installed: pip install docutils==0.23")

    def noted(method, name=lambda *arguments: "code"):
        def note(state, *arguments):
            first = state.state_machine.abs_line_number()
            try:
                return method(state, *arguments)
            finally:
                if name(*arguments) in BLOCK_DIRECTIVES:
                    BLOCK_LINES.update(range(first, state.state_machine.abs_line_number() + 1))

        note.noted = True
        return note

    # Once: docutils keeps states, and what it found of them, from one document to the next.
    if not hasattr(states.Body.table, "noted"):
        states.Text.literal_block = noted(states.Text.literal_block)
        states.Body.table = noted(states.Body.table)
        states.Body.doctest = noted(states.Body.doctest)
        states.Body.run_directive = noted(states.Body.run_directive, lambda kind, match, name, presets: name.lower())
    BLOCK_LINES.clear()
    settings = {
        "_disable_config": True,
        "file_insertion_enabled": False,
        "halt_level": 6,
        "report_level": 5,
        "syntax_highlight": "none",
        "warning_stream": io.StringIO(),
    }
    docutils.core.publish_doctree(text, settings_overrides=settings)
    return set(BLOCK_LINES)


def without_licence(document):
    if document.path.startswith("specs/backlog/"):
        return []
    preamble = []
    for line in document.lines:
        if re.fullmatch("={3,}", line.rstrip()):
            break
        preamble += line.split()
    return [] if f"{LICENCE} {LICENCE_URL}" in " ".join(preamble) else [1]


def without_address(document):
    if any(line.startswith(".. lint: norfe") for line in document.lines):
        return []
    head = []
    for line in document.lines:
        if line.startswith("Problem description"):
            break
        head.append(line)
    found = any(STORY_OR_BUG.search(line) for line in head)
    names = [name for line in head for name in BLUEPRINT.findall(line)]
    # Only a document that has no other address is held to the name of its blueprint.
    return [] if found or document.name in names else [1]


class Check:
    def __init__(self, name, rule, lines, design=None, by_design=None, message=""):
        self.name = name  # how it is called here
        self.rule = rule  # speclint's rule
        self.lines = lines  # the old check: the numbers of the lines of a document that it reports
        self.design = design  # what speclint is meant to report instead
        self.by_design = by_design  # what speclint is meant to report besides
        self.message = message  # part of speclint's message, where a rule serves several checks
        self.whole = rule == "text"  # it is about the document, not about a line


CARRIAGE_RETURN = Check("carriage returns", "carriage-return", carriage_returns)
TRAILING = Check("trailing spaces", "trailing-whitespace", trailing_whitespace)
TROVE = (
    ["specs/*/*.rst"],
    [Check("line length", "line-length", trove_length), CARRIAGE_RETURN, TRAILING],
)
NOVA = (
    ["specs/*/approved/*.rst", "specs/*/implemented/*.rst"],
    [
        Check("line length", "line-length", nova_length, design=nova_length_by_blocks),
        Check("zero-width spaces", "zero-width-character", zero_width, by_design=more_zero_width),
    ],
)
TEAMS = {
    "trove": TROVE,
    "nova": NOVA,
    "ironic": (
        ["specs/approved/*.rst", "specs/backlog/*.rst"],
        [
            Check("licence", "text", without_licence, message="licence"),
            Check("address", "text", without_address, message="address"),
        ],
    ),
}


def damage(path, seed, team):
    """Put one to four mistakes into a document, or what only looks like one."""
    rng = random.Random(f"{seed} {path.parent.name}/{path.name}")
    lines = path.read_bytes().decode("utf-8-sig").split("\n")
    words = lambda length: ("lorem ipsum dolor sit amet " * 9)[:length].rstrip().ljust(length, "x")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        long = words(rng.choice((79, 80, 83, 84, 120)))
        # Text before the title would leave a document without one: Ironic's get other mistakes.
        kind = rng.choice((1, 10, 11)) if team == "ironic" else rng.randrange(10)
        if kind == 0:
            lines[at] += "\r"
        elif kind == 1:
            lines[at] += rng.choice((" ", "  ", "\t"))
        elif kind == 2:
            place = rng.randint(0, len(lines[at]))
            lines[at] = lines[at][:place] + rng.choice("\u200b\u200b\u200b\u00ad\u2060") + lines[at][place:]
        elif kind == 3:
            lines[at : at + 1] = [lines[at], "", long, ""]
        elif kind == 4:
            lines[at : at + 1] = [lines[at], "", "    " + long[4:], ""]
        elif kind == 5:
            lines[at : at + 1] = [lines[at], "", rng.choice(("a/b/c ", "http://example.org ", "<% $.x %> ")) + long, ""]
        elif kind == 6:
            lines[at : at + 1] = [lines[at], "", rng.choice(("", "  ")) + long.replace(" ", "-"), ""]
        elif kind == 7:
            block = rng.choice(("::", ".. note::", ".. code-block:: console", ".. image:: a.png"))
            lines[at : at + 1] = [lines[at], "", block, "", "   " + long, ""]
        elif kind == 8:
            lines[at : at + 1] = [lines[at], "", rng.choice(("* ", "| ", "+ ")) + long, ""]
        elif kind == 9:
            lines[at] = words(max(0, 80 - len(lines[at]))) + " " + lines[at] if lines[at] else long
        elif kind == 10:
            licence = [number for number, line in enumerate(lines[:6]) if line.startswith(" ")]
            if licence:
                lines[rng.choice(licence)] = " Something else."
        else:
            found = [number for number, line in enumerate(lines) if "://" in line][:2]
            for number in found:
                indent = " " if lines[number].startswith(" ") else ""
                lines[number] = indent + rng.choice(
                    (
                        "https://blueprints.launchpad.net/ironic/+spec/" + path.stem,
                        "https://blueprints.launchpad.net/ironic/+spec/" + path.stem[1:],
                        ".. lint: norfe",
                        "None.",
                    )
                )
    path.write_bytes("\n".join(lines).encode())


def reported(binary, root):
    """speclint's diagnostics, how many specs it has held against a template, and the releases that it left out."""
    command = [binary, "check", "--all-releases", "--no-baseline", "--format", "json-lines"]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=False)
    entries = {"error": [], "diagnostic": [], "release": [], "summary": []}
    for line in done.stdout.splitlines():
        entry = json.loads(line)
        entries[entry["type"]].append(entry)
    for error in entries["error"]:
        print(f"speclint: {error['message']}", file=sys.stderr)
    specs = sum(release["specs"] for release in entries["release"])
    left_out = {name for summary in entries["summary"] for name in summary["left_out"]}
    return entries["diagnostic"], specs, left_out


def compare(check, documents, diagnostics):
    """Print what a check and its rule report; True if all that differs does so by design."""
    theirs = {(document.path, line) for document in documents for line in check.lines(document)}
    ours = {
        (entry["path"], 1 if check.whole else entry["line"])
        for entry in diagnostics
        if entry["rule"] == check.rule and check.message in entry["message"]
    }
    wanted = theirs
    if check.design:
        wanted = {(document.path, line) for document in documents for line in check.design(document)}
    if check.by_design:
        wanted = theirs | {(document.path, line) for document in documents for line in check.by_design(document)}
    print(f"{check.name}: {len(theirs & ours)} reported by both", end="")
    if wanted != theirs:
        more, fewer = len((ours - theirs) & wanted), len((theirs - ours) - wanted)
        print(f"; by design {more} by speclint only, {fewer} by the old check only", end="")
    print()
    for title, lines in ("speclint", ours - theirs - wanted), ("the old check", (theirs & wanted) - ours):
        for path, line in sorted(lines):
            print(f"  only {title}: {path}:{line}")
    for path, line in sorted((wanted - theirs - ours) | ((ours & theirs) - wanted)):
        print(f"  against the design: {path}:{line}")
    return ours == wanted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("team", choices=TEAMS, metavar="TEAM", help=", ".join(TEAMS))
    parser.add_argument("directory", type=pathlib.Path, metavar="DIRECTORY", help="a checkout of its specs repository")
    speclint = ROOT / "target/release/speclint"
    parser.add_argument("--speclint", type=pathlib.Path, default=speclint, help="the binary to compare")
    parser.add_argument("--config", type=pathlib.Path, help="a release.toml, instead of examples/TEAM/release.toml")
    parser.add_argument("--damage", metavar="SEED", help="damage a copy of the documents first")
    options = parser.parse_args()
    patterns, checks = TEAMS[options.team]
    config = options.config or ROOT / "examples" / options.team / "release.toml"
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch) / "specs-repository"
        shutil.copytree(options.directory / "specs", root / "specs", copy_function=shutil.copyfile)
        shutil.copyfile(config, root / "release.toml")
        files = [path for pattern in patterns for path in sorted(root.glob(pattern)) if path.name != "index.rst"]
        if options.damage is not None:
            for path in files:
                damage(path, options.damage, options.team)
        diagnostics, specs, left_out = reported(options.speclint.resolve(), root)
        documents = [Document(root, path) for path in files]
        documents = [document for document in documents if document.path.split("/")[1] not in left_out]
    if not documents:
        sys.exit(2)
    print(f"{len(documents)} documents, of which speclint read {specs}")
    same = [compare(check, documents, diagnostics) for check in checks]
    sys.exit(0 if all(same) and specs == len(documents) else 1)


if __name__ == "__main__":
    main()
