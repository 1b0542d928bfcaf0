"""Computed attributes: nothing of them is stored, each reading computes them anew (spec/records.md 2).

A fault of the expression, a result of another type, and attributes that go round in a circle give no value: reading a
record never fails. The record says why (`Record.problems`); what can be known before is told where the template is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from vestnik.access.actor import Actor
from vestnik.expressions.attribute_path import formula_of
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.objects import Objects
from vestnik.expressions.scope import Limits, Scope
from vestnik.kernel.clock import Clock, SystemClock
from vestnik.kernel.problem import Invalid, Problem, Refused
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Ref, Value
from vestnik.records.record import Record
from vestnik.records.schema import BoundAttribute, Shape

if TYPE_CHECKING:
    from vestnik.records.objects import SqlObjects

DEEPEST = 16
"""Computed attributes that read one another, one inside the other."""


_FAILED = Text("«{title}» не вычисляется: {why}", "'{title}' cannot be computed: {why}")
_CIRCLE = Text(
    "вычисляемые атрибуты читают друг друга по кругу или глубже {deepest} уровней",
    "computed attributes read one another in a circle, or more than {deepest} deep",
).format(deepest=DEEPEST)


@dataclass(frozen=True, slots=True)
class Computing:
    """What computing needs besides the data. language, zone: in which formulas reckon."""

    clock: Clock = field(default_factory=SystemClock)
    language: Language = "ru"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    app_variables: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)


NEUTRAL = Computing()


class Computed:
    """Values of computed attributes as one actor sees them, in one transaction."""

    def __init__(self, objects: SqlObjects, actor: Actor, computing: Computing) -> None:
        self._objects, self._actor, self._computing = objects, actor, computing
        self._running: set[tuple[Ref, int]] = set()
        self._endless: set[tuple[Ref, int]] = set()

    def fill(self, one: Record, shape: Shape) -> Record:
        """The record with the values of its computed attributes."""
        if not shape.computed:
            return one
        found = {bound.name: self._outcome(one.ref, shape, bound) for bound in shape.computed}
        values = {name: value for name, (value, _) in found.items()}
        problems = tuple(problem for _, problem in found.values() if problem)
        return replace(one, values={**one.values, **values}, problems=problems)

    def value(self, subject: Ref, shape: Shape, bound: BoundAttribute) -> Value:
        """The value of one attribute of a record; None, or () where several are held, when there is none."""
        return self._outcome(subject, shape, bound)[0]

    def _outcome(self, subject: Ref, shape: Shape, bound: BoundAttribute) -> tuple[Value, Problem | None]:
        """The value, and why there is none where computing it failed."""
        place = (subject, bound.id)
        nothing: Value = () if bound.model.multiple else None
        if place in self._running or len(self._running) >= DEEPEST:
            self._endless |= self._running
            return nothing, _failed(bound, Problem("cycle", _CIRCLE))
        self._running.add(place)
        try:
            value = bound.model.fit(self._evaluated(subject, shape, bound))
        except (ExpressionFault, Refused, Invalid) as error:
            return nothing, _failed(bound, error.problem)
        finally:
            self._running.discard(place)
        if place in self._endless:
            self._endless.discard(place)
            return nothing, _failed(bound, Problem("cycle", _CIRCLE))
        if isinstance(value, str) and bound.info.variants:
            value = bound.variant(value) or nothing
        return value, None

    def _evaluated(self, subject: Ref, shape: Shape, bound: BoundAttribute) -> Value:
        [(kind, text)] = (bound.model.expression or {}).items()
        schema = self._objects.schema
        if kind == "n3":
            return compile_n3(text, schema, effects_allowed=False).values(self._scope(subject))
        formula = formula_of(text) if kind == "attribute" else text
        return compile_formula(formula, schema, shape.name).evaluate(self._scope(subject))

    def _scope(self, subject: Ref) -> Scope:
        computing = self._computing
        return Scope(
            objects=cast(Objects, self._objects),
            now=computing.clock.now(),
            item=subject,
            user=self._actor.account,
            app_variables=computing.app_variables,
            language=computing.language,
            zone=computing.zone,
            limits=computing.limits,
        )


def _failed(bound: BoundAttribute, why: Problem) -> Problem:
    message = _FAILED.format(title=bound.model.title, why=why.message)
    return replace(why, message=message, path=("values", bound.name))
