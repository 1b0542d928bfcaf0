"""A formula, compiled once and evaluated often.

Compiled formulas are cached by text, context template, known variables and configuration revision; the cache is bounded
and shared by all threads. An evaluation has no effects and keeps no state in the formula.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from functools import cached_property

from vestnik.expressions.diagnosis import Diagnosis
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula.arguments import is_true
from vestnik.expressions.formula.check import Checked, check
from vestnik.expressions.formula.compile import Compiler
from vestnik.expressions.formula.explain import Tracer
from vestnik.expressions.formula.faults import Fault
from vestnik.expressions.formula.nodes import Node
from vestnik.expressions.formula.parse import parse
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.types import Type
from vestnik.expressions.objects import Schema, TemplateInfo
from vestnik.expressions.scope import Scope
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value

MAX_CACHED = 2_000
"""Formulas kept compiled; one takes some 20 KB."""


class Formula:
    """A checked formula. Made by `compile_formula`."""

    def __init__(
        self, text: str, node: Node, checked: Checked, type_: Type, template: TemplateInfo | None
    ) -> None:
        self.text = text
        self.type = type_
        self.warnings: tuple[Problem, ...] = tuple(checked.problems.found)
        self._node = node
        self._checked = checked
        self._template = template
        compiler = Compiler(checked)
        self._run = compiler.compile(node)
        self._slots = compiler.slots

    def evaluate(self, scope: Scope) -> Value:
        """The value; None or () is empty.

        Raises:
            ExpressionFault: the result is a fault; with kind, message, place and operands.
        """
        try:
            return self._chosen(scope)(Run(scope, self._slots, self._template))
        except Fault as fault:
            raise _as_error(fault) from None
        except RecursionError:
            message = Text("Вложенность слишком велика", "Nested too deep")
            raise ExpressionFault("limit_exceeded", message) from None

    def condition(self, scope: Scope, on_fault: Callable[[ExpressionFault], None] | None = None) -> bool:
        """Whether the condition is met: only the value `true` meets it. A fault does not; `on_fault` may log it."""
        try:
            value = self.evaluate(scope)
        except ExpressionFault as fault:
            if on_fault:
                on_fault(fault)
            return False
        return is_true(value)

    def _chosen(self, scope: Scope) -> Compiled:
        return self._run if scope.trace is None else self._traced

    @cached_property
    def _traced(self) -> Compiled:
        return Compiler(self._checked, Tracer(self.text).wrap).compile(self._node)


def _as_error(fault: Fault) -> ExpressionFault:
    place = fault.at
    return ExpressionFault(
        fault.kind,
        fault.message,
        line=place.line if place else None,
        column=place.column if place else None,
        operands=fault.operands,
    )


def compile_formula(
    text: str, schema: Schema, template: str | None, *, variables: Collection[str] | None = None
) -> Formula:
    """A formula ready to evaluate.

    Args:
        template: system name of the context template (`$Name`); None where it is not known before run time.
        variables: names of scenario variables (`$$name`) beside the system ones; None where any may be set.

    Raises:
        Invalid: the formula has errors; warnings are among its problems.
    """
    names = None if variables is None else frozenset(variables)
    key = (text, template, names, schema.revision, schema.database)
    if (found := _CACHE.get(key)) is not None:
        return found
    node = parse(text)
    checked, type_ = check(node, schema, template, names)
    checked.problems.raise_errors()
    formula = Formula(text, node, checked, type_, schema.template(template) if template else None)
    _CACHE.put(key, formula)
    return formula


def check_formula(
    text: str, schema: Schema, template: str | None, variables: Collection[str] | None = None
) -> Diagnosis:
    """Every problem of a formula, and what it yields. Arguments as of `compile_formula`."""
    try:
        node = parse(text)
    except Invalid as error:
        return Diagnosis(list(error.problems))
    checked, type_ = check(node, schema, template, variables)
    target = type_.target.template.name if type_.target and type_.target.template else None
    return Diagnosis(checked.problems.found, type_.kind, type_.many, target)


class _Cache:
    """The formulas used last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Formula] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Formula | None:
        with self._lock:
            if (found := self._held.get(key)) is not None:
                self._held.move_to_end(key)
            return found

    def put(self, key: Hashable, formula: Formula) -> None:
        with self._lock:
            self._held[key] = formula
            while len(self._held) > self._most:
                self._held.popitem(last=False)


_CACHE = _Cache(MAX_CACHED)
