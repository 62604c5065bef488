"""What the release workflow is about to do, for its other jobs.

    python3 packaging/plan.py vVERSION

prints the version, and the targets as a matrix. A tag that is not that of the version in Cargo.toml, or a version of
which CHANGELOG.md has no section, ends it.
"""

import json
import sys
import tomllib

from changelog import section
from project import ROOT, project


def main(tag: str) -> None:
    version = project().version
    if tag != f"v{version}":
        raise SystemExit(f"the tag is {tag}, and the version in Cargo.toml is {version}")
    section((ROOT / "CHANGELOG.md").read_text(), version)
    targets = tomllib.loads((ROOT / "packaging/targets.toml").read_text())
    matrix = [{"target": target, "runner": one["runner"]} for target, one in targets.items()]
    print(f"version={version}")
    print(f"targets={json.dumps(matrix)}")


if __name__ == "__main__":
    main(sys.argv[1])
