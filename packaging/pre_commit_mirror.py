"""The content of the repository that pre-commit clones: hooks that install the wheel, and nothing to build.

    python3 packaging/pre_commit_mirror.py DIRECTORY

writes it for the version in Cargo.toml. Its commit gets the tag `vVERSION`; the release workflow makes and pushes both.
The hooks are those of `.pre-commit-hooks.yaml` in this repository, in another language.
"""

import shutil
import sys
from pathlib import Path

from project import ROOT, project

PROJECT = project()

PYPROJECT = f"""\
[project]
name = "speclint-pre-commit"
version = "0.0.0"
dependencies = ["{PROJECT.name}=={PROJECT.version}"]

[tool.setuptools]
py-modules = []
"""

README = f"""\
# speclint for pre-commit

{PROJECT.description}. This repository installs [speclint]({PROJECT.homepage}) as a hook of
[pre-commit](https://pre-commit.com), from its wheel, in seconds. It is written by a script of
[speclint]({PROJECT.repository}), where it is developed and documented.

```yaml
repos:
  - repo: {PROJECT.mirror}
    rev: v{PROJECT.version}
    hooks:
      - id: speclint
```

`speclint` checks what is staged. `speclint-release` checks the whole current release at every commit.
"""


def write(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text()
    assert hooks.count("language: rust") == hooks.count("- id:"), "each hook here is built with Rust"
    hooks = "\n".join(line for line in hooks.splitlines() if not line.startswith("#"))
    hooks = hooks.replace("language: rust", "language: python").strip() + "\n"
    (directory / ".pre-commit-hooks.yaml").write_text(hooks)
    (directory / "pyproject.toml").write_text(PYPROJECT)
    (directory / "README.md").write_text(README)
    for licence in ROOT.glob("LICENSE-*"):
        shutil.copy(licence, directory)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
