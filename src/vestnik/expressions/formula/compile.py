"""Syntax tree to closures. Everything that can be known before an evaluation is decided here.

`wrap` is given every compiled node with its source; explain uses it to note values and times. Without it nothing is
paid for explaining.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from vestnik.expressions.formula import arithmetic, equality, kinds, nodes
from vestnik.expressions.formula.aggregates import aggregate, told
from vestnik.expressions.formula.arguments import call, holds, located, quiet
from vestnik.expressions.formula.check import Checked
from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.formula.lookups import LookUp, look_ups, question, rows
from vestnik.expressions.formula.nodes import Node
from vestnik.expressions.formula.paths import (
    StepWork,
    all_records,
    attribute,
    back,
    named_step,
    path,
    step,
    variable,
)
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.kernel.values import Ref, Value, as_list

Wrap = Callable[[Node, Compiled], Compiled]


class Compiler:
    """Makes the closure of one checked formula. `slots`: how many local variables it needs at once."""

    def __init__(self, checked: Checked, wrap: Wrap | None = None) -> None:
        self._checked = checked
        self._wrap = wrap
        self._slots: dict[str, int] = {}
        self.slots = 0

    def compile(self, node: Node) -> Compiled:
        """The closure of a node."""
        made = self._compile(node)
        return self._wrap(node, made) if self._wrap else made

    def _compile(self, node: Node) -> Compiled:
        match node:
            case nodes.Literal(value=value):
                return lambda run: value
            case nodes.Variable(name=name):
                return variable(name)
            case nodes.Attribute(name=name):
                known = self._checked.members.get(node)
                return attribute(name, known)
            case nodes.Word():
                return self._word(node)
            case nodes.Template(name=name):
                return all_records(name)
            case nodes.Path():
                return self._path(node)
            case nodes.Call():
                return self._call(node)
            case nodes.Predicate():
                return self._predicate(node, any)
            case nodes.Query():
                return self._query(node)
            case nodes.Chain():
                return self._chain(node)
            case nodes.Unary():
                return self._unary(node)

    def _word(self, node: nodes.Word) -> Compiled:
        if node in self._checked.words:
            value = self._checked.words[node]
            return lambda run: value
        slot = self._slots[node.name]
        return lambda run: run.local[slot]

    def _path(self, node: nodes.Path) -> Compiled:
        steps = [self._step(part) for part in node.steps]
        base = self.compile(node.base)
        if self._wrap is None:
            return located(path(base, steps), node.at)
        # Explaining shows what each step but the last gives; the last is the whole.
        for part, step_work in zip(node.steps[:-1], steps, strict=False):
            so_far = replace(node, at=replace(node.at, end=part.at.end))
            base = self._wrap(so_far, located(path(base, [step_work]), so_far.at))
        return located(path(base, steps[-1:]), node.at)

    def _step(self, part: nodes.Step | nodes.Back) -> StepWork:
        known = self._checked.members.get(part)
        if isinstance(part, nodes.Back):
            assert known is not None
            assert known.predicate is not None
            return back(known.predicate)
        return step(known) if known else named_step(part.name)

    # Calls

    def _call(self, node: nodes.Call) -> Compiled:
        function = FUNCTIONS[node.name]
        if node.arguments and isinstance(only := node.arguments[0], nodes.Predicate):
            return located(self._predicate(only, any if node.name == "ANY" else all), node.at)
        arguments = [self.compile(argument) for argument in node.arguments]
        if function.build:
            made = located(function.build(arguments), node.at)
        else:
            assert function.work is not None
            made = call(function.signature, function.work, arguments, node.at)
        if (asked := aggregate(node, self._checked)) is not None:
            return located(told(asked, self._sides(asked.comparisons), made), node.at)
        return made

    def _sides(self, comparisons: Sequence[LookUp]) -> list[Compiled | None]:
        return [None if one.value is None else quiet(self._compile(one.value)) for one in comparisons]

    # Queries

    def _bound(self, name: str) -> int:
        slot = len(self._slots)
        self._slots[name] = slot
        self.slots = max(self.slots, slot + 1)
        return slot

    def _predicate(self, node: nodes.Predicate, judge: Callable[[Any], bool]) -> Compiled:
        source = quiet(self.compile(node.source))
        slot = self._bound(node.variable)
        test = holds(self.compile(node.test))
        del self._slots[node.variable]

        def meets(run: Run, item: Value) -> bool:
            run.spend()
            run.local[slot] = item
            return test(run)

        def run_predicate(run: Run) -> Value:
            items = as_list(source(run))
            _prefetch(run, items)
            return judge(meets(run, item) for item in items)

        return run_predicate

    def _rows(self, node: nodes.Query) -> Compiled:
        scan = self.compile(node.source)
        found = look_ups(node, self._checked)
        return rows(question(found, self._sides(found)), scan) if found else scan

    def _query(self, node: nodes.Query) -> Compiled:
        source = self._rows(node)
        slot = self._bound(node.variable)
        where = holds(self.compile(node.where)) if node.where is not None else None
        order = self.compile(node.order) if node.order is not None else None
        select = self.compile(node.select)
        del self._slots[node.variable]

        def run_query(run: Run) -> Value:
            picked = as_list(source(run))
            _prefetch(run, picked)
            local = run.local
            if where is not None:
                kept: list[Value] = []
                for row in picked:
                    run.spend()
                    local[slot] = row
                    if where(run):
                        kept.append(row)
                picked = tuple(kept)
            if order is not None:
                picked = _ordered(run, picked, slot, order, node.descending)
            found: list[Value] = []
            for row in picked:
                run.spend()
                local[slot] = row
                value = select(run)
                if value.__class__ is tuple:
                    found.extend(item for item in value if not kinds.is_empty(item))
                    run.places(len(found))
                elif not kinds.is_empty(value):
                    found.append(value)
            return run.listed(found)

        return located(run_query, node.at)

    # Operators

    def _chain(self, node: nodes.Chain) -> Compiled:
        first = self.compile(node.first)
        rest = [(sign, self.compile(operand)) for sign, operand in node.rest]
        if rest[0][0] in ("&&", "||"):
            conditions = [holds(first), *(holds(operand) for _, operand in rest)]
            if rest[0][0] == "&&":
                return lambda run: all(condition(run) for condition in conditions)
            return lambda run: any(condition(run) for condition in conditions)
        if len(rest) == 1:
            work, operand = _BINARY[rest[0][0]], rest[0][1]
            return located(lambda run: work(run, first(run), operand(run)), node.at)
        works = [(_BINARY[sign], operand) for sign, operand in rest]

        def run_chain(run: Run) -> Value:
            value = first(run)
            for work, operand in works:
                run.spend()
                value = work(run, value, operand(run))
            return value

        return located(run_chain, node.at)

    def _unary(self, node: nodes.Unary) -> Compiled:
        if node.operator == "!":
            condition = holds(self.compile(node.operand))
            return lambda run: not condition(run)
        operand = self.compile(node.operand)
        return located(lambda run: arithmetic.negate(run, operand(run)), node.at)


def _prefetch(run: Run, items: Sequence[Value]) -> None:
    if len(items) > 1:
        run.objects.prefetch([item for item in items if isinstance(item, Ref)])


def _ordered(
    run: Run, rows: Sequence[Value], slot: int, order: Compiled, descending: bool
) -> tuple[Value, ...]:
    """Rows by their key, stable; those with an empty key last."""
    keyed: list[tuple[Any, Value]] = []
    last: list[Value] = []
    sample: Value = None
    for row in rows:
        run.spend()
        run.local[slot] = row
        key = kinds.one(order(run))
        if kinds.is_empty(key):
            last.append(row)
            continue
        sample = key if sample is None else sample
        if key.__class__ is not sample.__class__:
            raise kinds.wrong_kind(key, kinds.letter(sample))
        keyed.append((arithmetic.sort_key(key), row))
    keyed.sort(key=lambda pair: pair[0], reverse=descending)
    return (*(row for _, row in keyed), *last)


_Binary = Callable[[Run, Value, Value], Value]


def _order(accepts: tuple[int, ...], run: Run, left: Value, right: Value) -> Value:
    return arithmetic.ordered(run, left, right) in accepts


_BINARY: dict[nodes.Operator, _Binary] = {
    "==": equality.equal,
    "!=": lambda run, left, right: not equality.equal(run, left, right),
    "<": partial(_order, (-1,)),
    ">": partial(_order, (1,)),
    "<=": partial(_order, (-1, 0)),
    ">=": partial(_order, (0, 1)),
    "+": arithmetic.add,
    "-": arithmetic.subtract,
    "*": arithmetic.multiply,
    "/": arithmetic.divide,
}
