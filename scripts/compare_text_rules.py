#!/usr/bin/env python3
"""Compares speclint's findings about texts with a transcription of the checks that teams of OpenStack have in Python.

    python3 scripts/compare_text_rules.py [--speclint PROGRAM] [--damage SEED] TEAM DIRECTORY

TEAM is `trove`, `nova` or `ironic`; DIRECTORY is a checkout of its specs repository. The configuration is that of
examples/TEAM. The documents are copied; with --damage every fifth one is given long lines, carriage returns, spaces at
ends of lines and zero-width spaces first, so that there is something to find. Prints a line a check, and each place
that only one of the two reports; exit code 1 if there is any.

What is compared:
- trove: lines of more than 79 characters (83 if they begin with four spaces), but not those with more than one `/`,
  rows of tables (`|`, `+`) and those with `<% $`; carriage returns; spaces at the ends of lines.
- nova: lines of more than 79 characters, but not in literal blocks and tables, with URLs, or without spaces;
  zero-width spaces.
- ironic: the licence before the first heading, and the address of a story, bug or blueprint before "Problem
  description", where that of a blueprint ends in the file's name.

The transcription tells literal blocks and tables by indentation and marks at the beginning of lines, speclint as
docutils does: in damaged documents the two may differ by a line or two. Carriage returns are compared by file: speclint reports the first of each. Of the characters that nobody sees only the
zero-width space is compared: speclint's rule reports others too.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CODE = re.compile(r"\s*\.\. +(code|code-block|sourcecode|highlight|parsed-literal|math|raw|productionlist|actdiag|blockdiag|seqdiag|nwdiag|graphviz)::")
URL = re.compile(r"https://|http://")
BUG = re.compile(r"https?://storyboard\.openstack\.org/#!/story/\d+|https?://bugs\.launchpad\.net/[\w.-]+/\+bug/\d+")
BLUEPRINT = re.compile(r"https?://blueprints\.launchpad\.net/[\w.-]+/\+spec/(\S+)")
LICENCE = ("This work is licensed under a Creative Commons Attribution 3.0 Unported License. "
           "http://creativecommons.org/licenses/by/3.0/legalcode")


def indent(line):
    return len(line) - len(line.lstrip(" "))


def blocks(lines, opens):
    """Numbers (from 0) of the lines that are indented below a line for which `opens` is true."""
    inside, margin = set(), None
    for number, line in enumerate(lines):
        if margin is not None and line.strip() and indent(line) <= margin:
            margin = None
        if margin is not None:
            inside.add(number)
        elif opens(line):
            margin = indent(line)
    return inside


def literal(lines):
    """Literal blocks: below a paragraph that ends in `::`, or a directive that shows code; and doctests."""
    found = blocks(lines, lambda line: CODE.match(line) or line.rstrip().endswith("::") and not line.lstrip().startswith(".. "))
    in_doctest = False
    for number, line in enumerate(lines):
        in_doctest = bool(line.strip()) and (in_doctest or line.lstrip().startswith(">>> "))
        if in_doctest:
            found.add(number)
    return found


def tables(lines):
    """Grid tables, simple tables, and what is below a directive for tables."""
    found = blocks(lines, lambda line: re.match(r"\s*\.\. +(list-table|csv-table|table)::", line))
    border = re.compile(r"\s*=+( +=+)+\s*$")
    top = None
    for number, line in enumerate(lines):
        if line.lstrip().startswith(("|", "+-", "+=")):
            found.add(number)
        if border.match(line):
            after = lines[number + 1] if number + 1 < len(lines) else ""
            if top is None:
                top = number
            elif not after.strip():
                found.update(range(top, number + 1))
                top = None
    return found


def trove(path, text):
    for number, line in enumerate(text.split("\n"), 1):
        if "\r" in line:
            yield "carriage-return", path, None
        line = line.rstrip("\r")
        if line.endswith((" ", "\t")):
            yield "trailing-whitespace", path, number
        exempt = line.count("/") > 1 or line.lstrip().startswith(("|", "+")) or "<% $" in line
        if len(line) > (83 if line.startswith("    ") else 79) and not exempt:
            yield "line-length", path, number


def nova(path, text):
    lines = text.split("\n")
    exempt = literal(lines) | tables(lines)
    for number, line in enumerate(lines):
        line = line.rstrip("\r")
        if "\u200b" in line:
            yield "zero-width-character", path, number + 1
        if len(line) > 79 and number not in exempt and "://" not in line and " " in line.strip():
            yield "line-length", path, number + 1


def ironic(path, text):
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if re.match(r"([=\-~^#*])\1{3,}\s*$", line)), len(lines))
    preamble = " ".join(" ".join(lines[:first]).split()).replace("https://creativecommons", "http://creativecommons")
    if "backlog" not in path and LICENCE not in preamble:
        yield "required-text", path, "licence"
    before = text.split("\nProblem description")[0]
    blueprints = [m.group(1) for m in BLUEPRINT.finditer(before)]
    name = pathlib.PurePath(path).stem
    exempt = re.search(r"^\.\. lint: norfe", text, re.M)
    if not exempt and not BUG.search(before) and name not in blueprints:
        yield "required-text", path, "address"


TEAMS = {
    "trove": (trove, ["line-length", "carriage-return", "trailing-whitespace"]),
    "nova": (nova, ["line-length", "zero-width-character"]),
    "ironic": (ironic, ["required-text"]),
}


def damage(text, rng):
    """The same with a few faults."""
    lines = text.split("\n")
    returns = set()
    for _ in range(8):
        at = rng.randrange(len(lines))
        what = rng.randrange(5)
        if what == 0:
            lines[at] += " and so on" * rng.randrange(1, 9)
        elif what == 1:
            # At the very end of the line: a lone one would end a line for docutils.
            returns.add(at)
        elif what == 2:
            lines[at] += "  "
        elif what == 3:
            lines[at] = lines[at][:5] + "\u200b" + lines[at][5:]
        else:
            lines[at] = lines[at].replace("licensed", "lent").replace("+bug", "bug").replace("+spec", "spec")
    return "\n".join(line + "\r" if at in returns else line for at, line in enumerate(lines))


def theirs(args, rules, root):
    """What speclint reports, as the transcriptions do."""
    command = [args.speclint, "check", "--all-releases", "--format", "json-lines"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    objects = [json.loads(line) for line in run.stdout.splitlines()]
    errors = [o["message"] for o in objects if o["type"] == "error"]
    if errors:
        sys.exit("speclint: " + "; ".join(errors))
    for o in objects:
        if o["type"] != "diagnostic" or o["rule"] not in rules:
            continue
        where = o.get("line")
        if o["rule"] == "carriage-return":
            where = None
        elif o["rule"] == "required-text":
            where = "licence" if "licence" in o["message"] else "address"
        elif o["rule"] == "zero-width-character" and "U+200B" not in o["message"]:
            continue
        yield o["rule"], o["path"], where
    specs = sum(o["specs"] for o in objects if o["type"] == "release")
    print(f"{specs} specs")


def specs(team, root):
    for path in sorted((root / "specs").rglob("*.rst")):
        name = path.relative_to(root).as_posix()
        parts = name.split("/")
        if path.name in ("index.rst",) or path.name.endswith("template.rst") or len(parts) < 3:
            continue
        if team == "ironic" and parts[1] not in ("approved", "backlog"):
            continue
        if team == "nova" and parts[1] in ("abandoned", "backlog"):
            continue
        yield name, path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--speclint", default="speclint", help="the program to run")
    parser.add_argument("--damage", type=int, metavar="SEED", help="damage every fifth document first")
    parser.add_argument("team", choices=TEAMS)
    parser.add_argument("directory", type=pathlib.Path)
    args = parser.parse_args()
    check, rules = TEAMS[args.team]
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch) / "specs-repository"
        shutil.copytree(args.directory, root, copy_function=shutil.copyfile)
        for path in [root, *root.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.copyfile(HERE.parent / "examples" / args.team / "release.toml", root / "release.toml")
        rng = random.Random(args.damage)
        found = set()
        for at, (name, path) in enumerate(specs(args.team, root)):
            text = path.read_bytes().decode()
            if args.damage is not None and at % 5 == 0:
                text = damage(text, rng)
                path.write_bytes(text.encode())
            found.update(check(name, text))
        reported = set(theirs(args, rules, root))
    for rule in rules:
        both = {place for place in found & reported if place[0] == rule}
        print(f"{rule}: {len(both)} reported by both")
    for title, places in (("only the transcription", found - reported), ("only speclint", reported - found)):
        for rule, path, where in sorted(places, key=str):
            print(f"{title}: {path}:{where}: {rule}")
    sys.exit(1 if found != reported else 0)


if __name__ == "__main__":
    main()
