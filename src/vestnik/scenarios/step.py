"""What one action is given to work with: the record in context, the variables, the actor's seat."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.objects import AttributeInfo
from vestnik.expressions.scope import Scope
from vestnik.kernel.problem import Path, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadReference, Content, Ref, Value, as_list, is_true
from vestnik.scenarios.effects import RunEffects
from vestnik.scenarios.expression import Expression
from vestnik.scenarios.failure import DefinitionChanged
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.seat import RecordStore, Seat
from vestnik.scenarios.trace import shown

if TYPE_CHECKING:
    from vestnik.scenarios.action import Action
    from vestnik.scenarios.interpreter import Interpreter
    from vestnik.scenarios.state import Scene

MAX_TURNS = 100_000


class TooManyValues(Refused):
    code = "too_many_values"
    text = Text(
        "Нужно одно значение, получено {count}. Возьмите одно: FIRST() в формуле, once{{}} в N3",
        "One value is needed, there are {count}. Take one: FIRST() in a formula, once{{}} in N3",
    )


class NoContext(Refused):
    code = "no_context"
    text = Text(
        "Действию нужна запись, а контекста нет: поместите его в «Создать запись» или «Сменить контекст»",
        "The action needs a record and there is no context: put it inside 'Create record' or 'Change context'",
    )


class NotAnObject(Refused):
    code = "type_error"
    text = Text(
        "Здесь нужны записи шаблона «{template}»; получено: {given}",
        "Records of the template '{template}' are needed here; given: {given}",
    )


class NotACount(Refused):
    code = "type_error"
    text = Text(
        "Нужно целое число от 0 до {most}; получено: {given}",
        "A whole number from 0 to {most} is needed; given: {given}",
    )


class NotAMoment(Refused):
    code = "type_error"
    text = Text("Нужны дата и время; получено: {given}", "A date and time is needed; given: {given}")


class NotASet(Refused):
    code = "type_error"
    text = Text(
        "«{name}» уже занято значением без вложенных переменных: выберите набору другое имя",
        "'{name}' already holds a value without nested variables: give the set another name",
    )


class Step:
    """One action being run. Everything it does goes through here."""

    def __init__(
        self, run: Interpreter, scene: Scene, action: Action, context: Ref | None, seat: Seat
    ) -> None:
        self.run = run
        self.scene = scene
        self.action = action
        self.context = context
        self.seat = seat

    # Computing

    def value(self, expression: Expression, *path: str | int, effects: bool = False) -> Value:
        """What an expression gives: one value, a tuple of several, None for nothing."""
        began = self.run.clock.monotonic()
        result = self.seat.expressions.evaluate(expression, self.template, self._scope(effects))
        self._note(expression, path, result, began)
        return result

    def single(self, expression: Expression, *path: str | int) -> Value:
        """What an expression gives where one value is expected.

        Raises:
            TooManyValues: it gives several.
        """
        return one(self.value(expression, *path), path)

    def met(self, expression: Expression, *path: str | int) -> bool:
        """Whether a condition is met: `true` and nothing else meets it.

        A formula whose result is a fault does not meet it (spec/formula.md 5); the fault stands in the trace. An error in
        an N3 text stops the action (spec/n3.md 4).
        """
        began = self.run.clock.monotonic()
        try:
            given = self.seat.expressions.evaluate(expression, self.template, self._scope(effects=False))
        except ExpressionFault as fault:
            if expression.kind == "n3":
                raise
            place = ".".join(map(str, path))
            self.run.trace.failed(
                "fault", fault, scenario=self.scene.scenario, action=self.action.id, place=place
            )
            return False
        result = is_true(given)
        self._note(expression, path, given, began)
        return result

    def objects(self, expression: Expression, template: str, *path: str | int) -> tuple[Ref, ...]:
        """The objects of a template that an expression finds, in its order; those that the actor may not see are absent.

        Raises:
            NotAnObject: the expression gives something that is no id, or an object of another template.
        """
        found = []
        for value in as_list(self.value(expression, *path)):
            if (ref := self._as_ref(value)) is None:
                raise NotAnObject(template=template, given=shown(value), path=path)
            other = self.template_of(ref)
            if other == template:
                found.append(ref)
            elif other is not None:
                raise NotAnObject(template=template, given=f"{ref} ({other})", path=path)
        return tuple(found)

    def count(self, expression: Expression, *path: str | int) -> int:
        """A number of turns; nothing counts as 0.

        Raises:
            NotACount: no whole number from 0 to `MAX_TURNS`.
        """
        given = self.single(expression, *path)
        if given is None:
            return 0
        if not isinstance(given, Decimal) or given != int(given) or not 0 <= given <= MAX_TURNS:
            raise NotACount(most=MAX_TURNS, given=shown(given), path=path)
        return int(given)

    def moment(self, expression: Expression | None, *path: str | int) -> datetime | None:
        """A moment, or None when there is no expression or it gives nothing."""
        given = self.single(expression, *path) if expression else None
        if given is not None and not isinstance(given, datetime):
            raise NotAMoment(given=shown(given), path=path)
        return given

    # Variables

    @property
    def variables(self) -> dict[str, Value]:
        """The scenario's own variables."""
        return self.scene.variables

    def variable(self, path: tuple[str, ...]) -> Value:
        """The value at a path of names; None when any of them is missing."""
        value: Value = self._visible()
        for name in path:
            value = value.get(name) if isinstance(value, Mapping) else None
        return value

    def variable_set(self, name: str) -> Mapping[str, Value]:
        """The variables of a set; empty when it is not there yet."""
        held = self.variables.get(name)
        if held is None:
            return {}
        if not isinstance(held, Mapping):
            raise NotASet(name=name, path=("set",))
        return held

    def set(self, name: str, value: Value) -> None:
        """Give a variable a value."""
        self.variables[name] = value
        told = None if self.run.trace.full else shown(value)
        self.run.trace.note(
            "variables", scenario=self.scene.scenario, action=self.action.id, name=name, value=told
        )

    def unset(self, name: str) -> None:
        """Take a variable away."""
        self.variables.pop(name, None)
        self.run.trace.note("variables", scenario=self.scene.scenario, action=self.action.id, name=name)

    # The record in context

    @cached_property
    def template(self) -> str | None:
        """System name of the context's template."""
        return self.template_of(self.context) if self.context else None

    @property
    def records(self) -> RecordStore:
        return self.seat.records

    def template_of(self, ref: Ref) -> str | None:
        """System name of an object's template; None when the actor sees no such object."""
        info = self.seat.objects.template_of(ref)
        return info.name if info else None

    def attributes(self, ref: Ref) -> Mapping[str, AttributeInfo]:
        """What is known of the attributes of a record."""
        info = self.seat.objects.template_of(ref)
        return info.attributes if info else {}

    def attribute(self, name: str) -> AttributeInfo:
        """What is known of an attribute of the record in context.

        Raises:
            NoContext: there is no record in context. DefinitionChanged: it has no such attribute any more.
        """
        info = self.seat.objects.template_of(self._record())
        if info is None or name not in info.attributes:
            raise DefinitionChanged(what=name, template=info.name if info else self.context)
        return info.attributes[name]

    def held(self, attribute: str) -> Value:
        """The present value of an attribute of the record in context."""
        return self.records.get(self._record()).values.get(attribute)

    def target_value(self, info: AttributeInfo, expression: Expression, *path: str | int) -> Value:
        """What an expression gives, in the number that the attribute holds."""
        return self.fit(info, self.value(expression, *path, effects=True), *path)

    def fit(self, info: AttributeInfo, value: Value, *path: str | int) -> Value:
        """One value for a single-valued attribute, a list for a multi-valued one.

        Raises:
            TooManyValues: several values for a single-valued attribute.
        """
        return as_list(value) if info.multiple else one(value, path)

    def change(self, values: Mapping[str, Value]) -> None:
        """Write attributes of the record in context."""
        self.records.change(self._record(), values)

    def link(self, attribute: str, refs: tuple[Ref, ...], operation: Literal["add", "replace"]) -> None:
        """Put references to new records into an attribute of the record in context."""
        info = self.attribute(attribute)
        held = as_list(self.held(attribute)) if operation == "add" and info.multiple else ()
        self.change({attribute: self.fit(info, (*held, *refs), "link_attribute")})

    def take_created(self) -> tuple[Occurrence, ...]:
        """The creations noted so far, for the caller to hold until they are whole."""
        created = tuple(event for event in self.run.raised if event.type == "record_created")
        self.run.raised[:] = [event for event in self.run.raised if event.type != "record_created"]
        return created

    # Files

    def store(self, content: bytes) -> Content:
        """Keep bytes as content."""
        return self.seat.files.store(content)

    def attach(self, content: Content, filename: str) -> Ref:
        """Make a document with one revision."""
        return self.seat.files.attach(content, filename)

    def first(self, subject: Ref, predicate: str) -> Value:
        """The first value of a predicate (see `vestnik.expressions.objects`), None when there is none."""
        return next(iter(self.seat.objects.values(subject, predicate)), None)

    # Inside

    def _as_ref(self, value: Value) -> Ref | None:
        """An id as expressions give it: a reference, its text, or its digits alone (spec/contract.md 1)."""
        if isinstance(value, Ref):
            return value
        if isinstance(value, Decimal):
            return self.seat.objects.find(int(value)) if value == int(value) else None
        if isinstance(value, str):
            if value.isdecimal():
                return self.seat.objects.find(int(value)) if len(value) <= 18 else None
            with suppress(BadReference):
                return Ref.parse(value)
        return None

    def _record(self) -> Ref:
        if self.context is None:
            raise NoContext()
        return self.context

    def _visible(self) -> dict[str, Value]:
        return self.variables | self._system

    @cached_property
    def _system(self) -> dict[str, Value]:
        now = self.run.request_time
        return {
            "origin": self.scene.occurrence.record,
            "requestTime": now,
            "timeZoneOffset": now.astimezone(self.seat.zone).utcoffset(),
        }

    def _scope(self, effects: bool) -> Scope:
        return Scope(
            objects=self.seat.objects,
            now=self.run.clock.now(),
            item=self.context,
            user=self.seat.user,
            origin=self.scene.occurrence.record,
            variables=self._visible(),
            app_variables=self.seat.app_variables,
            language=self.seat.language,
            zone=self.seat.zone,
            base_uri=self.seat.base_uri,
            limits=self.seat.limits,
            effects=RunEffects(self) if effects else None,
        )

    def _note(self, expression: Expression, path: Path, result: Value, began: float) -> None:
        if self.run.trace.full:
            self.run.trace.dropped += 1
            return
        self.run.trace.note(
            "expression",
            scenario=self.scene.scenario,
            action=self.action.id,
            place=".".join(map(str, path)),
            kind=expression.kind,
            result=shown(result),
            ms=round((self.run.clock.monotonic() - began) * 1000, 3),
        )


def one(value: Value, path: Path = ()) -> Value:
    """A list of one as its element, an empty one as nothing.

    Raises:
        TooManyValues: there are several.
    """
    if not isinstance(value, tuple):
        return value
    if len(value) > 1:
        raise TooManyValues(count=len(value), path=path)
    return value[0] if value else None
