"""Queries over a whole template that an index can answer.

`from a in db->T where a->Link == $id && a->Sum > 5 … select …` asks the store for the records that meet these comparisons
in place of every record of T, of which there may be a million. The rows found are still put to the whole condition, so
results, order and faults are those of the scan; where a value's kind is not exactly the attribute's its comparison is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vestnik.expressions.formula import kinds, nodes
from vestnik.expressions.formula.check import Checked
from vestnik.expressions.formula.nodes import Node
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.types import LETTER
from vestnik.expressions.objects import Condition, ConditionSign, Predicate
from vestnik.kernel.values import Value


@dataclass(frozen=True, slots=True)
class LookUp:
    """A comparison every row must meet: the attribute, its kind's letter, the sign, and the other side, which is free
    of the variable."""

    predicate: Predicate
    letter: str
    sign: ConditionSign
    value: Node


_SIGNS: dict[str, ConditionSign] = {"==": "eq", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_CALLS = {"EQUALS": "==", "LESS": "<", "LESSEQ": "<=", "GREATER": ">", "GREATEREQ": ">="}
_TURNED = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def look_ups(query: nodes.Query, checked: Checked) -> list[LookUp]:
    """The comparisons to look rows up by; none when only a scan tells."""
    if not isinstance(query.source, nodes.Template) or query.where is None:
        return []
    found = []
    for left, sign, right in _required(query.where):
        for side, how, other in ((left, sign, right), (right, _TURNED[sign], left)):
            if (known := _attribute(side, query.variable, checked)) and not mentions(other, query.variable):
                found.append(LookUp(*known, _SIGNS[how], other))
    return found


def rows(found: Sequence[LookUp], values: Sequence[Compiled], scan: Compiled) -> Compiled:
    """The source's closure: the records that may meet the condition, or all where an index cannot tell."""

    def run_look_up(run: Run) -> Value:
        conditions = []
        for one, value in zip(found, values, strict=True):
            wanted = value(run)
            if kinds.is_empty(wanted):
                return ()
            if wanted.__class__ is not tuple and kinds.letter(wanted) == one.letter:
                conditions.append(Condition(one.predicate, one.sign, wanted))
        if not conditions:
            return scan(run)
        if (selected := run.objects.selected(conditions)) is not None:
            return run.listed(selected)
        for condition in conditions:
            if condition.sign == "eq":
                return run.listed(run.objects.subjects(condition.predicate, condition.value))
        return scan(run)

    return run_look_up


def _required(condition: Node) -> Iterator[tuple[Node, str, Node]]:
    """Comparisons without which the condition is not met."""
    match condition:
        case nodes.Chain(first=left, rest=((sign, right),)) if sign in _SIGNS:
            yield left, sign, right
        case nodes.Chain(first=first, rest=(("&&", _), *_) as rest):
            for part in (first, *(operand for _, operand in rest)):
                yield from _required(part)
        case nodes.Call(name=name, arguments=(left, right)) if name in _CALLS:
            yield left, _CALLS[name], right
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
