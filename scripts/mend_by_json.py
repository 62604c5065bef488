#!/usr/bin/env python3
"""Mend specs by what `speclint check --format json` says, and compare with what `speclint fix` makes of them.

    cargo build
    python3 scripts/mend_by_json.py target/debug/speclint REPOSITORY...

The loop is that of docs/agents.md: check, make the edits of a safe fix, check again, until no safe fix is left. It knows
no syntax and no template. Of the fixes of one report it makes those whose files no other has touched yet, so that a round
is one for each file. Each repository is copied twice, and the copies are compared file by file.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def check(speclint, root):
    command = [speclint, "check", "--all-releases", "--format", "json"]
    done = subprocess.run(command, cwd=root, capture_output=True)
    return json.loads(done.stdout)["diagnostics"]


def make(root, fix):
    """Makes the edits of a fix: bytes of files get other texts, the last ones first."""
    for edit in sorted(fix["edits"], key=lambda edit: edit["start_byte"], reverse=True):
        path = root / edit["path"]
        old = path.read_bytes()
        path.write_bytes(old[: edit["start_byte"]] + edit["text"].encode() + old[edit["end_byte"] :])


def mend(speclint, root):
    rounds, made = 0, 0
    while True:
        touched = set()
        for found in check(speclint, root):
            fix = found["fix"]
            files = {edit["path"] for edit in fix["edits"]} if fix else set()
            if not fix or not fix["safe"] or files & touched:
                continue
            make(root, fix)
            touched |= files
            made += 1
        if not touched:
            return rounds, made
        rounds += 1


def main():
    speclint, differing = str(Path(sys.argv[1]).resolve()), 0
    for repository in sys.argv[2:]:
        with tempfile.TemporaryDirectory() as scratch:
            by_json, by_fix = Path(scratch) / "json", Path(scratch) / "fix"
            for copy in (by_json, by_fix):
                shutil.copytree(repository, copy, symlinks=True)
            rounds, made = mend(speclint, by_json)
            subprocess.run([speclint, "fix", "--all-releases"], cwd=by_fix, capture_output=True)
            pairs = [(path, by_fix / path.relative_to(by_json)) for path in by_json.rglob("*") if path.is_file()]
            others = [own for own, other in pairs if own.read_bytes() != other.read_bytes()]
            changed = [own for own, _ in pairs
                       if own.read_bytes() != (Path(repository) / own.relative_to(by_json)).read_bytes()]
            differing += len(others)
            print(f"{repository}: {made} fixes in {rounds} rounds, {len(changed)} files changed, "
                  f"{len(others)} not as by `speclint fix`")
            for path in others[:10]:
                print(f"  {path.relative_to(by_json)}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
