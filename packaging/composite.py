"""Runs the steps of a composite action here, as GitHub would.

    python3 packaging/composite.py action.yml EVENT.json [INPUT=VALUE]...

What the event says is `github`. Steps that use other actions are named and left out. It knows of expressions what
action.yml has: names, texts, `==`, `!=`, `&&`, `||`, `!` and `always()`.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

TOKEN = re.compile(r"\s*(==|!=|&&|\|\||!|\(|\)|'(?:[^']|'')*'|[A-Za-z_][\w.-]*)")


class Expression:
    """Reads an expression by descent; its value is a text, `true` or `false`."""

    def __init__(self, text: str, contexts: dict):
        self.tokens = []
        while text.strip():
            token = TOKEN.match(text)
            if not token:
                raise ValueError(f"not read: {text}")
            self.tokens.append(token[1])
            text = text[token.end() :]
        self.contexts = contexts

    def value(self):
        value = self.either()
        if self.tokens:
            raise ValueError(f"not read: {self.tokens}")
        return value

    def take(self, *wanted: str) -> str | None:
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else None

    def either(self):
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value or other
        return value

    def both(self):
        value = self.compared()
        while self.take("&&"):
            other = self.compared()
            value = value and other
        return value

    def compared(self):
        value = self.one()
        while operator := self.take("==", "!="):
            value = (value == self.one()) == (operator == "==")
        return value

    def one(self):
        if self.take("!"):
            return not self.one()
        if self.take("("):
            value = self.either()
            assert self.take(")")
            return value
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self.take("("):
            assert token == "always" and self.take(")"), token
            return True
        value = self.contexts
        for part in token.split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        return value


def text_of(value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def filled(text: str, contexts: dict) -> str:
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: text_of(Expression(found[1], contexts).value()), str(text))


def run(action: Path, github: dict, inputs: dict[str, str]) -> int:
    definition = yaml.safe_load(action.read_text())
    unknown = inputs.keys() - definition["inputs"].keys()
    if unknown:
        raise SystemExit(f"no inputs of the action: {unknown}")
    defaults = {name: str(one.get("default", "")) for name, one in definition["inputs"].items()}
    contexts = {"github": github | {"action_path": str(action.resolve().parent)}, "inputs": defaults | inputs}
    failed = 0
    for step in definition["runs"]["steps"]:
        condition = str(step.get("if", ""))
        if failed and "always()" not in condition:
            continue
        if condition and not Expression(condition, contexts).value():
            print(f"- {step['name']}: not wanted", flush=True)
            continue
        if "uses" in step:
            given = {name: filled(value, contexts) for name, value in step["with"].items()}
            print(f"- {step['name']}: {step['uses']} with {given}", flush=True)
            continue
        print(f"- {step['name']}", flush=True)
        own = {name: filled(value, contexts) for name, value in step.get("env", {}).items()}
        with tempfile.NamedTemporaryFile("w", suffix=".sh") as script:
            script.write(filled(step["run"], contexts))
            script.flush()
            # As GitHub runs `shell: bash`.
            command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.name]
            failed = subprocess.run(command, env=os.environ | {"GITHUB_ACTIONS": "true"} | own).returncode or failed
    return failed


if __name__ == "__main__":
    given = dict(one.split("=", 1) for one in sys.argv[3:])
    sys.exit(run(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()), given))
