"""Which values are the same (spec/formula.md 4): `==`, and keys for look-up where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vestnik.expressions.formula.kinds import is_empty, letter
from vestnik.expressions.formula.run import Run
from vestnik.kernel.values import Ref, Value


def equal(run: Run, left: Value, right: Value) -> bool:
    """`==`: empty equals nothing; a list equals by any of its elements; different kinds are unequal."""
    if left.__class__ is tuple or right.__class__ is tuple:
        return _any_equal(run, left, right)
    if is_empty(left) or is_empty(right):
        return False
    if left.__class__ is right.__class__ and not isinstance(left, Mapping):
        return left == right
    if isinstance(left, Ref) and isinstance(right, str):
        return right in _texts_of(run, left)
    if isinstance(right, Ref) and isinstance(left, str):
        return left in _texts_of(run, right)
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return bool(key(left) == key(right))
    return False


def _texts_of(run: Run, ref: Ref) -> tuple[str, ...]:
    """Texts that equal a reference: its digits, its id and, for an enum value, its system name."""
    aliases = run.objects.values(ref, "enum:alias")
    return (str(ref.number), str(ref), *(alias for alias in aliases if isinstance(alias, str)))


def _any_equal(run: Run, left: Value, right: Value) -> bool:
    """Whether two lists have a common element; by look-up, not by pairs: both may be long."""
    ours: tuple[Value, ...] = left if isinstance(left, tuple) else (left,)
    theirs: tuple[Value, ...] = right if isinstance(right, tuple) else (right,)
    if len(ours) == 1 or len(theirs) == 1:
        single, many = (ours[0], theirs) if len(ours) == 1 else (theirs[0], ours)
        for item in many:
            run.spend()
            if equal(run, single, item):
                return True
        return False
    known = {key for item in ours for key in _keys(run, item)}
    return any(key in known for item in theirs for key in _keys(run, item))


def _keys(run: Run, value: Value) -> Iterable[Any]:
    """Keys such that two values are equal when they share one. A reference meets a text by text, another by id."""
    run.spend()
    if is_empty(value):
        return
    if isinstance(value, Ref):
        yield ("R", value)
        for text in _texts_of(run, value):
            yield ("a text for", text)
        return
    if isinstance(value, str):
        # The two marks differ for references and texts, so that two references of one number do not meet.
        yield ("T", value)
        yield ("a reference's", value)
        return
    yield key(value)


def key(value: Value) -> Any:
    """A hashable stand-in: two values of one kind are the same exactly when their keys are."""
    if isinstance(value, tuple):
        return ("L", tuple(key(item) for item in value))
    if isinstance(value, Mapping):
        return ("O", tuple(sorted((name, key(item)) for name, item in value.items())))
    return (letter(value) if value is not None else "", value)
