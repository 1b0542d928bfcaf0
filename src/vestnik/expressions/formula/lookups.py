"""Queries over a whole template that an index can answer.

`from a in db->T where a->Link == $id && … select …` asks for the subjects of (Link, value) in place of every record of T,
of which there may be a million. The rows found are still put to the whole condition, so results, order and faults are
those of the scan; where the value's kind is not exactly the attribute's the scan remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vestnik.expressions.formula import kinds, nodes
from vestnik.expressions.formula.check import Checked
from vestnik.expressions.formula.nodes import Node
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.types import LETTER
from vestnik.expressions.objects import Predicate
from vestnik.kernel.values import Value


@dataclass(frozen=True, slots=True)
class LookUp:
    """An equality every row must meet: the attribute, its kind's letter, and the other side, free of the variable."""

    predicate: Predicate
    letter: str
    value: Node


def look_up(query: nodes.Query, checked: Checked) -> LookUp | None:
    """The equality to look rows up by; None when there is none."""
    if not isinstance(query.source, nodes.Template) or query.where is None:
        return None
    for left, right in _required(query.where):
        for side, other in ((left, right), (right, left)):
            if (found := _attribute(side, query.variable, checked)) and not mentions(other, query.variable):
                return LookUp(*found, other)
    return None


def rows(found: LookUp, value: Compiled, scan: Compiled) -> Compiled:
    """The source's closure: the records whose attribute has the value, or all where an index cannot tell."""

    def run_look_up(run: Run) -> Value:
        wanted = value(run)
        if kinds.is_empty(wanted):
            return ()
        if wanted.__class__ is tuple or kinds.letter(wanted) != found.letter:
            return scan(run)
        return run.listed(run.objects.subjects(found.predicate, wanted))

    return run_look_up


def _required(condition: Node) -> Iterator[tuple[Node, Node]]:
    """Equalities without which the condition is not met."""
    match condition:
        case nodes.Chain(first=left, rest=(("==", right),)):
            yield left, right
        case nodes.Chain(first=first, rest=(("&&", _), *_) as rest):
            for part in (first, *(operand for _, operand in rest)):
                yield from _required(part)
        case nodes.Call(name="EQUALS", arguments=(left, right)):
            yield left, right
        case nodes.Call(name="AND", arguments=parts):
            for part in parts:
                yield from _required(part)


def _attribute(node: Node, variable: str, checked: Checked) -> tuple[Predicate, str] | None:
    """`variable->Attribute` of the template itself: its predicate and the letter of its kind."""
    match node:
        case nodes.Path(base=nodes.Word(name=name), steps=(nodes.Step() as step,)) if name == variable:
            member = checked.members.get(step)
            # Other predicates (`system:creator`) are those of every template's records.
            if member and member.predicate and ":" not in member.predicate and member.type.kind:
                return member.predicate, LETTER[member.type.kind]
    return None


def mentions(node: Node, variable: str) -> bool:
    """Whether the value of a node depends on a local variable."""
    return any(isinstance(part, nodes.Word) and part.name == variable for part in _parts(node))


def _parts(node: Node) -> Iterator[Node]:
    yield node
    for inner in _inner(node):
        yield from _parts(inner)


def _inner(node: Node) -> Sequence[Node]:
    match node:
        case nodes.Path(base=base):
            return (base,)
        case nodes.Call(arguments=arguments):
            return arguments
        case nodes.Predicate(source=source, test=test):
            return source, test
        case nodes.Query(source=source, where=where, order=order, select=select):
            return tuple(part for part in (source, where, order, select) if part is not None)
        case nodes.Chain(first=first, rest=rest):
            return (first, *(operand for _, operand in rest))
        case nodes.Unary(operand=operand):
            return (operand,)
    return ()
