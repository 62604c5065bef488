"""The gates that teams have today, each run document by document on a copy of the team's repository.

A gate is a function of the repository's root. It returns, for each document that the gate judges, the list of its
faults, which is empty where the document passes.
"""

import collections
import contextlib
import functools
import glob
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from unittest import mock


class CannotRun(Exception):
    """What a gate needs is not there."""


def program(name):
    """The path of a program that a gate needs."""
    found = shutil.which(name)
    if not found:
        raise CannotRun(f"there is no `{name}`")
    return found


# Title tests of OpenStack: the repository's own unit test, once for each document. It sees that document alone.


def title_tests(root):
    """`tests/test_titles.py` as it is. Trove's looks at the last release alone: each is the last one in turn."""
    return tested(root, of_one)


def mended_title_tests(root):
    """The same where the test's glob matches no file today: it is given each spec."""
    return tested(root, lambda document, _found: [document])


def of_one(document, found):
    """What a glob finds, if this is the only document."""
    return [path for path in found if path == document or (path.endswith("/") and document.startswith(path))]


def tested(root, narrowed):
    for needed in "docutils", "testtools":
        if not importlib.util.find_spec(needed):
            raise CannotRun(f"there is no Python package `{needed}`")
    import docutils.core

    parsed = functools.lru_cache(maxsize=64)(docutils.core.publish_doctree)
    documents = sorted(str(path.relative_to(root)) for path in root.glob("specs/**/*") if path.is_file())
    verdicts = {}
    with mock.patch("docutils.core.publish_doctree", parsed):
        for document in documents:
            if re.search(r"(template|index)\.rst$|/redirects$", document) or not document.endswith(".rst"):
                continue
            faults = run_test(root, document, narrowed)
            if faults is not None:
                verdicts[document] = faults
    return verdicts


def run_test(root, document, narrowed):
    """What the test says of the document, or nothing, if it does not read it."""
    read = set()
    find, walk, really_open = glob.glob, os.walk, open

    def opened(path, *rest, **named):
        read.add(str(path))
        return really_open(path, *rest, **named)

    def walked(top, *rest, **named):
        if top != "specs":
            return walk(top, *rest, **named)
        place, name = os.path.split(document)
        return iter([("specs", [place.split("/")[1]], []), (place, [], [name])])

    with contextlib.ExitStack() as patches:
        patches.enter_context(mock.patch("glob.glob", lambda pattern: narrowed(document, find(pattern))))
        patches.enter_context(mock.patch("os.walk", walked))
        patches.enter_context(mock.patch("builtins.open", opened))
        if narrowed is not of_one:
            # Keystone's asks whether there is a directory, and goes on if there is none.
            patches.enter_context(mock.patch("os.path.exists", lambda path: False))
        patches.enter_context(contextlib.redirect_stderr(io.StringIO()))
        spec = importlib.util.spec_from_file_location("test_titles", root / "tests/test_titles.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        result = unittest.TestResult()
        unittest.defaultTestLoader.loadTestsFromModule(module).run(result)
    if document not in read:
        return None
    return [trace.strip().splitlines()[-1] for _, trace in result.failures + result.errors]


def doc8(root):
    """`doc8 --ignore D001 specs`, without what only docutils can say (D000)."""
    command = [program("doc8"), "--ignore", "D001", "--ignore", "D000", "--quiet", "specs"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    verdicts = {str(path.relative_to(root)): [] for path in root.glob("specs/**/*.rst")}
    for line in run.stdout.splitlines():
        found = re.match(r"(\S+?\.rst):\d*:? ?(D\d+ .*)", line)
        if found:
            verdicts.setdefault(found[1], []).append(found[2])
    return verdicts


# Lints of eipw that ask for what is in other documents, or for markup. What they say is left out.
BEYOND_EIPW = re.compile(
    r"markdown-(refs|rel-links|link-status|link-first|json-cite|no-backticks|html-comments)"
    r"|preamble-(requires-status|refs-.*|requires-ref-.*)"
)


def eipw(root):
    """`eipw --config config/eipw.toml` on all proposals, without the lints that ask for other documents."""
    kind = "ERC" if (root / "ERCS").is_dir() else "EIP"
    documents = sorted(str(path.relative_to(root)) for path in root.glob(f"{kind}S/*.md"))
    # It knows no status `Moved`, and never sees the stubs: the job looks at what a change touches.
    documents = [path for path in documents if not re.search(r"^status: Moved$", (root / path).read_text(), re.MULTILINE)]
    command = [program("eipw"), "--config", "config/eipw.toml", "--format", "json", *documents]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    verdicts = {document: [] for document in documents}
    for message in json.loads(run.stdout):
        if message["level"].lower() != "error" or BEYOND_EIPW.fullmatch(message.get("id") or ""):
            continue
        # The order of `requires` is a matter of numbers.
        if "must be sorted in ascending order" in message["title"]:
            continue
        place = re.search(rf"-->\s*(\S+\.md)|({kind}S/\S+?\.md)", message["formatted"])
        verdicts[(place[1] or place[2]) if place else "?"].append(f"{message.get('id')}: {message['title']}")
    return verdicts


# kepctl's own reader and checks of a kep.yaml, without its lists of groups and approvers, which are on the network.
KEPCTL = """package main

import (
	"encoding/json"
	"os"
	"strings"

	"k8s.io/enhancements/api"
	"k8s.io/enhancements/pkg/kepval"
)

func main() {
	verdicts := map[string][]string{}
	for _, path := range os.Args[1:] {
		verdicts[path] = []string{}
		file, err := os.Open(path)
		if err == nil {
			var kep *api.Proposal
			kep, err = (&api.KEPHandler{}).Parse(file)
			file.Close()
			if err == nil {
				// Whether the review is needed is asked of the metadata; who has done it is not.
				err = kepval.ValidatePRR(kep, &api.PRRHandler{}, "keps/prod-readiness")
				if err != nil && !strings.HasPrefix(err.Error(), "checking if PRR is required") {
					err = nil
				}
			}
		}
		if err != nil {
			verdicts[path] = append(verdicts[path], err.Error())
		}
	}
	json.NewEncoder(os.Stdout).Encode(verdicts)
}
"""


def kepctl(root):
    """`kepctl`'s validation of the `kep.yaml` beside each KEP."""
    main = root / "cmd/each/main.go"
    main.parent.mkdir()
    main.write_text(KEPCTL)
    keps = sorted(path for path in root.glob("keps/*/**/README.md") if path.parent.name not in ("NNNN-kep-template", "prod-readiness"))
    files = {str(path.with_name("kep.yaml").relative_to(root)): str(path.relative_to(root)) for path in keps}
    run = subprocess.run([program("go"), "run", "./cmd/each", *files], cwd=root, capture_output=True, text=True, check=False)
    if run.returncode:
        raise CannotRun(run.stderr.strip().splitlines()[-1])
    return {files[path]: faults for path, faults in json.loads(run.stdout).items()}


def check_peps(root):
    """`check-peps.py`, as pre-commit runs it."""
    run = subprocess.run([sys.executable, "check-peps.py"], cwd=root, capture_output=True, text=True, check=False)
    verdicts = {str(path.relative_to(root)): [] for path in root.glob("peps/pep-????.rst")}
    for line in run.stdout.splitlines():
        path, _, message = line.split(":", 2)
        verdicts[path].append(message.strip())
    return verdicts


def teps(root):
    """`teps.py validate`: its reader and its list of required fields, for each document."""
    for needed in "chevron", "click", "ruamel.yaml":
        if not importlib.util.find_spec(needed):
            raise CannotRun(f"there is no Python package `{needed}`")
    spec = importlib.util.spec_from_file_location("teps", root / "teps/tools/teps.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = root / "teps"
    verdicts, numbers = {}, collections.defaultdict(list)
    for name in sorted(module.teps_in_folder(str(folder))):
        path = f"teps/{name}"
        verdicts[path] = []
        try:
            tep, _ = module.tep_from_file(str(folder / name), with_body=False)
        except Exception as error:  # The reader raises what it comes across.
            verdicts[path].append(str(error))
            continue
        verdicts[path] += [f"{field} missing" for field in module.REQUIRED_FIELDS if tep.get(field) is None]
        numbers[tep.get("number", "")].append(path)
    for number, paths in numbers.items():
        for path in paths if len(paths) > 1 else []:
            verdicts[path].append(f"{number} is in use")
    return verdicts


# `hack/metadata-lint.sh` without its command line: the linter itself, for each document.
OPENSHIFT = """
func main() {
	verdicts := map[string][]string{}
	for _, path := range os.Args[1:] {
		content, err := os.ReadFile("../" + path)
		if err != nil {
			panic(err)
		}
		verdicts[path] = []string{}
		data, err := NewMetaData(content)
		if err != nil {
			verdicts[path] = append(verdicts[path], err.Error())
			continue
		}
		verdicts[path] = append(verdicts[path], data.Validate()...)
	}
	json.NewEncoder(os.Stdout).Encode(verdicts)
}
"""


def openshift(root):
    """`hack/template-lint.sh` and `hack/metadata-lint.sh` on all enhancements, as if all were new."""
    ignored = (root / "hack/lint-ignores").read_text().split()
    documents = [str(path.relative_to(root)) for path in sorted(root.glob("enhancements/**/*.md"))]
    documents = [document for document in documents if document not in ignored]
    main = root / "tools/each/main.go"
    main.parent.mkdir()
    linter = (root / "tools/enhancements/metadata.go").read_text().replace("package enhancements", "package main")
    linter = re.sub(r"// GetMetaData.*?\n}\n", "", linter, flags=re.DOTALL)
    main.write_text(linter.replace('import (', 'import (\n\t"encoding/json"\n\t"os"') + OPENSHIFT)
    command = [program("go"), "run", "./each", *documents]
    run = subprocess.run(command, cwd=root / "tools", capture_output=True, text=True, check=False)
    if run.returncode:
        raise CannotRun(run.stderr.strip().splitlines()[-1])
    verdicts = json.loads(run.stdout)
    # The same loop as the script's, with the list of files that it asks git for.
    script = (root / "hack/template-lint.sh").read_text()
    script = re.sub(r"NEW_FILES=\$\(\$.*?\)\n", 'NEW_FILES="$LINT"\n', script)
    (root / "hack/each.sh").write_text(script)
    lint = subprocess.run(
        ["bash", "hack/each.sh"], cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, "LINT": "\n".join(documents)},
    )
    for line in lint.stdout.splitlines():
        found = re.match(r"(\S+\.md) (missing .*|is missing a title)", line)
        if found:
            verdicts[found[1]].append(found[2])
    return verdicts


def markdownlint(root):
    """`markdownlint-cli2` on MADR's own decisions, as the job runs it."""
    documents = sorted(str(path.relative_to(root)) for path in root.glob("docs/decisions/[0-9]*.md"))
    command = [program("markdownlint-cli2"), "--no-globs", *documents]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    verdicts = {document: [] for document in documents}
    for line in run.stderr.splitlines():
        found = re.match(r"(\S+\.md):\d+\S* (.*)", line)
        if found:
            verdicts[found[1]].append(found[2])
    return verdicts


# What compares a change with the specs that it changes.
BEYOND_CHANGES = re.compile(r"the current spec still has|[Aa]rchive would refuse")


def openspec(root):
    """`openspec validate --all --strict`, for each file of a change and each spec."""
    command = [program("openspec"), "validate", "--all", "--strict", "--json"]
    quiet = {**os.environ, "OPENSPEC_TELEMETRY": "0", "DO_NOT_TRACK": "1"}
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=quiet)
    specs = list(root.glob("openspec/specs/*/**/spec.md"))
    specs += [path for path in root.glob("openspec/changes/*/specs/*/**/spec.md") if "/changes/archive/" not in path.as_posix()]
    verdicts = {str(path.relative_to(root)): [] for path in sorted(specs)}
    for item in json.loads(run.stdout)["items"]:
        for issue in item["issues"]:
            if issue["level"] == "INFO" or BEYOND_CHANGES.search(issue["message"]):
                continue
            of_change = f"openspec/changes/{item['id']}/specs/{issue['path']}"
            path = of_change if item["type"] == "change" else f"openspec/specs/{item['id']}/spec.md"
            if path in verdicts:
                verdicts[path].append(issue["message"])
    return verdicts
