"""`python -m speclint` is `speclint`."""

import os
import subprocess
import sys

from speclint import find_speclint_bin


def main() -> None:
    command = [find_speclint_bin(), *sys.argv[1:]]
    if os.name == "nt":
        # There `exec` would return to the shell at once.
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
