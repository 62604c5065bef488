#!/usr/bin/env python3
"""Run each example of examples/ on the team's real repository, and beside it the team's own gate, where that can run.

    cargo build --release
    python3 scripts/run_examples.py ~/src
    python3 scripts/run_examples.py ~/src eips peps --show

DIRECTORY holds checkouts that are named `owner+name` or `name`. Each is copied to a scratch directory, where the
example's release.toml is put at its root; nothing is written into the checkout. Printed is a line for each example:
how many specs speclint read and how many of them conform, how many documents the gate judged and how many passed, and
of those that both judged, on how many the verdicts differ. --show names these, with what each of the two says.

A gate needs what it needs: title tests docutils and testtools, other gates `doc8`, `eipw`, `go`, `openspec`,
`markdownlint-cli2` (npm install -g @fission-ai/openspec markdownlint-cli2) or Python packages
(pip install docutils testtools testscenarios oslo.utils doc8 ruamel.yaml chevron click pyyaml). A gate that cannot run is
named, and the line has only speclint's figures. example_gates.py has the gates.

Exit status 1 where verdicts differ on more documents than the table of examples says, 2 where nothing was run.
"""

import argparse
import collections
import dataclasses
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import typing

import example_gates as gates

ROOT = pathlib.Path(__file__).resolve().parent.parent


@dataclasses.dataclass
class Example:
    """A directory of examples/, the repository it is for, and what judges the same there."""

    name: str
    repository: str
    gate: typing.Callable | None = None
    # On how many documents the verdicts differ, for the reasons that the example's page gives.
    differ: int = 0
    # Rules that the gate has nothing of. Their findings are no part of the verdict that is compared.
    besides: tuple = ()


SECTIONS = ("missing-section", "renamed-section", "misplaced-section", "misordered-section", "extra-section")

EXAMPLES = [
    Example("trove", "openstack+trove-specs", gates.title_tests),
    Example("nova", "openstack+nova-specs", gates.title_tests),
    Example("watcher", "openstack+watcher-specs", gates.title_tests),
    Example("neutron", "openstack+neutron-specs", gates.title_tests),
    Example("heat", "openstack+heat-specs", gates.title_tests),
    Example("ironic", "openstack+ironic-specs", gates.title_tests),
    Example("glance", "openstack+glance-specs", gates.mended_title_tests),
    Example("keystone", "openstack+keystone-specs", gates.mended_title_tests),
    Example("cinder", "openstack+cinder-specs", gates.doc8, besides=SECTIONS),
    Example("manila", "openstack+manila-specs", gates.doc8, besides=SECTIONS),
    Example("oslo", "openstack+oslo-specs"),
    Example("qa", "openstack+qa-specs"),
    Example("eips", "ethereum+EIPs", gates.eipw, differ=3),
    Example("ercs", "ethereum+ERCs", gates.eipw, differ=1),
    Example("kubernetes", "kubernetes+enhancements", gates.kepctl, differ=1, besides=SECTIONS),
    Example("peps", "python+peps", gates.check_peps),
    Example("tekton", "tektoncd+community", gates.teps),
    Example("openshift", "openshift+enhancements", gates.openshift, differ=6),
    Example("madr", "adr+madr", gates.markdownlint),
    Example("openspec", "Fission-AI+OpenSpec", gates.openspec),
    Example("spec-kit", "21-DOT-DEV+subtree"),
    Example("ghc-proposals", "ghc-proposals+ghc-proposals"),
    Example("rust-rfcs", "rust-lang+rfcs"),
    Example("swift-evolution", "swiftlang+swift-evolution"),
    Example("ember-rfcs", "emberjs+rfcs"),
]


@dataclasses.dataclass
class Judged:
    """What speclint says: the specs that it read, and the errors of each."""

    specs: int
    errors: dict
    failure: str = ""


def checkout(directory, repository):
    """Where the repository is: `owner+name`, or `name`."""
    for name in repository, repository.partition("+")[2]:
        if (directory / name).is_dir():
            return directory / name
    return None


def judged(speclint, root, besides):
    """The verdict on each document. What is said of a file beside a spec counts for the spec."""
    command = [speclint, "check", "--all-releases", "--format", "json"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if not run.stdout.startswith("{"):
        return Judged(0, {}, run.stderr)
    report = json.loads(run.stdout)
    errors = collections.defaultdict(list)
    for diagnostic in report["diagnostics"]:
        if diagnostic["level"] != "error" or diagnostic["rule"] in besides:
            continue
        path = diagnostic["path"]
        document = path if is_document(path) else str(pathlib.PurePath(path).with_name("README.md"))
        errors[document].append(f"{diagnostic['rule']}: {diagnostic['message']}")
    failure = "; ".join(error["message"] for error in report["errors"])
    return Judged(sum(release["specs"] for release in report["releases"]), errors, failure)


def not_read(speclint, root, paths):
    """Which of the paths are no specs to speclint: named, they are errors."""
    found = set()
    for start in range(0, len(paths), 500):
        command = [speclint, "check", "--format", "json", *paths[start : start + 500]]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        for error in json.loads(run.stdout)["errors"]:
            path = re.match(r"`(.*?)` is .*no spec", error["message"])
            if path:
                found.add(path[1])
    return found


def compared(example, root, speclint, show):
    """A line of the table, and on how many documents the verdicts differ."""
    ours = judged(speclint, root, example.besides)
    conform = ours.specs - len(ours.errors)
    line = f"{example.name:16} {ours.specs:5} {conform:5}"
    if ours.failure:
        print(f"{example.name}: {ours.failure}", file=sys.stderr)
    if not example.gate:
        print(f"{line}   no gate to run")
        return 0
    try:
        theirs = example.gate(root)
    except gates.CannotRun as reason:
        print(f"{line}   the gate cannot run: {reason}")
        return 0
    for path in not_read(speclint, root, [path for path in theirs if path not in ours.errors]):
        del theirs[path]
    differ = [path for path in sorted(theirs) if bool(theirs[path]) != bool(ours.errors.get(path))]
    passed = sum(1 for faults in theirs.values() if not faults)
    print(f"{line} {len(theirs):5} {passed:5} {len(differ):5}")
    if show:
        for path in differ:
            print(f"    {path}\n        speclint: {first(ours.errors.get(path))}\n        gate: {first(theirs[path])}")
    return len(differ)


def is_document(path):
    return re.search(r"\.(rst|md|markdown)$", path) is not None


def first(faults):
    return " | ".join(" ".join(fault.split())[:300] for fault in faults[:3]) if faults else "passes"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path, metavar="DIRECTORY", help="where the checkouts are")
    parser.add_argument("names", nargs="*", metavar="EXAMPLE", help="only these examples")
    parser.add_argument("--speclint", type=pathlib.Path, default=ROOT / "target/release/speclint", help="the binary")
    parser.add_argument("--show", action="store_true", help="name the documents on which the verdicts differ")
    options = parser.parse_intermixed_args()
    speclint, directory = options.speclint.resolve(), options.directory.resolve()
    ran, right = 0, True
    print(f"{'':16} {'specs':>5} {'pass':>5} {'gate':>5} {'pass':>5} {'differ':>5}")
    for example in EXAMPLES:
        if options.names and example.name not in options.names:
            continue
        source = checkout(directory, example.repository)
        if not source:
            print(f"{example.name:16} there is no {example.repository}")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch) / "repository"
            shutil.copytree(source, root, symlinks=True, ignore=shutil.ignore_patterns(".git", "release.toml"))
            shutil.copyfile(ROOT / "examples" / example.name / "release.toml", root / "release.toml")
            os.chdir(root)
            differ = compared(example, root, speclint, options.show)
            os.chdir(ROOT)
        ran += 1
        right &= differ <= example.differ
    sys.exit(0 if ran and right else 1 if ran else 2)


if __name__ == "__main__":
    main()
