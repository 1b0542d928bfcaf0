"""Aggregates over a whole template that the store can tell without its records being read.

`COUNT(from a in db->T where a->Sum > 5 select a->id)` over a million records is one number; limits are there for what an
evaluation holds, and it holds nothing. Only a condition that the store can put exactly is told so, and only over
attributes that the store keeps as they are; for anything else the query is evaluated as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from vestnik.expressions.formula import arithmetic, nodes
from vestnik.expressions.formula.check import Checked
from vestnik.expressions.formula.lookups import (
    LookUp,
    Question,
    attribute_of,
    is_single,
    look_up,
    question,
    required,
)
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.objects import Condition, Predicate
from vestnik.kernel.values import NUMBERS, Value

_EVERY = 64
"""Values that are read between two looks at the budget."""
_EACH = _EVERY // 4
"""What so many cost: one is a quarter of an operation."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What is asked of which records. selected: the attribute that counts; None: the record itself."""

    name: str
    of_template: Condition
    comparisons: tuple[LookUp, ...]
    selected: Predicate | None


def aggregate(call: nodes.Call, checked: Checked) -> Aggregate | None:
    """The call as a question to the store; None where it is none."""
    match call:
        case nodes.Call(name=name, arguments=(nodes.Query(source=nodes.Template() as source) as query,)):
            info = checked.schema.template(source.name)
        case _:
            return None
    if name not in _TOLD or info is None:
        return None
    comparisons = (
        [look_up(part, query.variable, checked) for part in required(query.where)] if query.where else []
    )
    found = tuple(one for one in comparisons if one is not None)
    if len(found) < len(comparisons):
        return None
    selected = None
    if name not in ("COUNT", "ANY") or not _is_record(query.select, query.variable):
        known = attribute_of(query.select, query.variable, checked)
        if known is None or not is_single(query.select, query.variable, checked):
            return None
        selected = known[0]
        found = (*found, LookUp(*known, "has", None))
    return Aggregate(name, Condition("system:template", "eq", info.id), found, selected)


def _is_record(node: nodes.Node, variable: str) -> bool:
    match node:
        case nodes.Word(name=name) | nodes.Path(base=nodes.Word(name=name), steps=(nodes.Step(name="id"),)):
            return name == variable
    return False


def told(asked: Aggregate, values: Sequence[Compiled | None], otherwise: Compiled) -> Compiled:
    """The closure of an aggregate; `otherwise` evaluates it as it is written."""
    ask, tell = question(asked.comparisons, values), _TOLD[asked.name]

    def run_told(run: Run) -> Value:
        conditions = _conditions(run, asked, ask)
        answer = tell(run, conditions, asked.selected) if conditions else None
        return otherwise(run) if answer is None else answer[0]

    return run_told


def _conditions(run: Run, asked: Aggregate, ask: Question) -> list[Condition] | None:
    found = ask(run)
    return [asked.of_template, *found.conditions] if found and found.whole else None


_Answer: TypeAlias = tuple[Value] | None
"""None: the store cannot tell."""
_Tell: TypeAlias = Callable[[Run, Sequence[Condition], Predicate | None], _Answer]


def _count(run: Run, conditions: Sequence[Condition], selected: Predicate | None) -> _Answer:
    number = run.objects.number_of(conditions)
    return None if number is None else (Decimal(number),)


def _any(run: Run, conditions: Sequence[Condition], selected: Predicate | None) -> _Answer:
    number = run.objects.number_of(conditions)
    return None if number is None else (number > 0,)


def _sum(run: Run, conditions: Sequence[Condition], selected: Predicate | None) -> _Answer:
    found = _added(run, conditions, selected)
    return None if found is None else (found[0],)


def _average(run: Run, conditions: Sequence[Condition], selected: Predicate | None) -> _Answer:
    found = _added(run, conditions, selected)
    if found is None:
        return None
    total, count = found
    return (NUMBERS.divide(total, Decimal(count)) if count else None,)


def _added(run: Run, conditions: Sequence[Condition], selected: Predicate | None) -> tuple[Any, int] | None:
    """The sum of the values, one by one, and how many there are."""
    found = run.objects.values_of(conditions, selected) if selected else None
    if found is None:
        return None
    total: Value = Decimal(0)
    count = 0
    for value in _paid(run, found):
        total = value if count == 0 else arithmetic.add(run, total, value)
        count += 1
    return total, count


def _paid(run: Run, values: Iterator[Value]) -> Iterator[Value]:
    for number, value in enumerate(values):
        if number % _EVERY == 0:
            run.spend(_EACH)
        yield value


def _extreme(greatest: bool) -> _Tell:
    def tell(run: Run, conditions: Sequence[Condition], selected: Predicate | None) -> _Answer:
        found = run.objects.extreme_of(conditions, selected, greatest=greatest) if selected else None
        return None if found is None else (found[0] if found else None,)

    return tell


_TOLD: dict[str, _Tell] = {
    "COUNT": _count,
    "ANY": _any,
    "SUM": _sum,
    "AVERAGE": _average,
    "MIN": _extreme(greatest=False),
    "MAX": _extreme(greatest=True),
}
