#!/usr/bin/env python3
"""Build the documents of repositories with Sphinx before and after `speclint release open`.

    pip install sphinx openstackdocstheme
    cargo build --release
    python3 scripts/docs_stay_green.py [--configurations DIR] REPOSITORY...

Each repository is copied, and the copy is made a git repository. Without a release.toml it gets that of
`DIR/NAME/release.toml`, if there is one (NAME is that of the repository, without `-specs`), else that of
`speclint init`. Extensions and themes that are not installed are left out of the copy's conf.py, the same before and
after. Then a next release is opened in fresh copies: empty, with two specs of the current release, and with all of them.

A row tells how many warnings `sphinx-build -W` ends with, and each new one is printed. Exit status 1 where a repository
has new ones that the command did not warn of, 2 where none could be built.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ["empty", "two specs", "all specs"]

# What is appended to conf.py. Nothing is asked of the network.
STUB = """

import importlib.util as _util


def _is_there(name):
    try:
        return _util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


extensions = [name for name in globals().get("extensions", [])
              if name != "sphinx.ext.intersphinx" and _is_there(name)]
if globals().get("html_theme") == "openstackdocs" and not _is_there("openstackdocstheme"):
    html_theme, html_theme_options = "alabaster", {}
"""


def run(command, directory):
    return subprocess.run([str(part) for part in command], cwd=directory, capture_output=True, text=True, check=False)


def git(directory, *arguments):
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    return run(["git", *who, *arguments], directory)


class Repository:
    """A copy of a repository that can be opened and built."""

    def __init__(self, source, directory, arguments):
        self.path, self.arguments = directory, arguments
        shutil.copytree(source, directory, symlinks=True, ignore=shutil.ignore_patterns(".git", ".tox", "build"))
        name = source.name.removesuffix("-specs")
        example = arguments.configurations / name / "release.toml" if arguments.configurations else None
        if example and example.exists() and not (directory / "release.toml").exists():
            shutil.copy(example, directory / "release.toml")
        elif not (directory / "release.toml").exists():
            self.speclint("init")
        self.current()
        found = sorted(directory.glob("**/conf.py"), key=lambda path: len(path.parts))
        self.source = found[0].parent if found else None
        git(directory, "init", "--quiet")
        git(directory, "add", "--all", "--force")
        git(directory, "commit", "--quiet", "--message", "as it was")

    def speclint(self, *arguments):
        return run([self.arguments.speclint, *arguments], self.path)

    def current(self):
        """The current release; where the configuration is newer than the repository, the newest one with specs."""
        path = self.path / "release.toml"
        text = path.read_text() if path.exists() else ""
        found = re.search(r'^current_release\s*=\s*["\'](.*?)["\']', text, re.MULTILINE)
        if not found:
            return None
        if self.speclint("release", "show").returncode != 2:
            return found.group(1)
        names = [path for path in self.path.glob("specs/**/20*.[12]") if any(path.glob("**/*.rst"))]
        there = {path.name for path in names}
        if not there:
            return None
        path.write_text(text.replace(found.group(0), f'current_release = "{max(there)}"', 1))
        return max(there)

    def following(self):
        """The name of a release after the current one that there is not."""
        name = self.current()
        while any(self.path.glob(f"specs/**/{name}")):
            year, dot, half = name.partition(".")
            is_half = dot and year.isdigit() and half in ("1", "2")
            name = "nextone" if not is_half else f"{int(year) + 1}.1" if half == "2" else f"{year}.2"
        return name

    def specs(self):
        """The specs of the current release."""
        shown = self.speclint("release", "show").stdout
        return re.findall(r"^(\S+\.(?:rst|md)): ", shown, re.MULTILINE)

    def warnings(self):
        """What Sphinx warns of, and the end of what it says where it fails otherwise."""
        conf = self.source / "conf.py"
        text = conf.read_text()
        conf.write_text(text + STUB)
        with tempfile.TemporaryDirectory() as out:
            command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", self.arguments.builder, "-d",
                       f"{out}/doctrees", self.source, f"{out}/out"]
            built = run(command, self.path)
        conf.write_text(text)
        found = re.findall(r"^(?:(.*?)(?::\d+)?: )?(?:WARNING|ERROR|CRITICAL|SEVERE): (.*)$", built.stderr, re.MULTILINE)
        short = {f"{place}: {message}".replace(f"{self.path}/", "") for place, message in found}
        if built.returncode and not short:
            ends = [line.strip() for line in built.stderr.splitlines() if re.match(r"\s*\w*(Error|Exception)\b", line)]
            short = {"Sphinx ended: " + " ".join(ends)}
        return short


def opened(repository, case):
    """Opens the next release in a copy; the command's result, or None where there is nothing to carry."""
    command = ["release", "open", repository.following()]
    specs = repository.specs()
    if case != CASES[0] and not specs:
        return None
    if case != CASES[0]:
        command += ["--carry", *(specs[:2] if case == CASES[1] else specs)]
    return repository.speclint(*command)


def row(source, arguments):
    """What becomes of a repository, column by column, and the text below the table."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch).resolve()
        before = Repository(source, scratch / "before", arguments)
        if not before.source or not before.current():
            return None, f"{source.name}: no conf.py, or no release"
        known = before.warnings()
        columns, told, failed = [str(len(known) or "green")], [], False
        for case in CASES:
            copy = Repository(source, scratch / case.replace(" ", "-"), arguments)
            result = opened(copy, case)
            if result is None:
                columns.append("-")
                continue
            if result.returncode:
                columns.append("refused")
                told.append(f"{source.name}, {case}: " + " ".join(result.stderr.split()))
                continue
            # What was wrong in a spec is wrong in it where it moved to.
            now = copy.warnings()
            moved = {warning.replace(before.following(), before.current()): warning for warning in now}
            new = sorted(warning for old, warning in moved.items() if old not in known and warning not in known)
            is_said = "sphinx-build" in result.stderr
            failed |= bool(new) and not is_said
            columns.append(f"{len(new)} new{' (said)' if is_said else ''}" if new else str(len(now) or "green"))
            told += [f"{source.name}, {case}: {warning}" for warning in new]
            if arguments.output:
                told.append(result.stdout + result.stderr)
        return (columns, failed), "\n".join(told)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="+", type=pathlib.Path)
    parser.add_argument("--configurations", type=pathlib.Path)
    parser.add_argument("--speclint", type=pathlib.Path, default=ROOT / "target" / "release" / "speclint")
    parser.add_argument("--builder", default="dummy", help="of Sphinx [default: dummy, which reads and resolves all]")
    parser.add_argument("--output", action="store_true", help="print what the command says, too")
    arguments = parser.parse_args()
    arguments.speclint = arguments.speclint.resolve()
    built, failed = 0, False
    print("| repository | before | " + " | ".join(CASES) + " |")
    print("|---|---|" + "---|" * len(CASES), flush=True)
    below = []
    for source in arguments.repositories:
        result, told = row(source.resolve(), arguments)
        below.append(told)
        if result:
            columns, is_bad = result
            built, failed = built + 1, failed or is_bad
            print(f"| {source.resolve().name} | " + " | ".join(columns) + " |", flush=True)
    print("\n" + "\n".join(text for text in below if text))
    sys.exit(2 if not built else int(failed))


if __name__ == "__main__":
    main()
