"""What Cargo.toml says of the project: the one place of its version and its addresses.

`python3 packaging/project.py version` prints one of them.
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Project:
    name: str
    version: str
    description: str
    license: str
    keywords: list[str]
    homepage: str
    repository: str
    documentation: str

    @property
    def slug(self) -> str:
        """`OWNER/NAME`, as a GitHub workflow names the repository of an action."""
        return urlsplit(self.repository).path.strip("/")

    @property
    def mirror(self) -> str:
        """The repository that pre-commit clones."""
        return f"{self.repository}-pre-commit"


def project() -> Project:
    package = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]
    return Project(**{name: package[name] for name in Project.__dataclass_fields__})


if __name__ == "__main__":
    print(getattr(project(), sys.argv[1]))
