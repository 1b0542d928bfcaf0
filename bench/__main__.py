"""`python -m bench [NAME ...] [--json FILE] [--quick]`: some benchmarks, or all of them one after the other.

A benchmark is a module of this folder with a function `run(report)`; its docstring says what it measures. Each runs in a
process of its own and for `SECONDS` at most, so that a stuck one neither disturbs nor delays the others.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.report import Report

FOLDER = Path(__file__).parent
SECONDS = 120
"""A benchmark that takes longer is ended, unless it says otherwise by a `SECONDS` of its own."""


def names() -> list[str]:
    """Every benchmark there is, by name."""
    return sorted(file.stem for file in FOLDER.glob("*.py") if "\ndef run(report" in file.read_text())


def usual() -> list[str]:
    """Those that run when none is named; very long ones say `ONLY_BY_NAME`."""
    return [name for name in names() if not hasattr(importlib.import_module(f"bench.{name}"), "ONLY_BY_NAME")]


def main() -> int:
    """Run them; 1 when one failed."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "name", nargs="*", help=f"one or several of {', '.join(names())}; none: all but the longest"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures there")
    parser.add_argument("--quick", action="store_true", help="a tenth of the letters: does it work?")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if unknown := sorted(set(given.name) - set(names())):
        parser.error(f"there is no benchmark {unknown[0]!r}; there are {', '.join(names())}")
    if given.here:
        return _here(given.name[0], given.json, quick=given.quick)
    total = Report(quick=given.quick)
    failed = [name for name in given.name or usual() if not _apart(name, total)]
    if given.json:
        total.write(given.json)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _here(name: str, file: Path, *, quick: bool) -> int:
    module = importlib.import_module(f"bench.{name}")
    print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    report = Report(quick=quick)
    try:
        module.run(report)
    finally:
        report.write(file)
    return 0


def _apart(name: str, total: Report) -> bool:
    """Run one in a process group of its own, and take over its figures; whether it ended well and in time."""
    seconds = getattr(importlib.import_module(f"bench.{name}"), "SECONDS", SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "bench", name, "--here", "--json", str(file)]
        command += ["--quick"] if total.quick else []
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=FOLDER.parent, start_new_session=True)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            print(f"  {name} is ended after {seconds} s")
            code = 1
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
        if file.exists():
            found = json.loads(file.read_text())
            total.missing += found.pop("missing")
            total.figures |= {key: value for key, value in found.items() if isinstance(value, (int, float))}
        print(f"  ({time.monotonic() - begun:.0f} s)", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
