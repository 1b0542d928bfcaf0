"""Definitions as other packages see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vestnik.definitions.difference import Difference
from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition as it is now.

    body: canonical JSON without secrets; to be read only. secrets: dotted paths of those that are set.
    app: the app folder that it was applied from. author: login of the last change, account its reference.
    """

    id: int
    kind: str
    name: str
    version: int
    format: int
    body: Mapping[str, Any]
    active: bool
    problems: tuple[Problem, ...]
    app: str | None
    title: str
    author: str
    account: Ref | None
    created: datetime
    time: datetime
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One save in the history of a definition. body is None where it was deleted; changes: against the one before."""

    version: int
    body: Mapping[str, Any] | None
    revision: int
    author: str
    account: Ref | None
    time: datetime
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants a definition to be.

    body: as in YAML and API; secrets as text or `Secret`, one that is left out stays as it is, null removes it.
    expected_version: the version that the author has seen, 0 for none; None to overwrite whatever there is.
    app: the app folder it comes from, where it does.
    """

    kind: str
    name: str
    body: Mapping[str, Any]
    expected_version: int | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class Affected:
    """A definition that uses a changed one and has errors since."""

    kind: str
    name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did.

    changed: False where the definition was like that already; no version is made then.
    disabled: the system switched it off because of its errors.
    differences: against the version before; a new definition differs in everything and lists nothing.
    """

    kind: str
    name: str
    version: int
    created: bool
    changed: bool
    disabled: bool = False
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    affected: tuple[Affected, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Review:
    """What a save would say. disabled: the system would switch it off. affected: users of it that would have errors."""

    problems: tuple[Problem, ...] = ()
    disabled: bool = False
    affected: tuple[Affected, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing forbids its use; warnings do not."""
        return not any(problem.severity == "error" for problem in self.problems)


def dump_problem(problem: Problem) -> dict[str, Any]:
    """A problem as it is stored with its definition."""
    return {
        "code": problem.code,
        "message": problem.message.as_json(),
        "path": list(problem.path),
        "line": problem.line,
        "column": problem.column,
        "suggestion": problem.suggestion,
        "severity": problem.severity,
        "action": problem.action,
    }


def load_problem(stored: Mapping[str, Any]) -> Problem:
    """The inverse of `dump_problem`."""
    parts = {**stored, "message": Text(**stored["message"]), "path": tuple(stored["path"])}
    return Problem(**parts)
