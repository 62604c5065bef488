"""The section of a version in CHANGELOG.md, as the notes of its release.

    python3 packaging/changelog.py 0.2.0
    python3 packaging/changelog.py Unreleased
"""

import re
import sys

from project import ROOT


def section(text: str, version: str) -> str:
    """What stands under the heading of a version, without it."""
    parts = re.split(r"^## \[([^\]]+)\].*$", text, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2]))
    if version not in sections:
        raise SystemExit(f"CHANGELOG.md has no section `## [{version}]`, but {', '.join(sections)}")
    notes = sections[version].strip()
    if not notes:
        raise SystemExit(f"CHANGELOG.md: nothing stands under `## [{version}]`")
    return notes


if __name__ == "__main__":
    print(section((ROOT / "CHANGELOG.md").read_text(), sys.argv[1]))
