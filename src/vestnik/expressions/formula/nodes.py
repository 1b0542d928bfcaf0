"""The syntax tree of a formula.

Nodes are compared by identity: the checker hangs its findings on them. Chains of one precedence (`a + b - c`) and paths
(`$A->B->C`) are flat; what remains nested is bounded when the tree is built (`depth`), so every later stage may recurse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from vestnik.kernel.values import Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: line and column count from 1, start and end are offsets into the text."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Literal:
    """A text, number or boolean."""

    at: Place
    value: Value
    depth: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """`$$name`."""

    at: Place
    name: str
    depth: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """`$Name` or `$->Name`. `dashed`: written with a typographic arrow."""

    at: Place
    name: str
    dashed: bool = False
    depth: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A bare name: a local variable of a query, or a value opposite an enum attribute."""

    at: Place
    name: str
    depth: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """`db->Template`: all its records."""

    at: Place
    name: str
    dashed: bool = False
    depth: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """`->Name` inside a path."""

    at: Place
    name: str
    dashed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Back:
    """`<-Template:Attribute` inside a path."""

    at: Place
    template: str
    attribute: str


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A value and the steps that are taken from it."""

    at: Place
    base: Node
    steps: tuple[Step | Back, ...]
    depth: int


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """`NAME(arguments)`. `name_at` is the place of the name alone."""

    at: Place
    name: str
    arguments: tuple[Node, ...]
    depth: int
    name_at: Place


@dataclass(frozen=True, slots=True, eq=False)
class Predicate:
    """`[list, variable, test]`."""

    at: Place
    source: Node
    variable: str
    test: Node
    depth: int
    variable_at: Place


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """`from variable in source where … orderby … select …`."""

    at: Place
    variable: str
    source: Node
    where: Node | None
    order: Node | None
    descending: bool
    select: Node
    depth: int
    variable_at: Place


Operator: TypeAlias = OneOf["||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/"]


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Operands of one precedence, taken from the left: `first`, then each operator with its operand."""

    at: Place
    first: Node
    rest: tuple[tuple[Operator, Node], ...]
    depth: int


@dataclass(frozen=True, slots=True, eq=False)
class Unary:
    """`-x` or `!x`."""

    at: Place
    operator: OneOf["-", "!"]
    operand: Node
    depth: int


Node: TypeAlias = (
    Literal | Variable | Attribute | Word | Template | Path | Call | Predicate | Query | Chain | Unary
)
