"""How a builtin is declared: one entry, from which evaluation, checks, completion and the reference page follow.

    @function(STRING_C + "cutString", takes="(text integer text)", gives="text", about=Text(…), example=…)
    def cut_string(machine, text, length, suffix): ...

`takes` is the shape of the subject: a kind, or kinds in parentheses for a list; `?` marks an optional argument, `*` any
number of them, ` | ` separates alternatives. Arguments arrive converted and checked. Kinds: any, text, number, integer,
boolean, dateTime, duration, ordered (has an order), list, resource, object, session, security, variable.

Four sorts: a *function* has one answer (or `FAILED`), a *generator* any number, a *test* holds or not, a *relation* can be
asked from both sides. Source: spec/n3.md 5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from typing import Literal as OneOf

from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

if TYPE_CHECKING:
    from vestnik.expressions.n3.goals import Term
    from vestnik.expressions.n3.machine import Machine
    from vestnik.expressions.n3.values import N3Value
    from vestnik.expressions.objects import Schema

Priority: TypeAlias = OneOf["MUST", "SHOULD", "LATER"]
Sort: TypeAlias = OneOf["function", "generator", "test"]


@dataclass(frozen=True, slots=True)
class Example:
    """Goals that bind `?value`, with the well-known prefixes, and the results over the fixture's `rec.101`."""

    goals: str
    results: tuple[str, ...] = ("true",)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a shape."""

    kind: str
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What the subject looks like: one value, or a list of arguments."""

    arguments: tuple[Argument, ...]
    is_list: bool

    @classmethod
    def parse(cls, text: str) -> Shape:
        """Read `text`, `(text number? any*)`."""
        is_list = text.startswith("(")
        words = text.strip("()").split()
        return cls(
            tuple(Argument(word.rstrip("?*"), word.endswith("?"), word.endswith("*")) for word in words),
            is_list,
        )


StaticCheck: TypeAlias = "Callable[[Schema, Term], Iterable[Problem]]"


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function, generator or test.

    lenient: an argument without a value is failure instead of an error. effect: changes something, through the overlay.
    against: kind of the object of a test; `ignored` means that it is not looked at. check: problems that constant
    arguments show when the text is saved.
    """

    iris: tuple[str, ...]
    sort: Sort
    takes: tuple[Shape, ...]
    gives: str
    about: Text
    example: Example
    run: Callable[..., Any]
    against: str = ""
    priority: Priority = "MUST"
    lenient: bool = False
    effect: bool = False
    check: StaticCheck | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Stored or derived triples that can be asked in every mode.

    objects: of a subject. subjects: of an object, in creation order. pairs: all of them. gives: kind of the object.
    accepts: raises `GoalError` for a given object that makes no sense. check: problems that a constant object shows
    when the text is saved.
    """

    iris: tuple[str, ...]
    about: Text
    example: Example
    objects: Callable[[Machine, Ref], Sequence[N3Value]]
    subjects: Callable[[Machine, N3Value], Iterable[N3Value]]
    pairs: Callable[[Machine], Iterator[tuple[N3Value, N3Value]]]
    gives: str = "any"
    priority: Priority = "MUST"
    accepts: Callable[[N3Value], None] | None = None
    check: StaticCheck | None = None


@dataclass(frozen=True, slots=True)
class Construct:
    """A builtin that takes formulas; the compiler knows it by name."""

    iris: tuple[str, ...]
    name: str
    about: Text
    example: Example
    priority: Priority = "MUST"


@dataclass(frozen=True, slots=True)
class Constant:
    """An IRI that stands for itself as subject or object."""

    iris: tuple[str, ...]
    about: Text


Entry: TypeAlias = Builtin | Relation | Construct | Constant


@dataclass(slots=True)
class Registry:
    """Everything that is declared, by IRI."""

    by_iri: dict[str, Entry] = field(default_factory=dict)
    later: dict[str, Text] = field(default_factory=dict)
    """Names of the reference that we do not have, and why or what to write instead."""

    def add(self, entry: Entry) -> None:
        for iri in entry.iris:
            if iri in self.by_iri:
                raise ValueError(f"declared twice: {iri}")
            self.by_iri[iri] = entry

    def entries(self) -> list[Entry]:
        """Each entry once, in the order declared."""
        return list({id(entry): entry for entry in self.by_iri.values()}.values())


REGISTRY = Registry()

_Run: TypeAlias = "Callable[[Callable[..., Any]], Callable[..., Any]]"


def function(*iris: str, takes: str, gives: str, about: Text, example: Example, **more: Any) -> _Run:
    """Declare a builtin with one answer: the decorated `run(machine, *arguments)` returns it or `FAILED`."""
    return _declare("function", iris, takes, gives, about, example, more)


def generator(*iris: str, takes: str, gives: str, about: Text, example: Example, **more: Any) -> _Run:
    """Declare a builtin with any number of answers: `run(machine, *arguments)` returns an iterable of them."""
    return _declare("generator", iris, takes, gives, about, example, more)


def test(*iris: str, takes: str, against: str, about: Text, example: Example, **more: Any) -> _Run:
    """Declare a builtin that holds or not: `run(machine, *arguments, object)` returns a boolean."""
    return _declare("test", iris, takes, "", about, example, {"against": against, **more})


def _declare(
    sort: Sort,
    iris: tuple[str, ...],
    takes: str,
    gives: str,
    about: Text,
    example: Example,
    more: dict[str, Any],
) -> _Run:
    def declared(run: Callable[..., Any]) -> Callable[..., Any]:
        shapes = tuple(Shape.parse(part) for part in takes.split(" | "))
        REGISTRY.add(Builtin(iris, sort, shapes, gives, about, example, run, signature=takes, **more))
        return run

    return declared


def stored(
    *iris: str, predicate: str, about: Text, example: Example, gives: str = "any", priority: Priority = "MUST"
) -> None:
    """Declare a relation that the store holds under `predicate`."""
    REGISTRY.add(
        Relation(
            iris,
            about,
            example,
            lambda machine, subject: machine.values(subject, predicate),
            lambda machine, value: machine.subjects(predicate, value),
            lambda machine: machine.pairs(predicate),
            gives,
            priority,
        )
    )


def constant(*iris: str, about: Text) -> None:
    """Declare an IRI that stands for itself."""
    REGISTRY.add(Constant(iris, about))


def later(namespace: str, names: str, ru: str, en: str) -> None:
    """Name what the reference has and we do not yet: using it is `unsupported`, not unknown, and the reason is told."""
    REGISTRY.later.update((namespace + name, Text(ru, en)) for name in names.split())
