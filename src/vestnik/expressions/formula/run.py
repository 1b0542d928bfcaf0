"""One evaluation: the scope, the local variables of queries, and the budget that bounds it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from vestnik.expressions.formula.faults import Exhausted, Fault
from vestnik.expressions.formula.languages import Writing, writing
from vestnik.expressions.objects import TemplateInfo
from vestnik.expressions.scope import Scope
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value

_BETWEEN_LOOKS = 256
"""Operations between two looks at the clock; one look costs as much as a few operations."""

T = TypeVar("T")


class Run:
    """What compiled closures get.

    local: values of query variables, by slot. template: the context template, where there is one. Calls, rows and path steps are operations and are spent one by one.
    """

    __slots__ = (
        "_deadline",
        "_left",
        "_next_look",
        "local",
        "objects",
        "scope",
        "template",
        "writing",
        "zone",
    )

    def __init__(self, scope: Scope, slots: int, template: TemplateInfo | None) -> None:
        self.scope = scope
        self.template = template
        self.objects = scope.objects
        self.zone = scope.zone
        self.writing: Writing = writing(scope.language)
        self.local: list[Value] = [None] * slots
        self._left = scope.limits.operations
        self._next_look = max(self._left - _BETWEEN_LOOKS, 0)
        self._deadline = time.monotonic() + scope.limits.seconds

    def spend(self, operations: int = 1) -> None:
        """Note work done.

        Raises:
            Exhausted: no operations or no time left.
        """
        self._left -= operations
        if self._left < self._next_look:
            self._look()

    def _look(self) -> None:
        limits = self.scope.limits
        if self._left < 0:
            message = Text("Формула делает больше {n} действий", "The formula takes more than {n} operations")
            raise Exhausted(message.format(n=limits.operations))
        if time.monotonic() > self._deadline:
            message = Text("Формула вычисляется дольше {n} с", "The formula takes longer than {n} s")
            raise Exhausted(message.format(n=limits.seconds))
        self._next_look = max(self._left - _BETWEEN_LOOKS, 0)

    def room(self, characters: int) -> None:
        """Make sure that a text of that length may be made, before it is made."""
        if characters > self.scope.limits.text:
            message = Text("Текст длиннее {n} символов", "The text is longer than {n} characters")
            raise Fault("limit_exceeded", message.format(n=self.scope.limits.text))

    def places(self, items: int) -> None:
        """Make sure that a list of that length may be made."""
        if items > self.scope.limits.items:
            message = Text("В списке больше {n} элементов", "The list has more than {n} items")
            raise Fault("limit_exceeded", message.format(n=self.scope.limits.items))

    def listed(self, items: Sequence[Value]) -> tuple[Value, ...]:
        """A finished list, its length checked."""
        self.places(len(items))
        return tuple(items)


Compiled: TypeAlias = Callable[[Run], Value]
"""A sub-expression, ready to run."""
