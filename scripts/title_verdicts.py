#!/usr/bin/env python3
"""Runs the title test of the repository in the working directory (`tests/test_title*.py`), and prints its verdict on each
document: `ok`, or what failed first. Needs docutils; for testtools and the like it has stand-ins.

The test is what it is: only its assertions are watched, so that the first failure does not end it.
"""

import builtins
import glob
import importlib.util
import io
import os
import sys
import types
import unittest

import docutils.core

bad = {}
seen = set()


def document():
    """The document that the test looks at: the variable `filename` of the nearest function that has it."""
    frame = sys._getframe(2)
    while frame:
        for name in ("filename", "fname"):
            value = frame.f_locals.get(name)
            if isinstance(value, str) and "/" in value:
                return value
        frame = frame.f_back
    return None


def failed(message):
    path = document()
    seen.add(path)
    bad.setdefault(path, str(message).strip().splitlines()[0] if message else "fails")
    if sys._getframe(2).f_code.co_name.startswith("_check"):
        raise AssertionError(message)


class TestCase(unittest.TestCase):
    def runTest(self):
        pass

    def assertTrue(self, value, msg=None):
        if not value:
            failed(msg)

    def assertIn(self, one, many, message=None, msg=None):
        if one not in many:
            failed(message or msg or f"{one} is not there")

    def assertEqual(self, a, b, message=None, msg=None):
        if a != b:
            failed(message or msg or f"{a} != {b}")

    def assertThat(self, value, matcher, message=None):
        if not matcher(value):
            failed(message or "does not match")

    def fail(self, message=None):
        failed(message)


def module(name, **values):
    made = types.ModuleType(name)
    made.__dict__.update(values)
    sys.modules[name] = made
    return made


matchers = module("testtools.matchers", EndsWith=lambda end: lambda text: text.endswith(end))
module("testtools", TestCase=TestCase, matchers=matchers)
module("testscenarios", WithScenarios=type("WithScenarios", (), {}))
encode = module("oslo_utils.encodeutils", safe_decode=lambda text: text)
module("oslo_utils", encodeutils=encode)

publish = docutils.core.publish_doctree


def quiet(source, *args, **kwargs):
    kwargs.pop("source_path", None)
    return publish(source, settings_overrides={"report_level": 5, "halt_level": 6, "file_insertion_enabled": False, "raw_enabled": False})


docutils.core.publish_doctree = quiet
really_open = builtins.open


def opens(path, *args, **kwargs):
    if isinstance(path, str) and path == document():
        if os.path.isdir(path):
            return io.StringIO("")
        seen.add(path)
    if args or kwargs:
        return really_open(path, *args, **kwargs)
    return really_open(path, encoding="utf-8", newline="")


def guarded(method):
    def run(*args, **kwargs):
        try:
            return method(*args, **kwargs)
        except Exception as error:
            path = document()
            bad.setdefault(path, f"{type(error).__name__}: {error}".splitlines()[0])

    return run


for path in sorted(glob.glob("tests/test_title*.py")):
    spec = importlib.util.spec_from_file_location("titles", path)
    tests = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tests)
    tests.open = opens
    for case in list(vars(tests).values()):
        if not (isinstance(case, type) and issubclass(case, TestCase) and case is not TestCase):
            continue
        for name in [name for name in dir(case) if name.startswith("_check")]:
            setattr(case, name, guarded(getattr(case, name)))
        for scenario in getattr(case, "scenarios", [("", {})]):
            for name in [name for name in dir(case) if name.startswith("test")]:
                one = case()
                one.__dict__.update(scenario[1])
                try:
                    getattr(one, name)()
                except Exception as error:
                    print(f"{path}: {name}: {type(error).__name__}: {error}", file=sys.stderr)

for path in sorted(path for path in seen if path and not os.path.isdir(path)):
    print(f"{bad.get(path, 'ok') if path in bad else 'ok'}\t{os.path.normpath(path)}")
