"""`python -m bench [NAME] [--json FILE]`: one benchmark, or all of them one after the other."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

NAMES = ("render", "expressions", "delivery")


def main() -> int:
    """Run the scripts of this folder; the exit code of the first that fails."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES)
    parser.add_argument("--json", metavar="FILE", help="where the benchmark writes its figures, if it can")
    given = parser.parse_args()
    for name in (given.name,) if given.name else NAMES:
        more = ["--json", given.json] if given.json else []
        script = Path(__file__).with_name(f"{name}.py")
        if code := subprocess.run([sys.executable, str(script), *more]).returncode:
            return code
    return 0


sys.exit(main())
