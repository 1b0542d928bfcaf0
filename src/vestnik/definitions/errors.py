"""Errors of saving and reading definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vestnik.definitions.difference import Difference
from vestnik.definitions.kind import Kind, Reference
from vestnik.kernel.problem import (
    Invalid,
    NotFound,
    Problem,
    Stale,
    did_you_mean,
    nearest,
)
from vestnik.kernel.text import Text

MAX_SHOWN = 20


class DefinitionMissing(NotFound):
    code = "definition_missing"
    text = Text("{kind} «{name}» не найдено.{hint}", "{kind} '{name}' does not exist.{hint}")


class VersionMissing(NotFound):
    code = "version_missing"
    text = Text("{kind} «{name}»: нет версии {version}", "{kind} '{name}' has no version {version}")


class DefinitionStale(Stale):
    """Carries the fields that others changed meanwhile, each a problem at its path."""

    def __init__(self, what: str, yours: int, current: int, changed: Iterable[Difference]) -> None:
        super().__init__(what=what, yours=yours, current=current)
        text = Text("Изменено другим пользователем", "Changed by somebody else")
        places = [Problem("changed_meanwhile", text, difference.path) for difference in changed]
        self.problems = (*self.problems, *places[:MAX_SHOWN])


class Refusals(Invalid):
    """Problems of several definitions; each path begins with kind and name. found: the same by definition."""

    def __init__(self, found: Mapping[Reference, tuple[Problem, ...]]) -> None:
        super().__init__(
            problem.under(place.kind, place.name) for place, problems in found.items() for problem in problems
        )
        self.found = found


def missing(kind: Kind[Any], name: str, known: Iterable[str]) -> DefinitionMissing:
    """The error for a definition that is not there, with the nearest name."""
    suggestion = nearest(name, known)
    return DefinitionMissing(
        kind=kind.label, name=name[:80], hint=did_you_mean(suggestion), suggestion=suggestion
    )
