"""Makes of what `build.py` built all that a release has.

    python3 packaging/assemble.py OUT

adds to OUT the source distribution, the packages for npm, the content of the repository for pre-commit, the list of
what is in the program (SBOM), the notes and the checksums.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import npm
import pre_commit_mirror
from changelog import section
from project import ROOT, project

PROJECT = project()


def programs(out: Path, scratch: Path) -> dict[str, Path]:
    """The programs of the archives, by target."""
    found = {}
    for archive in [*out.glob(f"{PROJECT.name}-*.tar.gz"), *out.glob(f"{PROJECT.name}-*.zip")]:
        target = archive.name.removeprefix(f"{PROJECT.name}-").removesuffix(".tar.gz").removesuffix(".zip")
        if target not in npm.TARGETS:
            continue
        if archive.suffix == ".zip":
            zipfile.ZipFile(archive).extractall(scratch)
        else:
            tarfile.open(archive).extractall(scratch, filter="data")
        (found[target],) = (scratch / f"{PROJECT.name}-{target}").glob(f"{PROJECT.name}*")
    return found


def pack_npm(out: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        npm.pack_all(out / "npm", out / "speclint.wasm", programs(out, Path(scratch)))


def take_sbom(out: Path) -> None:
    """maturin puts one into each wheel; the sources are the same for all."""
    wheel = sorted(out.glob("*.whl"))[0]
    with zipfile.ZipFile(wheel) as archive:
        (inside,) = [name for name in archive.namelist() if name.endswith(".cyclonedx.json")]
        (out / f"{PROJECT.name}.cyclonedx.json").write_bytes(archive.read(inside))


def write_notes(out: Path) -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    # Before the version's section is written, what is new stands under another heading.
    is_written = f"## [{PROJECT.version}]" in text
    (out / "NOTES.md").write_text(section(text, PROJECT.version if is_written else "Unreleased") + "\n")


def write_checksums(out: Path) -> None:
    files = sorted(path for path in out.rglob("*") if path.suffix in {".whl", ".gz", ".zip", ".tgz", ".json", ".wasm"})
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out)}\n" for path in files]
    (out / "SHA256SUMS").write_text("".join(lines))


def main(out: Path) -> None:
    subprocess.run(["maturin", "sdist", "--out", str(out)], cwd=ROOT, check=True)
    pack_npm(out)
    shutil.rmtree(out / "pre-commit", ignore_errors=True)
    pre_commit_mirror.write(out / "pre-commit")
    take_sbom(out)
    write_notes(out)
    write_checksums(out)
    print((out / "SHA256SUMS").read_text(), end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
