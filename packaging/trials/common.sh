# shellcheck shell=bash
# What the trials share: a scratch directory, a specs repository with one mistake, and a PATH on which nothing is built.
# Each trial is `TRIAL OUT`, where OUT holds what `dry_run` made.
set -euo pipefail
out=$(realpath "${1:?the directory of what was built}")
packaging=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
# Each trial has some use for it.
# shellcheck disable=SC2034
version=$(python3 "$packaging/project.py" version)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Whoever installs speclint needs no Rust: a compiler that is run fails the trial.
mkdir "$scratch/no-rust"
for tool in cargo rustc rustup; do
    printf '#!/bin/sh\necho "%s was run" >&2\nexit 97\n' "$tool" >"$scratch/no-rust/$tool"
done
chmod +x "$scratch"/no-rust/*
export PATH="$scratch/no-rust:$PATH"
# A local index: what is found there need not be published.
export PIP_FIND_LINKS=$out PIP_DISABLE_PIP_VERSION_CHECK=1
# Neither the user's configuration nor their caches take part.
export HOME="$scratch/home" XDG_CACHE_HOME="$scratch/cache" GIT_CONFIG_GLOBAL="$scratch/gitconfig" GIT_CONFIG_NOSYSTEM=1
mkdir "$HOME"
git config --global user.name "A. Tester"
git config --global user.email tester@speclint.example
git config --global init.defaultBranch main

# So many seconds since a moment.
seconds_since() {
    awk -v start="$1" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.1f s", end - start }'
}

say_since() {
    echo "from nothing to the first report: $(seconds_since "$1")"
}

# Prints a command, runs it, and says how long it took.
step() {
    printf '\n$ %s\n' "$*"
    local start=$EPOCHREALTIME code=0
    "$@" || code=$?
    echo "(exit $code, $(seconds_since "$start"))"
    return "$code"
}

# As `step`, of a command that has to end with this code.
step_exits() {
    local wanted=$1 code=0
    shift
    step "$@" || code=$?
    [[ $code == "$wanted" ]] || fail "exit code $code where $wanted was expected"
}

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# Makes a specs repository in a directory: a spec with a misspelt heading, in a commit.
specs_repository() {
    mkdir -p "$1/specs/v1" "$1/templates"
    printf 'current_release = "v1"\n' >"$1/release.toml"
    printf '# Title\n\n## Problem\n\nWho has it?\n\n## Change\n\nWhat do you propose?\n' >"$1/templates/v1.md"
    printf '# Backups\n\n## Problem\n\nNobody makes them.\n\n## Chnage\n\nA scheduler does.\n' >"$1/specs/v1/backups.md"
    git -C "$1" init --quiet
    git -C "$1" add .
    git -C "$1" commit --quiet --message "Add a spec"
}
