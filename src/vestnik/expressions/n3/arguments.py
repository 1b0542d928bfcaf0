"""Arguments of builtins: read from terms, counted and converted as their shapes say (spec/n3.md 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from vestnik.expressions.n3.declare import Argument, Builtin, Shape
from vestnik.expressions.n3.goals import ListTerm, Term
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import LOGICS, SESSION, SESSION_VARIABLE
from vestnik.expressions.n3.terms import Slots, required
from vestnik.expressions.n3.values import KIND_NAMES, UNBOUND, Iri, N3Value, kind_of
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref

Reader: TypeAlias = Callable[[Machine, list[N3Value]], Sequence[N3Value]]
Convert: TypeAlias = Callable[[Machine, N3Value], N3Value]

_WRONG = UNBOUND
"""Says that a value is not of the kind wanted; no builtin is ever given it."""


def _kept(*types: type) -> Convert:
    return lambda machine, value: value if isinstance(value, types) else _WRONG


def _text(machine: Machine, value: N3Value) -> N3Value:
    return machine.text(value) if isinstance(value, (str, Content)) else _WRONG


def _integer(machine: Machine, value: N3Value) -> N3Value:
    whole = isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 10**12
    return int(value) if whole else _WRONG


def _iri(wanted: str) -> Convert:
    return lambda machine, value: value if isinstance(value, Iri) and value.text == wanted else _WRONG


def _variable(machine: Machine, value: N3Value) -> N3Value:
    return value if isinstance(value, Iri) and value.text.startswith(SESSION_VARIABLE) else _WRONG


def _ordered(machine: Machine, value: N3Value) -> N3Value:
    return value if isinstance(value, (str, Decimal, datetime, timedelta)) else _WRONG


def _list(machine: Machine, value: N3Value) -> N3Value:
    return value if isinstance(value, tuple) else _WRONG


CONVERTERS: dict[str, Convert] = {
    "any": lambda machine, value: value,
    "text": _text,
    "number": _kept(Decimal),
    "integer": _integer,
    "boolean": _kept(bool),
    "dateTime": _kept(datetime),
    "duration": _kept(timedelta),
    "ordered": _ordered,
    "list": _list,
    "resource": _kept(Ref),
    "object": _kept(Mapping),
    "iri": _kept(Iri),
    "session": _iri(SESSION + "context"),
    "security": _iri(LOGICS + "securityContext"),
    "variable": _variable,
}
"""How a value becomes an argument of each kind."""

WORDS: dict[str, Text] = {
    **{str(kind): name for kind, name in KIND_NAMES.items()},
    "any": Text("любое значение", "any value"),
    "integer": Text("целое число", "a whole number"),
    "ordered": Text("число, дата, длительность или текст", "a number, dateTime, duration or text"),
    "session": Text("session:context", "session:context"),
    "security": Text("cmw:securityContext", "cmw:securityContext"),
    "variable": Text("variable:имя", "variable:name"),
}


def subject_reader(slots: Slots, builtin: Builtin, name: str, subject: Term) -> Reader:
    """Reads the subject into arguments."""
    shapes = {shape.is_list: shape for shape in builtin.takes}
    of_list, single = shapes.get(True), shapes.get(False)
    if of_list is not None and isinstance(subject, ListTerm):
        getters = tuple(required(slots, item) for item in subject.items)

        def read_items(machine: Machine, env: list[N3Value]) -> Sequence[N3Value]:
            values = [get(machine, env) for get in getters]
            return _converted(machine, name, of_list, values)

        return read_items
    get = required(slots, subject)

    def read(machine: Machine, env: list[N3Value]) -> Sequence[N3Value]:
        value = get(machine, env)
        if of_list is not None and (single is None or isinstance(value, tuple)):
            if not isinstance(value, tuple):
                raise _wrong(name, Argument("list"), value, subject)
            return _converted(machine, name, of_list, value)
        assert single is not None
        return (_convert(machine, name, single.arguments[0], value, subject),)

    return read


def object_reader(slots: Slots, builtin: Builtin, name: str, object_: Term) -> Reader:
    """Reads the object of a test."""
    if builtin.against == "ignored":
        return lambda machine, env: ()
    get, argument = required(slots, object_), Argument(builtin.against)
    return lambda machine, env: (_convert(machine, name, argument, get(machine, env), object_),)


def _converted(machine: Machine, name: str, shape: Shape, values: Sequence[N3Value]) -> Sequence[N3Value]:
    arguments = shape.arguments
    repeated = arguments[-1] if arguments and arguments[-1].repeated else None
    fixed = arguments[:-1] if repeated else arguments
    least = sum(not argument.optional for argument in fixed)
    if len(values) < least or (repeated is None and len(values) > len(fixed)):
        message = Text(
            "{name}: аргументов {given}, а нужно {needed}", "{name}: {given} arguments given, {needed} needed"
        )
        needed = (
            f"{least}"
            if least == len(fixed) and not repeated
            else f"{least}…{'' if repeated else len(fixed)}"
        )
        raise GoalError("type_error", message.format(name=name, given=len(values), needed=needed))
    made = []
    for index, value in enumerate(values):
        argument = fixed[index] if index < len(fixed) else repeated
        assert argument is not None
        converted = value if argument.kind == "any" else CONVERTERS[argument.kind](machine, value)
        if converted is _WRONG:
            raise _wrong(name, argument, value, None, index + 1)
        made.append(converted)
    return made


def _convert(machine: Machine, name: str, argument: Argument, value: N3Value, term: Term) -> N3Value:
    converted = CONVERTERS[argument.kind](machine, value)
    if converted is _WRONG:
        raise _wrong(name, argument, value, term)
    return converted


def _wrong(
    name: str, argument: Argument, value: N3Value, term: Term | None, number: int | None = None
) -> GoalError:
    where = (
        Text(" (аргумент {number})", " (argument {number})").format(number=number) if number else Text("", "")
    )
    message = Text(
        "{name}{where}: нужно {needed}, а дано {found}", "{name}{where}: {needed} is needed, not {found}"
    )
    filled = message.format(
        name=name, where=where, needed=WORDS[argument.kind], found=KIND_NAMES[kind_of(value)]
    )
    return GoalError("type_error", filled, term.at if term else None)
