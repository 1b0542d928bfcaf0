"""What an N3 text may change when it stands in a scenario (spec/n3.md 5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref, Value
from vestnik.scenarios.variables import RESERVED, added

if TYPE_CHECKING:
    from vestnik.scenarios.step import Step


class ReadOnlyVariable(Refused):
    code = "reserved_variable"
    text = Text(
        "«{name}» — системная переменная, её нельзя изменить",
        "'{name}' is a system variable and cannot be changed",
    )


class RunEffects:
    """Implements `vestnik.expressions.objects.Effects` on the variables and documents of a run."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def attach(self, content: bytes | Content, filename: str) -> Ref:
        stored = content if isinstance(content, Content) else self._step.store(content)
        return self._step.attach(stored, filename)

    def set_variable(self, name: str, value: Value) -> None:
        self._step.set(_writable(name), value)

    def add_to_variable(self, name: str, value: Value) -> None:
        held = self._step.variables
        self._step.set(_writable(name), added({name: held.get(name)}, [(name, value)])[name])

    def clear_variable(self, name: str) -> None:
        self._step.unset(_writable(name))


def _writable(name: str) -> str:
    if name in RESERVED:
        raise ReadOnlyVariable(name=name)
    return name
