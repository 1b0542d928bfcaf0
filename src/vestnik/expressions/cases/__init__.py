"""Runs vector files: lists of expressions with a world and the result they must have.

A file is of the formula format (key `expr`, described at the top of tests/vectors/formula-cases.yaml) or of the N3 format
(key `n3`, over a fixture). Every case gets a fresh world. A case that cannot be run fails; the others are run all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vestnik.expressions.cases import formula, n3
from vestnik.expressions.cases.files import BadCases, read_cases, read_fixture
from vestnik.expressions.cases.outcome import Outcome
from vestnik.kernel.text import Text

__all__ = ["BadCases", "Outcome", "report", "run_file"]


def run_file(path: Path, fixture: Path | None = None) -> Iterator[Outcome]:
    """Run every case of a file.

    fixture: the world of N3 cases; without one it is looked for beside the file, as `n3-fixture.yaml`.

    Raises:
        BadCases: the file is no list of cases of one format, or an N3 file has no fixture.
    """
    cases = read_cases(path)
    if not cases:
        return
    run = formula.run if "expr" in cases[0] else _over(_world_of(path, fixture))
    for case in cases:
        yield _outcome(case, run)


def report(files: Iterable[Path], fixture: Path | None, write: Callable[[str], None]) -> bool:
    """Run files, write each failure and at the end `N passed, M failed`; whether all passed."""
    passed = failed = 0
    for path in files:
        for outcome in run_file(path, fixture):
            if outcome.passed:
                passed += 1
                continue
            failed += 1
            write(f"{path.name}: {outcome.id}\n  expected {outcome.expected}\n  got      {outcome.got}")
    write(f"{passed} passed, {failed} failed")
    return failed == 0


def _world_of(path: Path, fixture: Path | None) -> Mapping[str, Any]:
    beside = path.with_name("n3-fixture.yaml")
    world = fixture or (beside if beside.exists() else None)
    if world is None:
        why = Text("для N3 нужен файл мира: --fixture", "N3 needs a fixture: --fixture")
        raise BadCases(file=path, why=why)
    return read_fixture(world)


def _over(world: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Outcome]:
    return lambda case: n3.run(case, world)


def _outcome(case: Mapping[str, Any], run: Callable[[Mapping[str, Any]], Outcome]) -> Outcome:
    try:
        return run(case)
    except Exception as error:  # whatever is wrong with one case must not hide the outcomes of the others
        return Outcome(str(case["id"]), False, "a case that can be run", f"{type(error).__name__}: {error}")
