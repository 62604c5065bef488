"""Packs the packages for npm.

`speclint` runs the program of the package for the system, `@speclint/cli-OS-CPU`, which is an optional dependency, or
where there is none `@speclint/wasm`.
"""

import json
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from project import ROOT, project

PROJECT = project()
STATIC = ROOT / "packaging/npm"
TARGETS = tomllib.loads((ROOT / "packaging/targets.toml").read_text())
WASM = "@speclint/wasm"


def name(npm: dict) -> str:
    return f"@speclint/cli-{npm['os']}-{npm['cpu']}"


def manifest(package: str, description: str, **others: object) -> dict:
    return {
        "name": package,
        "version": PROJECT.version,
        "description": description,
        "license": PROJECT.license,
        "homepage": PROJECT.homepage,
        "repository": {"type": "git", "url": f"git+{PROJECT.repository}.git"},
        **others,
    }


def main_package(directory: Path) -> dict:
    shutil.copytree(STATIC / "speclint", directory, dirs_exist_ok=True)
    shutil.copy(ROOT / "README.md", directory)
    return manifest(
        PROJECT.name,
        PROJECT.description,
        keywords=PROJECT.keywords,
        bin={PROJECT.name: "bin/speclint.js"},
        files=["bin", "LICENSE-*"],
        engines={"node": ">=18.11"},
        dependencies={WASM: PROJECT.version},
        optionalDependencies={name(target["npm"]): PROJECT.version for target in TARGETS.values()},
    )


def wasm_package(directory: Path, wasm: Path) -> dict:
    shutil.copytree(STATIC / "wasm", directory, dirs_exist_ok=True)
    shutil.copy(wasm, directory / "speclint.wasm")
    return manifest(
        WASM,
        "speclint on texts in memory, in WebAssembly",
        type="module",
        main="index.js",
        types="index.d.ts",
        exports={
            ".": {"types": "./index.d.ts", "default": "./index.js"},
            "./cli.js": "./cli.js",
            "./texts.js": "./texts.js",
            "./speclint.wasm": "./speclint.wasm",
        },
        files=["*.js", "*.d.ts", "*.wasm", "LICENSE-*"],
        engines={"node": ">=18.11"},
    )


def program_package(directory: Path, target: str, program: Path) -> dict:
    npm = TARGETS[target]["npm"]
    own = directory / ("speclint.exe" if npm["os"] == "win32" else "speclint")
    shutil.copy(program, own)
    own.chmod(0o755)
    description = f"The program of speclint for {npm['os']} on {npm['cpu']}"
    (directory / "README.md").write_text(f"{description}. Install `{PROJECT.name}`.\n")
    return manifest(
        name(npm),
        description,
        os=[npm["os"]],
        cpu=[npm["cpu"]],
        files=[own.name, "LICENSE-*"],
        preferUnplugged=True,
    )


def pack(out: Path, make) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch)
        package = make(directory)
        (directory / "package.json").write_text(json.dumps(package, indent=2) + "\n")
        for licence in ROOT.glob("LICENSE-*"):
            shutil.copy(licence, directory)
        command = ["npm", "pack", "--silent", "--pack-destination", str(out.resolve())]
        packed = subprocess.run(command, cwd=directory, check=True, capture_output=True, text=True)
        print(out / packed.stdout.strip())


def pack_all(out: Path, wasm: Path, programs: dict[str, Path]) -> None:
    """Packs them all. A program that is not there has no package, but is named as a dependency."""
    out.mkdir(parents=True, exist_ok=True)
    pack(out, main_package)
    pack(out, lambda directory: wasm_package(directory, wasm))
    for target, program in programs.items():
        pack(out, lambda directory: program_package(directory, target, program))
