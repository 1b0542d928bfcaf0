"""A function as it is declared: `REPLACE(text: T, what: T, with: T!) -> T`, descriptions, an example, its work.

Letters of kinds: T text, N number, B boolean, D date-time, P duration, R reference, L list, X any; `ND` either.
`name: K?` is optional, `K!` takes an empty value (a text as ""), `items: *K` takes one list or the elements themselves,
`items: K...` one argument or more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.types import Type
from vestnik.expressions.objects import Schema, TemplateInfo
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value

Mark: TypeAlias = Literal["M", "S", "L"]
"""Must, should, later (spec/formula.md)."""

Work: TypeAlias = Callable[..., Value]
"""`(run, *arguments)`; arguments come in the declared kinds, None where optional or empty ones are missing."""

Build: TypeAlias = Callable[[Sequence[Compiled]], Compiled]
"""Of functions that decide themselves what to evaluate: arguments as closures, the call as closure."""

Infer: TypeAlias = Callable[[Sequence[Type]], Type]


@dataclass(frozen=True, slots=True)
class Parameter:
    """kinds: letters. keeps_empty: the function sees an empty argument; else the result is empty at once."""

    name: str
    kinds: str
    optional: bool = False
    keeps_empty: bool = False
    spread: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Name, parameters and the result's letter."""

    name: str
    parameters: tuple[Parameter, ...]
    result: str

    @property
    def least(self) -> int:
        """Fewest arguments."""
        if self.parameters and self.parameters[-1].spread:
            return 1
        return sum(not parameter.optional for parameter in self.parameters)

    @property
    def most(self) -> int | None:
        """Most arguments; None without a bound."""
        if self.parameters and (self.parameters[-1].spread or self.parameters[-1].repeated):
            return None
        return len(self.parameters)

    def parameter(self, index: int) -> Parameter:
        """The parameter that takes the argument of that index."""
        return self.parameters[min(index, len(self.parameters) - 1)]

    def __str__(self) -> str:
        shown = ", ".join(
            f"{parameter.name}{'?' if parameter.optional else ''}{'…' if parameter.repeated or parameter.spread else ''}"
            for parameter in self.parameters
        )
        return f"{self.name}({shown})"


_SIGNATURE = re.compile(r"([A-Z0-9]+)\((.*)\) -> ([A-Z]+)")
_PARAMETER = re.compile(r"(\w+): (\*?)([A-Z]+)(\.\.\.)?(!?)(\??)")


def read_signature(text: str) -> Signature:
    """Read the declaration; a mistake in it stops the start."""
    match = _SIGNATURE.fullmatch(text)
    if not match:
        raise ValueError(f"no signature: {text}")
    name, inside, result = match.groups()
    return Signature(name, tuple(map(_parameter, inside.split(", ") if inside else ())), result)


def _parameter(text: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    if not match:
        raise ValueError(f"no parameter: {text}")
    name, star, kinds, repeated, empty, optional = match.groups()
    return Parameter(name, kinds, bool(optional), bool(empty or star), bool(star), bool(repeated))


@dataclass(frozen=True, slots=True)
class Function:
    """One declared function.

    example: a formula and its result, in the notation of the vectors (`{"datetime": …}`, `{"duration": …}`).
    cases: kinds that fit together, `("NN:N", "DP:D")`, where the parameters alone allow too much. counts: the numbers of
    arguments, where a range allows too much. constant: checks arguments that are constants (None for the others) when
    the formula is saved, by raising a Fault; names does the same for names of the schema. alias_of: the name to use
    instead. build: set for lazy functions, which have no work. world: the context of the example, in the vectors' notation.
    """

    signature: Signature
    mark: Mark
    description: Text
    example: tuple[str, Any]
    work: Work | None = None
    build: Build | None = None
    infer: Infer | None = None
    cases: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    constant: Callable[[Sequence[Value]], None] | None = None
    names: Callable[[Schema, TemplateInfo | None, Sequence[Value]], None] | None = None
    alias_of: str | None = None
    world: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.signature.name

    def takes(self, count: int) -> bool:
        """Whether that many arguments fit."""
        if self.counts:
            return count in self.counts
        most = self.signature.most
        return self.signature.least <= count and (most is None or count <= most)


class Section:
    """The functions of one section of the spec, in the order of declaration."""

    def __init__(self, ru: str, en: str) -> None:
        self.title = Text(ru, en)
        self.functions: dict[str, Function] = {}

    def function(
        self, signature: str, mark: Mark, ru: str, en: str, example: tuple[str, Any], **more: Any
    ) -> Callable[[Work], Work]:
        """Declare a function whose arguments are evaluated before it."""

        def declare(work: Work) -> Work:
            self.add(Function(read_signature(signature), mark, Text(ru, en), example, work=work, **more))
            return work

        return declare

    def lazy(
        self, signature: str, mark: Mark, ru: str, en: str, example: tuple[str, Any], **more: Any
    ) -> Callable[[Build], Build]:
        """Declare a function that evaluates its arguments itself."""

        def declare(build: Build) -> Build:
            self.add(Function(read_signature(signature), mark, Text(ru, en), example, build=build, **more))
            return build

        return declare

    def add(self, function: Function) -> None:
        """Declare a function."""
        if function.name in self.functions:
            raise ValueError(f"declared twice: {function.name}")
        self.functions[function.name] = function


def with_zone(work: Callable[..., Value], utc: bool) -> Work:
    """The work of one of a pair of twins: `(run, zone, *arguments)` with the server's zone or UTC."""
    from vestnik.expressions.formula.zones import UTC_ZONE

    if utc:
        return lambda run, *arguments: work(run, UTC_ZONE, *arguments)

    def in_server_zone(run: Run, *arguments: Value) -> Value:
        return work(run, run.zone, *arguments)

    return in_server_zone
