"""Queries over a whole template that an index can answer.

`from a in db->T where a->Link == $id && a->Sum > 5 … select …` asks the store for the records that meet these comparisons
in place of every record of T, of which there may be a million. The rows found are still put to the whole condition, so
results, order and faults are those of the scan; where a value's kind is not exactly the attribute's its comparison is
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from vestnik.expressions.formula import kinds, nodes
from vestnik.expressions.formula.check import Checked
from vestnik.expressions.formula.members import Member
from vestnik.expressions.formula.nodes import Node
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.types import LETTER
from vestnik.expressions.objects import Condition, ConditionSign, EnumVariant, Predicate
from vestnik.kernel.values import Value


@dataclass(frozen=True, slots=True)
class LookUp:
    """A comparison every row must meet: the attribute, its kind's letter, the sign, and the other side, which is free
    of the variable. variants: of an attribute that is a value list. value: None where any value will do (`has`)."""

    predicate: Predicate
    letter: str
    sign: ConditionSign
    value: Node | None
    variants: tuple[EnumVariant, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Comparisons with the values of one evaluation. whole: none had to be left out."""

    conditions: tuple[Condition, ...]
    whole: bool


Question: TypeAlias = Callable[[Run], Asked | None]
"""None: no record can meet the comparisons."""

_TRUE = nodes.Literal(nodes.Place(1, 1, 0, 0), True)
ARCHIVED = "system:isDisabled"
_SIGNS: dict[str, ConditionSign] = {"==": "eq", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_CALLS = {"EQUALS": "==", "LESS": "<", "LESSEQ": "<=", "GREATER": ">", "GREATEREQ": ">="}
_WITH_ORDER = "NTDP"
_TURNED = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def look_ups(query: nodes.Query, checked: Checked) -> list[LookUp]:
    """The comparisons to look rows up by; none when only a scan tells."""
    if not isinstance(query.source, nodes.Template) or query.where is None:
        return []
    found = [look_up(part, query.variable, checked) for part in required(query.where)]
    # System attributes are those of every template's records.
    return [one for one in found if one and ":" not in one.predicate]


def question(found: Sequence[LookUp], values: Sequence[Compiled | None]) -> Question:
    """What to ask the store, the other sides evaluated."""

    def ask(run: Run) -> Asked | None:
        conditions = []
        for one, value in zip(found, values, strict=True):
            if value is None:
                conditions.append(Condition(one.predicate, "has"))
                continue
            wanted = value(run)
            if kinds.is_empty(wanted):
                return None
            if one.variants and isinstance(wanted, str):
                wanted = next((variant.id for variant in one.variants if variant.name == wanted), wanted)
            ordered = one.sign == "eq" or one.letter in _WITH_ORDER
            if ordered and wanted.__class__ is not tuple and kinds.letter(wanted) == one.letter:
                conditions.append(Condition(one.predicate, one.sign, wanted))
        return Asked(tuple(conditions), len(conditions) == len(found))

    return ask


def rows(ask: Question, scan: Compiled) -> Compiled:
    """The source's closure: the records that may meet the condition, or all where an index cannot tell."""

    def run_look_up(run: Run) -> Value:
        asked = ask(run)
        if asked is None:
            return ()
        if not asked.conditions:
            return scan(run)
        if (selected := run.objects.selected(asked.conditions)) is not None:
            return run.listed(selected)
        for condition in asked.conditions:
            if condition.sign == "eq":
                return run.listed(run.objects.subjects(condition.predicate, condition.value))
        return scan(run)

    return run_look_up


def required(condition: Node) -> Iterator[Node]:
    """The parts of a condition without each of which it is not met."""
    match condition:
        case nodes.Chain(first=first, rest=(("&&", _), *_) as rest):
            for part in (first, *(operand for _, operand in rest)):
                yield from required(part)
        case nodes.Call(name="AND", arguments=parts):
            for part in parts:
                yield from required(part)
        case _:
            yield condition


def look_up(condition: Node, variable: str, checked: Checked) -> LookUp | None:
    """The comparison of an attribute of the variable with something free of it; None where it is anything else."""
    match condition:
        case nodes.Chain(first=left, rest=((sign, right),)) if sign in _SIGNS:
            how: str = sign
        case nodes.Call(name=name, arguments=(left, right)) if name in _CALLS:
            how = _CALLS[name]
        case (
            nodes.Unary(operator="!", operand=nodes.Call(name="EMPTY", arguments=(given,)))
            | nodes.Call(name="NOT", arguments=(nodes.Call(name="EMPTY", arguments=(given,)),))
        ):
            known = attribute_of(given, variable, checked)
            return LookUp(*known, "has", None) if known else None
        case nodes.Path():
            known = attribute_of(condition, variable, checked)
            return LookUp(*known, "eq", _TRUE) if known and known[1] == "B" else None
        case _:
            return None
    for side, as_said, other in ((left, how, right), (right, _TURNED[how], left)):
        if (known := attribute_of(side, variable, checked)) and not mentions(other, variable):
            return LookUp(*known, _SIGNS[as_said], other, _variants(side, checked))
    return None


def attribute_of(node: Node, variable: str, checked: Checked) -> tuple[Predicate, str] | None:
    """`variable->Attribute` of the template itself: its predicate and the letter of its kind."""
    member = _member(node, variable, checked)
    if member and member.predicate and member.type.kind:
        return member.predicate, LETTER[member.type.kind]
    return None


def is_single(node: Node, variable: str, checked: Checked) -> bool:
    """Whether `variable->Attribute` has one value at most."""
    member = _member(node, variable, checked)
    return member is not None and not member.type.many


def _member(node: Node, variable: str, checked: Checked) -> Member | None:
    match node:
        case nodes.Path(base=nodes.Word(name=name), steps=(nodes.Step() as step,)) if name == variable:
            return checked.members.get(step)
    return None


def _variants(node: Node, checked: Checked) -> tuple[EnumVariant, ...]:
    target = checked.types[node].target
    return target.attribute.variants if target and target.sort == "enum" and target.attribute else ()


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
