"""The command line in this process: what it prints and the code with which it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from vestnik.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `vestnik` with these arguments in an empty folder, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VESTNIK_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "300")

    def run(*arguments: str | Path, **environment: str) -> Ended:
        for name, value in environment.items():
            monkeypatch.setenv(f"VESTNIK_{name}", value)
        monkeypatch.setattr(sys, "argv", ["vestnik", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            for name in environment:
                if name != "LANGUAGE":
                    monkeypatch.delenv(f"VESTNIK_{name}")
        told = capsys.readouterr()
        return Ended(code, told.out, told.err)

    return run
