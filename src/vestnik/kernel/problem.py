"""Errors that people read: a stable code, a text in both languages, the place and the way out.

An error class is declared once and its message is its `text`:

    class RouteDisabled(Refused):
        code = "route_disabled"
        text = Text("Путь «{route}» отключён", "Route '{route}' is disabled")

    raise RouteDisabled(route="mail_out", path=("route",))

Validation collects `Problem`s and raises them together as `Invalid`. The web layer maps the base classes to HTTP
status codes and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

from rapidfuzz.distance import DamerauLevenshtein

from vestnik.kernel.text import Language, Text

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    `line` and `column` count from 1 and lie inside the text at `path` (an expression, a YAML file).
    `action` is the id of the scenario's action in which it lies, where there is one.
    """

    code: str
    message: Text
    path: Path = ()
    line: int | None = None
    column: int | None = None
    suggestion: str | None = None
    severity: Literal["error", "warning"] = "error"
    action: str | None = None

    def under(self, *path: str | int) -> Problem:
        """The same problem seen from further out: `path` is put before its own."""
        return replace(self, path=(*path, *self.path))

    def as_json(self, language: Language) -> dict[str, Any]:
        """The element of `errors` in an RFC 9457 problem document (spec/contract.md 7)."""
        shown: dict[str, Any] = {
            "path": ".".join(str(step) for step in self.path),
            "code": self.code,
            "message": self.message.of(language),
        }
        for name in ("line", "column", "suggestion", "action"):
            if (value := getattr(self, name)) is not None:
                shown[name] = value
        if self.severity == "warning":
            shown["severity"] = "warning"
        return shown


class VestnikError(Exception):
    """Base of every error that may reach a person."""

    code: ClassVar[str] = "internal"
    text: ClassVar[Text] = Text("Внутренняя ошибка", "Internal error")

    def __init__(
        self,
        *,
        path: Path = (),
        line: int | None = None,
        column: int | None = None,
        suggestion: str | None = None,
        problems: Sequence[Problem] = (),
        **parts: object,
    ) -> None:
        self.parts = parts
        self.message = self.text.format(**parts)
        own = Problem(self.code, self.message, path, line, column, suggestion)
        self.problems: tuple[Problem, ...] = tuple(problems) or (own,)
        super().__init__(self.message.en)

    @property
    def problem(self) -> Problem:
        """The first problem; the only one unless several were collected."""
        return self.problems[0]


class Refused(VestnikError):
    """The request is understood and cannot be carried out (HTTP 422)."""

    code = "refused"


class Invalid(VestnikError):
    """Input that is wrong in one or several places, all of them listed (HTTP 422)."""

    code = "invalid"
    text = Text("Исправьте ошибки: {count}. {first}", "Correct the errors: {count}. {first}")

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        first = found[0].message if found else Text("", "")
        super().__init__(problems=found, count=len(found), first=first)


class NotFound(VestnikError):
    """The thing named does not exist, or its existence is hidden from this actor (HTTP 404)."""

    code = "not_found"
    text = Text("Не найдено: {what}", "Not found: {what}")


class Forbidden(VestnikError):
    """The actor lacks the right (HTTP 403)."""

    code = "forbidden"
    text = Text("Недостаточно прав: {what}", "You may not: {what}")


class Stale(VestnikError):
    """The thing changed since it was read (HTTP 412)."""

    code = "stale"
    text = Text(
        "«{what}» изменён с тех пор, как вы его открыли (ваша версия {yours}, текущая {current}). "
        "Откройте его заново и повторите изменение.",
        "'{what}' has changed since you opened it (your version {yours}, current {current}). "
        "Open it again and repeat your change.",
    )


class InUse(VestnikError):
    """The thing cannot go because others refer to it (HTTP 409)."""

    code = "in_use"
    text = Text("«{what}» используется: {users}", "'{what}' is used by: {users}")


class Unavailable(VestnikError):
    """A part is overloaded or switched off for the moment (HTTP 503)."""

    code = "unavailable"
    text = Text("Сейчас недоступно: {what}", "Not available at the moment: {what}")


@dataclass(slots=True)
class Problems:
    """Collects problems while a thing is checked."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        message: Text,
        *path: str | int,
        suggestion: str | None = None,
        severity: Literal["error", "warning"] = "error",
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """Note one problem at `path`."""
        self.found.append(Problem(code, message, path, line, column, suggestion, severity))

    @property
    def errors(self) -> list[Problem]:
        """Those that forbid use; warnings do not."""
        return [problem for problem in self.found if problem.severity == "error"]

    def raise_errors(self) -> None:
        """Raise `Invalid` with everything found when there is at least one error."""
        if self.errors:
            raise Invalid(self.found)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None when nothing is near.

    A name that differs by case only wins; else the smallest edit distance, at most a third of the length.
    """
    best: tuple[int, str] | None = None
    for candidate in known:
        if candidate.casefold() == name.casefold():
            return candidate
        allowed = max(1, max(len(name), len(candidate)) // 3)
        distance = DamerauLevenshtein.distance(name.casefold(), candidate.casefold(), score_cutoff=allowed)
        if distance <= allowed and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None


def did_you_mean(suggestion: str | None) -> Text:
    """`; did you mean X?`, or nothing: the tail of a message about an unknown name."""
    if suggestion is None:
        return Text("", "")
    return Text(f" Возможно, имелось в виду {suggestion}?", f" Did you mean {suggestion}?")
