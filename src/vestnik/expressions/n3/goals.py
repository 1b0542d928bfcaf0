"""The core of an N3 text: goals in order, names resolved, shorthand (`;`, `,`, `[…]`) written out.

Every goal has the place of its triple or block and the text by which messages and traces show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from vestnik.expressions.n3.declare import Builtin, Relation
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.values import N3Value


@dataclass(frozen=True, slots=True)
class Var:
    at: Place
    name: str


@dataclass(frozen=True, slots=True)
class Anon:
    at: Place


@dataclass(frozen=True, slots=True)
class Const:
    at: Place
    value: N3Value


@dataclass(frozen=True, slots=True)
class ListTerm:
    at: Place
    items: tuple[Term, ...]


Term: TypeAlias = Var | Anon | Const | ListTerm


@dataclass(frozen=True, slots=True)
class Ask:
    """A triple of a known relation."""

    at: Place
    text: str
    relation: Relation
    subject: Term
    object: Term


@dataclass(frozen=True, slots=True)
class AskBy:
    """A triple whose predicate is the value of a variable."""

    at: Place
    text: str
    verb: Var
    subject: Term
    object: Term


@dataclass(frozen=True, slots=True)
class Invoke:
    """A function, generator or test."""

    at: Place
    text: str
    builtin: Builtin
    name: str
    subject: Term
    object: Term


@dataclass(frozen=True, slots=True)
class Field:
    """A variable of the session or of an object: `subject variable:name object`."""

    at: Place
    text: str
    name: str
    subject: Term
    object: Term


@dataclass(frozen=True, slots=True)
class Nothing:
    """A triple with a predicate that nobody knows: no solutions."""

    at: Place
    text: str
    subject: Term
    object: Term


@dataclass(frozen=True, slots=True)
class Assign:
    """`source -> target`."""

    at: Place
    text: str
    source: Term
    target: Term


@dataclass(frozen=True, slots=True)
class Equal:
    at: Place
    text: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Unequal:
    at: Place
    text: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class If:
    at: Place
    text: str
    condition: Goals
    then: Goals
    otherwise: Goals | None


@dataclass(frozen=True, slots=True)
class Or:
    at: Place
    text: str
    branches: tuple[Goals, ...]


@dataclass(frozen=True, slots=True)
class Not:
    at: Place
    text: str
    body: Goals


@dataclass(frozen=True, slots=True)
class Once:
    at: Place
    text: str
    body: Goals


@dataclass(frozen=True, slots=True)
class From:
    at: Place
    text: str
    body: Goals
    item: Term
    target: Var


@dataclass(frozen=True, slots=True)
class Count:
    """`{…} assert:count object`."""

    at: Place
    text: str
    body: Goals
    object: Term


@dataclass(frozen=True, slots=True)
class Distinct:
    """`{…} assert:distinct object`."""

    at: Place
    text: str
    body: Goals
    object: Term


@dataclass(frozen=True, slots=True)
class Union:
    """`({…} {…}) assert:union true`."""

    at: Place
    text: str
    branches: tuple[Goals, ...]


Goal: TypeAlias = (
    Ask
    | AskBy
    | Invoke
    | Field
    | Nothing
    | Assign
    | Equal
    | Unequal
    | If
    | Or
    | Not
    | Once
    | From
    | Count
    | Distinct
    | Union
)
Goals: TypeAlias = tuple[Goal, ...]


def variables(term: Term) -> Iterator[Var]:
    """The variables of a term, from the left."""
    if isinstance(term, Var):
        yield term
    elif isinstance(term, ListTerm):
        for item in term.items:
            yield from variables(item)


def bodies(goal: Goal) -> tuple[Goals, ...]:
    """The formulas inside a goal."""
    match goal:
        case If(condition=condition, then=then, otherwise=otherwise):
            return (condition, then) if otherwise is None else (condition, then, otherwise)
        case Or(branches=branches) | Union(branches=branches):
            return branches
        case Not(body=body) | Once(body=body) | From(body=body) | Count(body=body) | Distinct(body=body):
            return (body,)
    return ()


def terms(goal: Goal) -> tuple[Term, ...]:
    """The terms of a goal itself, from the left; those of inner formulas are not among them."""
    match goal:
        case AskBy(subject=subject, verb=verb, object=object_):
            return (subject, verb, object_)
        case Ask() | Invoke() | Field() | Nothing():
            return (goal.subject, goal.object)
        case Assign(source=source, target=target):
            return (source, target)
        case Equal() | Unequal():
            return (goal.left, goal.right)
        case From(item=item, target=target_variable):
            return (item, target_variable)
        case Count(object=object_) | Distinct(object=object_):
            return (object_,)
    return ()


def walk(goals: Goals) -> Iterator[Goal]:
    """Every goal, the outer before the inner."""
    for goal in goals:
        yield goal
        for body in bodies(goal):
            yield from walk(body)
