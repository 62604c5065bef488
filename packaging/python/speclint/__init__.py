"""Finds the program that this package installs."""

import os
import sysconfig


def find_speclint_bin() -> str:
    """The path of the `speclint` program beside this package."""
    name = "speclint" + (sysconfig.get_config_var("EXE") or "")
    package = os.path.dirname(os.path.abspath(__file__))
    directories = [
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", scheme=_user_scheme()),
        # `pip install --target`
        os.path.join(os.path.dirname(package), "bin"),
        # `pip install --prefix`
        os.path.join(package, *[os.pardir] * 4, "bin"),
        os.path.join(package, *[os.pardir] * 3, "Scripts"),
    ]
    for directory in directories:
        path = os.path.normpath(os.path.join(directory, name))
        if os.path.isfile(path):
            return path
    looked_in = "".join(f"\n  {os.path.normpath(directory)}" for directory in directories)
    raise FileNotFoundError(f"the program {name} is in none of{looked_in}\nInstall the package anew.")


def _user_scheme() -> str:
    get = getattr(sysconfig, "get_preferred_scheme", None)
    if get is not None:
        return get("user")
    return "nt_user" if os.name == "nt" else "posix_user"
