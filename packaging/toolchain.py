"""Which cargo builds for a target, and how.

Most toolchains come with the standard library of few targets. `rustup target add` installs others; where there is no
rustup, the library is built from its source, which Debian has in rust-web-src.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Toolchain:
    environment: dict[str, str]
    arguments: list[str] = field(default_factory=list)
    """Further ones of cargo."""
    of_rustc: list[str] = field(default_factory=list)
    """Further ones of rustc, for the program."""


def toolchain(target: str, panic: str) -> Toolchain:
    """The first toolchain that can build for a target: that of PATH, or Debian's. `panic` is what its profile says."""
    own = dict(os.environ)
    # What somebody sets for tests and for speed here is not meant for what is sent to others.
    own.pop("RUSTFLAGS", None)
    # maturin and zig belong to the Python that runs this.
    debian = own | {"PATH": f"{Path(sys.executable).parent}:/usr/bin:{own['PATH']}"}
    for environment in (own, debian):
        if _printed(environment, "target-libdir", "--target", target, is_directory=True):
            return Toolchain(environment)
    for environment in (own, debian):
        sysroot = _printed(environment, "sysroot")
        if sysroot and (Path(sysroot) / "lib/rustlib/src/rust/library/Cargo.toml").exists():
            build_std = [f"-Zbuild-std=std,panic_{panic}"]
            # The start of a program comes with the library that rustup installs; else the linker has it.
            of_rustc = ["-Clink-self-contained=no"] if "musl" in target else []
            # `-Z` is for nightly toolchains, and for those who know that this one is as good for it.
            linker = _linker_of_wasm(own) if target.startswith("wasm32") else {}
            return Toolchain(environment | linker | {"RUSTC_BOOTSTRAP": "1"}, build_std, of_rustc)
    raise SystemExit(
        f"no standard library for {target}: run `rustup target add {target}`, "
        "or install Debian's rustc-web, cargo-web and rust-web-src"
    )


def _linker_of_wasm(environment: dict[str, str]) -> dict[str, str]:
    """Debian's toolchain has none; rustup's has, also without the library."""
    sysroot = Path(_printed(environment, "sysroot") or "/usr")
    found = [*sysroot.glob("lib/rustlib/*/bin/rust-lld"), *filter(None, [shutil.which("wasm-ld")])]
    if not found:
        raise SystemExit("no linker for WebAssembly: install lld of the LLVM of Debian's rustc-web, such as lld-22")
    return {"CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER": str(found[0])}


def _printed(environment: dict[str, str], what: str, *arguments: str, is_directory: bool = False) -> str | None:
    command = ["rustc", "--print", what, *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    printed = done.stdout.strip()
    return printed if printed and (not is_directory or Path(printed).is_dir()) else None
