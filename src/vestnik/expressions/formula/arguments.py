"""Arguments of a call at run time: brought to the declared kinds, empty ones and faults handled in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import DecimalException
from typing import Any

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.faults import Exhausted, Fault, out_of_range
from vestnik.expressions.formula.nodes import Place
from vestnik.expressions.formula.run import Compiled, Run
from vestnik.expressions.formula.signatures import Parameter, Signature, Work
from vestnik.expressions.formula.types import OF_LETTER
from vestnik.kernel.values import Value, as_list

_Coerce = Callable[[Run, Value], Value]

_CLASSES: dict[str, tuple[type, ...]] = {
    kind: tuple(cls for cls, letter in kinds._LETTERS.items() if letter == kind) for kind in OF_LETTER
}


def call(signature: Signature, work: Work, arguments: Sequence[Compiled], place: Place) -> Compiled:
    """A call whose arguments are evaluated first, from the left."""
    takes = [_coercion(signature.parameter(index)) for index in range(len(arguments))]
    keeps = [signature.parameter(index).keeps_empty for index in range(len(arguments))]
    if signature.parameters and signature.parameters[-1].spread:
        return located(
            _spread(signature.parameters[-1], work, arguments, len(signature.parameters) - 1), place
        )
    if len(arguments) == 1:
        return located(_unary(work, arguments[0], takes[0], keeps[0]), place)
    triples = tuple(zip(arguments, takes, keeps, strict=True))

    def run_call(run: Run) -> Value:
        given: list[Value] = []
        for argument, take, keep in triples:
            value = take(run, argument(run))
            if value is None and not keep:
                return None
            given.append(value)
        return work(run, *given)

    return located(run_call, place)


def _unary(work: Work, argument: Compiled, take: _Coerce, keep: bool) -> Compiled:
    def run_call(run: Run) -> Value:
        value = take(run, argument(run))
        if value is None and not keep:
            return None
        return work(run, value)

    return run_call


def _spread(parameter: Parameter, work: Work, arguments: Sequence[Compiled], leading: int) -> Compiled:
    """A call that takes one list or the elements: `SUM($A->B)`, `SUM(1, 2)`. Elements that are lists are spread."""
    allowed = parameter.kinds

    def run_call(run: Run) -> Value:
        items: list[Value] = []
        for argument in arguments:
            value = argument(run)
            if value.__class__ is tuple:
                items.extend(value)
                run.places(len(items))
            elif value is not None:
                items.append(value)
        return work(run, elements(run, items, allowed))

    return run_call


def elements(run: Run, items: Sequence[Value], allowed: str) -> list[Value]:
    """The elements that are not empty, each of an allowed kind.

    Raises:
        Fault: `type_error`.
    """
    run.spend(len(items) // 8)
    classes = _classes(allowed)
    found: list[Value] = []
    for item in items:
        if item.__class__ in classes:
            if item != "":
                found.append(item)
        elif "X" in allowed or "T" in allowed:
            if not kinds.is_empty(item):
                found.append(item)
        elif not kinds.is_empty(item):
            raise kinds.wrong_kind(item, allowed)
    return found


def _classes(letters: str) -> tuple[type, ...]:
    return tuple(cls for letter in letters for cls in _CLASSES.get(letter, ()))


def located(compiled: Compiled, place: Place) -> Compiled:
    """The closure with its place in every fault that has none yet; arithmetic overflow becomes `out_of_range`."""

    def run_located(run: Run) -> Value:
        run.spend()
        try:
            return compiled(run)
        except Fault as fault:
            if fault.at is None:
                fault.at = place
            raise
        except (OverflowError, DecimalException):
            overflow = out_of_range("Результат слишком велик", "The result is too large")
            overflow.at = place
            raise overflow from None

    return run_located


def quiet(compiled: Compiled) -> Compiled:
    """The closure with faults taken as plain empty."""

    def run_quiet(run: Run) -> Value:
        try:
            return compiled(run)
        except Exhausted:
            raise
        except Fault:
            return None

    return run_quiet


def holds(compiled: Compiled) -> Callable[[Run], bool]:
    """The closure as a condition: met only when it is `true`; a fault is not met."""

    def run_holds(run: Run) -> bool:
        try:
            value = compiled(run)
        except Exhausted:
            raise
        except Fault:
            return False
        return is_true(value)

    return run_holds


def is_true(value: Value) -> bool:
    """Whether a value is `true`, alone or as the only element; the number 1 is not (though Python thinks so)."""
    return value is True or (isinstance(value, tuple) and len(value) == 1 and value[0] is True)


def _coercion(parameter: Parameter) -> _Coerce:
    """How an argument is brought to its kind; None stands for empty."""
    letters = parameter.kinds
    if letters == "L":
        return lambda run, value: as_list(value) if value != "" else ()
    if letters == "X":
        return lambda run, value: value
    if letters == "T":
        return _text_or_blank if parameter.keeps_empty else _text
    return _only(letters)


def _text(run: Run, value: Value) -> Value:
    if value.__class__ is str:
        return value or None
    return None if kinds.is_empty(value) else kinds.as_text(run, value)


def _text_or_blank(run: Run, value: Value) -> Value:
    return value if value.__class__ is str else kinds.as_text(run, value)


def _only(letters: str) -> _Coerce:
    classes = _classes(letters)

    def coerce(run: Run, value: Value) -> Value:
        if value.__class__ in classes:
            return None if value.__class__ is str and not value else value
        value = kinds.one(value)
        if kinds.is_empty(value):
            return None
        if value.__class__ in classes:
            return value
        if "T" in letters:
            return kinds.as_text(run, value)
        raise kinds.wrong_kind(value, letters)

    return coerce


Arguments = Sequence[Any]
