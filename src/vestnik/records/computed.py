"""Computed attributes: nothing of them is stored, each reading computes them anew (spec/records.md 2).

A fault of the expression, a result of another type, and attributes that go round in a circle give no value: reading a
record never fails. Such a fault is told where the template is saved, as far as it can be known then.
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
from vestnik.kernel.problem import Invalid, Refused
from vestnik.kernel.text import Language
from vestnik.kernel.values import Ref, Value
from vestnik.records.record import Record
from vestnik.records.schema import BoundAttribute, Shape

if TYPE_CHECKING:
    from vestnik.records.objects import SqlObjects

DEEPEST = 16
"""Computed attributes that read one another, one inside the other."""


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

    def fill(self, one: Record, shape: Shape) -> Record:
        """The record with the values of its computed attributes."""
        if not shape.computed:
            return one
        values = {bound.name: self.value(one.ref, shape, bound) for bound in shape.computed}
        return replace(one, values={**one.values, **values})

    def value(self, subject: Ref, shape: Shape, bound: BoundAttribute) -> Value:
        """The value of one attribute of a record; None, or () where several are held, when there is none."""
        place = (subject, bound.id)
        nothing: Value = () if bound.model.multiple else None
        if place in self._running or len(self._running) >= DEEPEST:
            return nothing
        self._running.add(place)
        try:
            value = bound.model.fit(self._evaluated(subject, shape, bound))
        except (ExpressionFault, Refused, Invalid):
            return nothing
        finally:
            self._running.discard(place)
        return (bound.variant(value) or nothing) if isinstance(value, str) and bound.info.variants else value

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
