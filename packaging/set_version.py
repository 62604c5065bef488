"""Gives the project another version.

    python3 packaging/set_version.py 0.2.0

writes it into Cargo.toml and Cargo.lock, into the lines of the documentation that name one, and gives what CHANGELOG.md
has under `[Unreleased]` its heading. `cargo test --test packaging` says where that was not enough.
"""

import re
import sys

from project import ROOT, project

PAGES = ["README.md", "docs/install.md", "docs/ci.md", "ci/gitlab.yml", "ci/zuul/zuul.yaml"]
LOCKS = ["Cargo.lock", "fuzz/Cargo.lock", "judge/Cargo.lock", "packaging/wasm/Cargo.lock"]


def main(new: str) -> None:
    old = project().version
    if not re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", new) or new == old:
        raise SystemExit(f"{new} is no other version than {old}")
    change("Cargo.toml", f'\nversion = "{old}"\n', f'\nversion = "{new}"\n')
    for lock in LOCKS:
        change(lock, f'name = "speclint"\nversion = "{old}"\n', f'name = "speclint"\nversion = "{new}"\n')
    change("CHANGELOG.md", "\n## [Unreleased]\n", f"\n## [Unreleased]\n\n## [{new}]\n")
    for page in PAGES:
        path = ROOT / page
        text = re.sub(rf"(?<![\d.]){re.escape(old)}(?![\d.])", new, path.read_text())
        library = 'speclint = {{ version = "{}"'
        path.write_text(text.replace(library.format(series(old)), library.format(series(new))))


def series(version: str) -> str:
    return ".".join(version.split(".")[:2])


def change(name: str, before: str, after: str) -> None:
    path = ROOT / name
    text = path.read_text()
    if text.count(before) != 1:
        raise SystemExit(f"{name}: {before.strip()!r} is there {text.count(before)} times, not once")
    path.write_text(text.replace(before, after))


if __name__ == "__main__":
    main(sys.argv[1])
