#!/usr/bin/env python3
"""Tries `speclint init` on repositories, in copies of them, and prints a table.

    scripts/try_init.py target/debug/speclint REPOSITORY...

For each repository: what `init` takes for specs, template and current release, how many documents conform, and whether
what follows works: `speclint`, and `release open` with `speclint` after it. Where the repository has a title test
(`tests/test_title*.py`, needs docutils and testtools or not: a stand-in is used), the verdict on each document is compared
with that of the test.

With `--long` all that `init` says is printed, with `--only-titles` only the comparison with title tests.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

KEPT = {".rst", ".md", ".markdown", ".py", ".toml", ".yaml", ".yml", ".json", ".jsonc", ".template", ".cfg", ".ini"}


def copy(source, target):
    for directory, names, files in os.walk(source):
        names[:] = [name for name in names if name not in (".git", "node_modules")]
        here = Path(directory)
        for name in files + [name for name in names if (here / name).is_symlink()]:
            path = here / name
            if path == source / "release.toml":
                continue
            to = target / path.relative_to(source)
            small = path.is_symlink() or path.suffix in KEPT or path.name in (".gitkeep", ".gitignore", ".adr-dir", "redirects")
            if small or "specs" in path.parts:
                to.parent.mkdir(parents=True, exist_ok=True)
                if path.is_symlink():
                    to.symlink_to(os.readlink(path))
                else:
                    shutil.copyfile(path, to)


def run(speclint, root, *args):
    done = subprocess.run([speclint, *args], cwd=root, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    return done.returncode, done.stdout, done.stderr


def listed(value):
    return value if isinstance(value, str) else ", ".join(value)


def counts(text):
    """Specs and conforming ones, of the lines of a summary."""
    specs = conforming = 0
    for line in text.splitlines():
        found = re.match(r"(\d+) specs?( of \S+( \S+)?)? held against [^:]+: (.*)", line)
        if not found or " in all" in line:
            continue
        count = int(found[1])
        specs += count
        verdict = found[4]
        if verdict.startswith(("all conform", "it conforms")):
            conforming += count
        elif match := re.match(r"(\d+) conforms?\b", verdict):
            conforming += int(match[1])
    return specs, conforming


def with_titles(root):
    return sorted(root.glob("tests/test_title*.py"))


def titles_verdicts(root):
    """What the title test says of each document, in a process of its own: the test's methods, with its failures caught a
    document at a time."""
    helper = Path(__file__).with_name("title_verdicts.py")
    done = subprocess.run([sys.executable, str(helper)], cwd=root, capture_output=True, text=True)
    if done.returncode:
        return None, done.stderr.strip().splitlines()[-1:]
    verdicts = {}
    for line in done.stdout.splitlines():
        verdict, path = line.split("\t", 1)
        verdicts[path] = verdict == "ok"
    return verdicts, []


def ours(speclint, root):
    code, out, _ = run(speclint, root, "check", "--all-releases", "--format", "json")
    report = json.loads(out)
    return {os.path.normpath(one["path"]) for one in report["diagnostics"] if one["level"] == "error"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only-titles", action="store_true")
    parser.add_argument("speclint")
    parser.add_argument("repositories", nargs="+", type=Path)
    options = parser.parse_args()
    speclint = str(Path(options.speclint).resolve())
    for repository in options.repositories:
        if options.only_titles and not with_titles(repository):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "r"
            root.mkdir()
            copy(repository, root)
            one(speclint, repository.name, root, options)
        sys.stdout.flush()


def one(speclint, name, root, options):
    code, out, err = run(speclint, root, "init")
    if options.long:
        print(f"==== {name}: exit {code}\n{out}{err}")
    config = root / "release.toml"
    if code or not config.exists():
        message = next((line for line in err.splitlines() if "×" in line), err[:100])
        print(f"{name:45} REFUSED {message.strip()[:160]} | {out.splitlines()[0][:150] if out else ''}")
        return
    settings = tomllib.loads(config.read_text())
    if options.long:
        print(config.read_text())
    layout = settings.get("layout", {})
    specs, conforming = counts(out)
    after = run(speclint, root)[0]
    titles = compare(speclint, root) if with_titles(root) else ""
    opened = ""
    if current := settings.get("current_release"):
        opened = " open:"
        code, _, err = run(speclint, root, "release", "open", "zzz")
        if code:
            code, _, err = run(speclint, root, "release", "open", "zzz", "--no-index")
            opened += "(no-index)"
        opened += str(code) if code else f"0,{run(speclint, root)[0]}"
        if code:
            opened += " " + err.strip()[:80]
    print(
        f"{name:45} {conforming}/{specs} specs={listed(layout.get('specs', 'specs/{release}'))} "
        f"template={listed(layout.get('template', '-'))} current={current} check:{after}{opened}"
        f"{' ignore=' + listed(layout['ignore']) if 'ignore' in layout else ''}"
    )
    if titles:
        print(titles)


def compare(speclint, root):
    verdicts, why = titles_verdicts(root)
    if verdicts is None:
        return f"    the title test does not run: {' '.join(why)}"
    bad = ours(speclint, root)
    checked = {path for path in verdicts}
    false_ok = sorted(path for path in checked if not verdicts[path] and path not in bad)
    false_bad = sorted(path for path in checked if verdicts[path] and path in bad)
    return (
        f"    title test: {len(checked)} documents, {sum(verdicts.values())} pass; the same verdict on "
        f"{len(checked) - len(false_ok) - len(false_bad)}; we pass and it fails {len(false_ok)} {false_ok[:3]}; "
        f"we fail and it passes {len(false_bad)} {false_bad[:3]}"
    )


if __name__ == "__main__":
    main()
