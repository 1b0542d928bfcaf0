"""Runs vector files: lists of expressions with a world and the result they must have.

A file is of the formula format (key `expr`, described at the top of tests/vectors/formula-cases.yaml) or of the N3 format
(key `n3`, over a fixture). Every case gets a fresh world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from vestnik.expressions.cases import formula, n3
from vestnik.expressions.cases.outcome import Outcome
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text

__all__ = ["BadCases", "Outcome", "report", "run_file"]


class BadCases(Refused):
    code = "bad_cases"
    text = Text("Файл примеров «{file}» не годится: {why}", "The vector file '{file}' cannot be used: {why}")


def run_file(path: Path, fixture: Path | None = None) -> Iterator[Outcome]:
    """Run every case of a file.

    fixture: the world of N3 cases; without one it is looked for beside the file, as `n3-fixture.yaml`.

    Raises:
        BadCases: the file is no list of cases of one format, or an N3 file has no fixture.
    """
    cases = _cases(path)
    if not cases:
        return
    if "expr" in cases[0]:
        yield from map(formula.run, cases)
        return
    beside = path.with_name("n3-fixture.yaml")
    world = fixture or (beside if beside.exists() else None)
    if world is None:
        why = Text("для N3 нужен файл мира: --fixture", "N3 needs a fixture: --fixture")
        raise BadCases(file=path, why=why)
    given = _load(world)
    if not isinstance(given, Mapping):
        raise BadCases(file=world, why=Text("нужен словарь", "a mapping is needed"))
    for case in cases:
        yield n3.run(case, given)


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


def _cases(path: Path) -> list[dict[str, Any]]:
    found = _load(path)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(case, dict) and "id" in case for case in found):
        raise BadCases(
            file=path,
            why=Text("нужен список примеров с ключом id", "a list of cases with the key id is needed"),
        )
    for key in ("expr", "n3"):
        if all(isinstance(case.get(key), str) for case in found):
            return found
    why = Text(
        "у каждого примера нужен ключ expr или у каждого n3",
        "every case needs the key expr, or every case n3",
    )
    raise BadCases(file=path, why=why)


def _load(path: Path) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        why = str(error).replace("\n", " ")
        raise BadCases(file=path, why=Text(why, why)) from None
