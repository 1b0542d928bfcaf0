"""The syntax tree of an N3 text, as written: order and places kept, names not yet resolved."""

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


@dataclass(frozen=True, slots=True)
class Variable:
    """`?name`."""

    at: Place
    name: str
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Anonymous:
    """`?`: any value, nowhere else spoken of."""

    at: Place
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """`prefix:local`."""

    at: Place
    prefix: str
    local: str
    depth: int = 1


@dataclass(frozen=True, slots=True)
class FullIri:
    """`<…>`; `text` is without the brackets."""

    at: Place
    text: str
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, number or boolean. `datatype`: what stands after `^^`, then `value` is the text before it."""

    at: Place
    value: Value
    datatype: Name | FullIri | None = None
    depth: int = 1


@dataclass(frozen=True, slots=True)
class ListNode:
    """`(a b c)`."""

    at: Place
    items: tuple[Term, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Bracket:
    """`[verb term; …]`: something of which these predicates hold; `[]` is anonymous."""

    at: Place
    predicates: tuple[Predicate, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """`verb object, object`."""

    verb: Verb
    objects: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Operator:
    """A verb that is a sign or the word `a`."""

    at: Place
    sign: OneOf["a", "->", "==", "!="]


@dataclass(frozen=True, slots=True)
class Triples:
    """A subject and its predicates."""

    at: Place
    subject: Term
    predicates: tuple[Predicate, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Formula:
    """`{…}`: goals in the order written."""

    at: Place
    sentences: tuple[Sentence, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class If:
    at: Place
    condition: Formula
    then: Formula
    otherwise: Formula | None
    depth: int


@dataclass(frozen=True, slots=True)
class Or:
    at: Place
    branches: tuple[Formula, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Not:
    at: Place
    body: Formula
    depth: int


@dataclass(frozen=True, slots=True)
class Once:
    at: Place
    body: Formula
    depth: int


@dataclass(frozen=True, slots=True)
class From:
    """`from {…} select item -> ?target`."""

    at: Place
    body: Formula
    item: Term
    target: Variable
    depth: int


@dataclass(frozen=True, slots=True)
class PrefixDeclaration:
    """`@prefix name: <iri>.`; `dotted`: whether the dot is there."""

    at: Place
    name: str
    iri: str
    dotted: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text."""

    prefixes: tuple[PrefixDeclaration, ...]
    formula: Formula


Verb: TypeAlias = Name | FullIri | Variable | Operator
Term: TypeAlias = Variable | Anonymous | Name | FullIri | Literal | ListNode | Bracket | Formula
Sentence: TypeAlias = Triples | If | Or | Not | Once | From
