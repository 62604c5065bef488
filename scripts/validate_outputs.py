#!/usr/bin/env python3
"""Hold what speclint prints against the schemas and validators of those who read it.

    cargo build
    python3 scripts/validate_outputs.py target/debug/speclint REPOSITORY... --schemas DIR

Each repository is checked in each format, all releases of it. Looked at are

json, json-lines   `speclint config schema --output` (needs jsonschema)
sarif              `sarif-multitool validate` of npm's @microsoft/sarif-multitool, found on PATH or by --sarif-multitool
junit              junit-10.xsd of Jenkins' xunit-plugin (needs lxml)
rdjson             DiagnosticResult.json of reviewdog, proto/rdf/jsonschema (needs jsonschema)
gitlab             codeclimate.json of GitLab, app/validators/json_schemas (needs jsonschema)
github             the grammar of workflow commands, as actions/runner reads them

and that all of them have the same findings. The schemas are not part of this repository: --schemas names a directory
with these files. What is not there is skipped, and that is said. The exit code is 1 if anything is wrong.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FORMATS = ["json", "json-lines", "sarif", "junit", "rdjson", "gitlab", "github"]


class Judge:
    def __init__(self, arguments):
        self.speclint = str(Path(arguments.speclint).resolve())
        self.schemas = Path(arguments.schemas) if arguments.schemas else None
        self.multitool = arguments.sarif_multitool or shutil.which("sarif-multitool")
        self.wrong = 0
        self.skipped = set()

    def complain(self, what):
        self.wrong += 1
        print(f"  WRONG {what}")

    def skip(self, what):
        self.skipped.add(what)

    def schema(self, name):
        path = self.schemas / name if self.schemas else None
        if path and path.is_file():
            return path
        self.skip(f"{name} is not there")
        return None

    def by_json_schema(self, format, schema, values):
        try:
            import jsonschema
        except ImportError:
            return self.skip("no jsonschema (pip install jsonschema)")
        validator = jsonschema.validators.validator_for(schema)(schema)
        for value in values:
            for error in list(validator.iter_errors(value))[:3]:
                self.complain(f"{format}: {error.json_path}: {error.message[:200]}")

    def own_schema(self, what):
        text = subprocess.run([self.speclint, "config", "schema", f"--output={what}"], capture_output=True, check=True)
        return json.loads(text.stdout)

    def judge(self, repository):
        print(repository)
        with tempfile.TemporaryDirectory() as scratch:
            files = {name: Path(scratch) / f"report.{name}" for name in FORMATS}
            formats = [part for name, path in files.items() for part in ("--format", f"{name}={path}")]
            command = [self.speclint, "check", "--all-releases", *formats]
            code = subprocess.run(command, cwd=repository, capture_output=True).returncode
            if code not in (0, 1, 2):
                return self.complain(f"exit code {code}")
            texts = {name: path.read_text() for name, path in files.items()}
            self.judge_json(texts)
            self.judge_sarif(files["sarif"])
            self.judge_junit(files["junit"])
            self.judge_github(texts["github"])
            self.compare(texts)

    def judge_json(self, texts):
        self.by_json_schema("json", self.own_schema("check"), [json.loads(texts["json"])])
        lines = [json.loads(line) for line in texts["json-lines"].splitlines()]
        self.by_json_schema("json-lines", self.own_schema("check-line"), lines)
        if path := self.schema("DiagnosticResult.json"):
            self.by_json_schema("rdjson", json.loads(path.read_text()), [json.loads(texts["rdjson"])])
        if path := self.schema("codeclimate.json"):
            self.by_json_schema("gitlab", json.loads(path.read_text()), json.loads(texts["gitlab"]))

    def judge_sarif(self, path):
        if not self.multitool:
            return self.skip("no sarif-multitool (npm install @microsoft/sarif-multitool)")
        result = path.with_suffix(".validated.sarif")
        command = [self.multitool, "validate", path, "--output", result, "--log", "ForceOverwrite"]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if not result.is_file():
            return self.complain(f"sarif: the validator wrote nothing: {done.stdout} {done.stderr}")
        for run in json.loads(result.read_text())["runs"]:
            for found in run.get("results", []):
                where = found.get("locations", [{}])[0].get("logicalLocations", [{}])[0].get("fullyQualifiedName", "")
                self.complain(f"sarif: {found['level'] if 'level' in found else 'warning'} {found['ruleId']} {where}")

    def judge_junit(self, path):
        try:
            from lxml import etree
        except ImportError:
            return self.skip("no lxml (pip install lxml)")
        document = etree.parse(str(path))
        if not (schema := self.schema("junit-10.xsd")):
            return
        schema = etree.XMLSchema(etree.parse(str(schema)))
        if not schema.validate(document):
            self.complain(f"junit: {schema.error_log.last_error}")

    def judge_github(self, text):
        property = r"(file|line|endLine|col|endColumn|title)=[^,:\n]*"
        command = re.compile(rf"::(error|warning) {property}(,{property})*::[^\n]*")
        for line in text.splitlines():
            if not command.fullmatch(line):
                self.complain(f"github: {line[:200]}")

    def compare(self, texts):
        whole = json.loads(texts["json"])
        own = [found["fingerprint"] for found in whole["diagnostics"]]
        errors = len(whole["errors"])
        sarif = json.loads(texts["sarif"])["runs"][0]["results"]
        gitlab = json.loads(texts["gitlab"])
        lines = [json.loads(line) for line in texts["json-lines"].splitlines()]
        fingerprints = {
            "json-lines": [line["fingerprint"] for line in lines if line["type"] == "diagnostic"],
            "sarif": [found["partialFingerprints"]["speclint/v1"] for found in sarif],
            "gitlab": [found["fingerprint"] for found in gitlab if found["check_name"] != "error"],
        }
        for format, others in fingerprints.items():
            if others != own:
                self.complain(f"{format} has other findings than json")
        if len(set(own)) != len(own):
            self.complain("two findings have one fingerprint")
        counts = {
            "github": len(texts["github"].splitlines()) - errors,
            "rdjson": len(json.loads(texts["rdjson"])["diagnostics"]) - errors,
            "junit": texts["junit"].count("<failure ") + texts["junit"].count("<system-out>"),
        }
        for format, count in counts.items():
            if count != len(own):
                self.complain(f"{format} has {count} findings, json {len(own)}")
        print(f"  {len(own)} findings, {errors} errors in each of {len(FORMATS)} formats")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("speclint")
    parser.add_argument("repositories", nargs="+", metavar="REPOSITORY")
    parser.add_argument("--schemas", metavar="DIR")
    parser.add_argument("--sarif-multitool", metavar="PROGRAM")
    judge = Judge(parser.parse_args())
    for repository in parser.parse_args().repositories:
        judge.judge(repository)
    for what in sorted(judge.skipped):
        print(f"SKIPPED: {what}")
    sys.exit(1 if judge.wrong else 0)


if __name__ == "__main__":
    main()
