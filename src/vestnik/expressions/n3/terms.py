"""Terms to closures: reading a value out of an environment, and fitting a value into one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from vestnik.expressions.n3.goals import Anon, Const, ListTerm, Term, Var
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.values import UNBOUND, N3Value
from vestnik.kernel.text import Text

Slots: TypeAlias = dict[str, int]
Get: TypeAlias = Callable[[Machine, list[N3Value]], N3Value]
Match: TypeAlias = Callable[[Machine, list[N3Value], N3Value], list[N3Value] | None]


class Unbound(GoalError):
    """A value is needed where a variable has none."""

    def __init__(self, name: str, at: Place) -> None:
        message = Text("переменная {name} не получила значения", "variable {name} was given no value")
        super().__init__("unbound_argument", message.format(name=name), at)


def _slot(slots: Slots, variable: Var) -> int:
    return slots.setdefault(variable.name, len(slots))


def required(slots: Slots, term: Term) -> Get:
    """Reads a value that must be there; raises `Unbound` with the place of the variable."""
    match term:
        case Const(value=value):
            return lambda machine, env: value
        case Var(at=at, name=name):
            slot = _slot(slots, term)

            def get(machine: Machine, env: list[N3Value]) -> N3Value:
                value = env[slot]
                if value is UNBOUND:
                    raise Unbound(f"?{name}", at)
                return value

            return get
        case ListTerm(items=items):
            getters = tuple(required(slots, item) for item in items)
            return lambda machine, env: machine.items(item(machine, env) for item in getters)
        case Anon(at=at):

            def missing(machine: Machine, env: list[N3Value]) -> N3Value:
                raise Unbound("?", at)

            return missing


def optional(slots: Slots, term: Term) -> Get:
    """Reads a value, or `UNBOUND` where a variable (or one inside a list) has none."""
    match term:
        case Var():
            slot = _slot(slots, term)
            return lambda machine, env: env[slot]
        case Anon():
            return lambda machine, env: UNBOUND
        case Const():
            return required(slots, term)
        case ListTerm(items=items):
            getters = tuple(optional(slots, item) for item in items)

            def get(machine: Machine, env: list[N3Value]) -> N3Value:
                values = [item(machine, env) for item in getters]
                return UNBOUND if any(value is UNBOUND for value in values) else machine.items(values)

            return get


def match_of(slots: Slots, term: Term) -> Match:
    """Fits a value: binds unbound variables, compares the rest; None when it does not fit."""
    match term:
        case Var():
            slot = _slot(slots, term)

            def bind(machine: Machine, env: list[N3Value], value: N3Value) -> list[N3Value] | None:
                known = env[slot]
                if known is UNBOUND:
                    bound = env.copy()
                    bound[slot] = value
                    return bound
                return env if machine.same(known, value) else None

            return bind
        case Anon():
            return lambda machine, env, value: env
        case Const(value=constant):
            return lambda machine, env, value: env if machine.same(constant, value) else None
        case ListTerm(items=items):
            matches = tuple(match_of(slots, item) for item in items)

            def destructure(machine: Machine, env: list[N3Value], value: N3Value) -> list[N3Value] | None:
                if not isinstance(value, tuple) or len(value) != len(matches):
                    return None
                fitted: list[N3Value] | None = env
                for fit, item in zip(matches, value, strict=True):
                    if fitted is None:
                        return None
                    fitted = fit(machine, fitted, item)
                return fitted

            return destructure
