"""Reading attributes: of the record in hand, along paths, over lists, back along links (spec/formula.md 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from vestnik.expressions.formula import members
from vestnik.expressions.formula.members import Member
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.types import Target
from vestnik.expressions.objects import Predicate
from vestnik.kernel.values import Ref, Value

StepWork: TypeAlias = Callable[[Run, Value], Value]
"""One step from one value (not a list, not empty)."""


def variable(name: str) -> Compiled:
    """`$$name`: a scenario variable, or one that every evaluation has."""

    def run_variable(run: Run) -> Value:
        scope = run.scope
        if name in scope.variables:
            return scope.variables[name]
        match name:
            case "origin":
                return scope.origin
            case "requestTime":
                return scope.now
            case "timeZoneOffset":
                return scope.now.astimezone(run.zone).utcoffset()
        return None

    return run_variable


def attribute(name: str, known: Member | None) -> Compiled:
    """`$Name` of the record in hand."""
    work = step(known) if known else named_step(name)

    def run_attribute(run: Run) -> Value:
        item = run.scope.item
        return None if item is None else work(run, item)

    return run_attribute


def all_records(template: str) -> Compiled:
    """`db->Template`, in creation order."""
    return lambda run: run.listed(run.objects.records(template))


def path(base: Compiled, steps: Sequence[StepWork]) -> Compiled:
    """The steps one after the other; each maps over a list, drops empty and spreads lists."""
    if len(steps) == 1:
        only = steps[0]
        return lambda run: _take(run, base(run), only)

    def run_path(run: Run) -> Value:
        value = base(run)
        for work in steps:
            if value is None:
                return None
            value = _take(run, value, work)
        return value

    return run_path


def _take(run: Run, value: Value, work: StepWork) -> Value:
    if value.__class__ is not tuple:
        return None if value is None else work(run, value)
    items: tuple[Value, ...] = value
    refs = [item for item in items if item.__class__ is Ref]
    if len(refs) > 1:
        run.objects.prefetch(refs)
    found: list[Value] = []
    for item in items:
        run.spend()
        got = work(run, item)
        if got.__class__ is tuple:
            found.extend(got)
            run.places(len(found))
        elif got is not None and got != "":
            found.append(got)
    return tuple(found) if found else None


def step(known: Member) -> StepWork:
    """`->Name` where the check knew what it means."""
    if known.predicate is None:
        return lambda run, value: value
    predicate, name, many = known.predicate, known.name, known.type.many

    def run_step(run: Run, value: Value) -> Value:
        if value.__class__ is Ref:
            return _read(run, value, predicate, many)
        return _field(value, name)

    return run_step


def named_step(name: str) -> StepWork:
    """`->Name` where only the value in hand tells what it means. What has no such member gives empty."""

    def run_step(run: Run, value: Value) -> Value:
        if not isinstance(value, Ref):
            return _field(value, name)
        target = members.of_object(value, run.objects)
        found = members.member(target, name) if target else _bare_member(name)
        if found is None:
            return None
        return value if found.predicate is None else _read(run, value, found.predicate, found.type.many)

    return run_step


def _bare_member(name: str) -> Member | None:
    """Members of objects without a template."""
    return members.member(Target("record"), name)


def _field(value: Value, name: str) -> Value:
    """A nested variable of an object; other values have none."""
    return value.get(name) if isinstance(value, Mapping) else None


def back(predicate: Predicate) -> StepWork:
    """`<-Template:Link`: the records whose link holds the value."""
    return lambda run, value: run.listed(run.objects.subjects(predicate, value)) or None


def _read(run: Run, subject: Ref, predicate: Predicate, many: bool) -> Value:
    values = run.objects.values(subject, predicate)
    if not values:
        return None
    if many or len(values) > 1:
        return run.listed(values)
    return values[0]
