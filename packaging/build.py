"""Builds what a release has for a target.

    python3 packaging/build.py TARGET OUT

For a target of `targets.toml` that is a wheel, and an archive with the program; for wasm32-unknown-unknown it is
`speclint.wasm`. maturin, and for Linux ziglang, have to be installed (`requirements.txt`).
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

from project import ROOT, project
from toolchain import Toolchain, toolchain

WASM = "wasm32-unknown-unknown"
NAME = project().name
TARGETS = tomllib.loads((ROOT / "packaging/targets.toml").read_text())


def run(command: list[str], tools: Toolchain) -> None:
    print("$", *command, flush=True)
    subprocess.run(command, cwd=ROOT, env=tools.environment, check=True)


def target_directory() -> Path:
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def build_wasm(out: Path) -> None:
    tools = toolchain(WASM, panic="abort")
    manifest = ROOT / "packaging/wasm/Cargo.toml"
    target = target_directory() / "wasm"
    command = ["cargo", "build", "--release", "--locked", "--manifest-path", str(manifest)]
    run([*command, "--target-dir", str(target), "--target", WASM, *tools.arguments], tools)
    shutil.copy(target / WASM / "release/speclint_wasm.wasm", out / "speclint.wasm")


def build_program(target: str, out: Path) -> None:
    tools = toolchain(target, panic="unwind")
    is_linux = "linux" in target
    command = ["maturin", "build", "--release", "--locked", "--target", target, "--out", str(out)]
    for systems in TARGETS[target].get("wheel", []):
        command += ["--compatibility", systems]
    zig = ["--zig"] if is_linux else []
    run([*command, *zig, *tools.arguments, "--", *tools.of_rustc], tools)
    pack(target, target_directory() / target / "release", out)


def pack(target: str, directory: Path, out: Path) -> None:
    """An archive, as `[package.metadata.binstall]` names it."""
    is_windows = "windows" in target
    name = f"{NAME}-{target}"
    program = directory / (f"{NAME}.exe" if is_windows else NAME)
    pages = [ROOT / page for page in ("README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE")]
    if is_windows:
        with zipfile.ZipFile(out / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for file in (program, *pages):
                archive.write(file, f"{name}/{file.name}")
        return
    with tarfile.open(out / f"{name}.tar.gz", "w:gz") as archive:
        for file in (program, *pages):
            archive.add(file, f"{name}/{file.name}", filter=without_owner)


def without_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    target, out = sys.argv[1], Path(sys.argv[2]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    build_wasm(out) if target == WASM else build_program(target, out)
