"""The state of one evaluation: what goals ask the data, what they may spend, what they have changed so far.

Every bound of `Limits` is held here. Builtins raise `GoalError`; the solver adds the place and the bindings.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from vestnik.expressions.faults import FaultKind
from vestnik.expressions.n3.effects import Overlay
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.values import Iri, Items, N3Value, SystemAttribute, key, scalar_text
from vestnik.expressions.objects import Condition, Predicate
from vestnik.expressions.scope import Scope
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref, Value

_CHECK_EVERY = 64
"""Steps between two looks at the clock: 64 steps take less than a millisecond."""

_TEXT_TOTAL = 64
"""All texts built in one evaluation may be this many times as long as one may be."""


_KEPT = 200_000
"""Ids in all answers of the data that are kept during one evaluation: some 10 MB."""


class GoalError(Exception):
    """A goal cannot go on. The solver turns it into an `ExpressionFault` with a place; `at` overrides the goal's."""

    def __init__(self, kind: FaultKind, message: Text, at: Place | None = None) -> None:
        super().__init__(message.en)
        self.kind: FaultKind = kind
        self.message = message
        self.at = at


class Machine:
    """One evaluation over one scope. `reached[i]` counts the calls of goal `i` out of `goals`."""

    __slots__ = (
        "_answers",
        "_built",
        "_deadline",
        "_kept",
        "_taken",
        "_until_look",
        "limits",
        "objects",
        "overlay",
        "reached",
        "scope",
    )

    def __init__(self, scope: Scope, goals: int) -> None:
        self.scope = scope
        self.objects = scope.objects
        self.limits = scope.limits
        self.overlay = Overlay(scope)
        self.reached = [0] * goals
        self._taken = 0
        self._built = 0
        self._answers: dict[tuple[Any, ...], Sequence[Ref]] = {}
        self._kept = 0
        self._until_look = _CHECK_EVERY
        self._deadline = time.monotonic() + scope.limits.seconds

    # What may be spent

    def step(self, goal: int) -> None:
        """Count a call of a goal."""
        self.reached[goal] += 1
        self._taken += 1
        if self._taken > self.limits.steps:
            raise _exceeded(
                Text("больше {limit} шагов", "more than {limit} steps").format(limit=self.limits.steps)
            )
        self.tick()

    def tick(self) -> None:
        """Look at the clock now and then; for loops inside goals."""
        self._until_look -= 1
        if self._until_look <= 0:
            self._until_look = _CHECK_EVERY
            if time.monotonic() > self._deadline:
                raise _exceeded(
                    Text("дольше {limit} с", "longer than {limit} s").format(limit=self.limits.seconds)
                )

    def will_build(self, characters: int) -> None:
        """Account for a text before it is made."""
        self._built += characters
        if characters > self.limits.text or self._built > self.limits.text * _TEXT_TOTAL:
            raise _exceeded(
                Text("текст длиннее {limit} символов", "a text longer than {limit} characters").format(
                    limit=self.limits.text
                )
            )

    def will_list(self, size: int) -> None:
        """Account for a list before it is made."""
        if size > self.limits.items:
            raise _exceeded(
                Text("список длиннее {limit}", "a list longer than {limit}").format(limit=self.limits.items)
            )

    def items(self, values: Iterable[N3Value]) -> Items:
        """A list, within the limits of size and depth."""
        made = Items.of(values)
        self.will_list(made.size)
        if made.depth > self.limits.nesting:
            raise _exceeded(
                Text("списки вложены глубже {limit}", "lists nested deeper than {limit}").format(
                    limit=self.limits.nesting
                )
            )
        return made

    # What the data say

    def values(self, subject: Ref, predicate: Predicate) -> Sequence[Value]:
        """Objects of (subject, predicate), also of documents attached a moment ago."""
        if subject.number < 0:
            return self.overlay.values(subject, predicate)
        return self.objects.values(subject, predicate)

    def subjects(self, predicate: Predicate, value: N3Value) -> Sequence[Ref]:
        """Subjects of (predicate, object)."""
        if isinstance(value, (Iri, SystemAttribute, tuple, Mapping)):
            return ()
        return self._once((predicate, key(value)), lambda: self.objects.subjects(predicate, value))

    def records(self, template: str) -> Sequence[Ref]:
        """Every record of a template, in creation order."""
        return self._once((template,), lambda: self.objects.records(template))

    def selected(self, conditions: Sequence[Condition]) -> Sequence[Ref] | None:
        """The records that meet all the conditions; None where the data cannot tell in one go."""
        asked = tuple((one.predicate, one.sign, key(one.value)) for one in conditions)
        if (known := self._answers.get(asked)) is not None:
            return known
        found = self.objects.selected(conditions)
        return None if found is None else self._once(asked, lambda: found)

    def _once(self, asked: tuple[Any, ...], look: Callable[[], Sequence[Ref]]) -> Sequence[Ref]:
        """An answer of the data, kept for the rest of the evaluation: backtracking asks the same again and again."""
        if (known := self._answers.get(asked)) is not None:
            return known
        found = look()
        self._kept += len(found) + 1
        if self._kept <= _KEPT:
            self._answers[asked] = found
        return found

    def pairs(self, predicate: Predicate) -> Iterator[tuple[Ref, Value]]:
        """Every (subject, object) of a predicate."""
        for pair in self.objects.pairs(predicate):
            self.tick()
            yield pair

    # What values are

    def same(self, one: N3Value, other: N3Value) -> bool:
        """Same kind and same value (spec/n3.md 3); contents are read only to be held against a text."""
        if type(one) is type(other) and isinstance(one, (str, Ref, Content)):
            return bool(one == other)
        if isinstance(one, Content) and isinstance(other, str):
            return len(other) == _encoded(one.size) and self.text(one) == other
        if isinstance(other, Content) and isinstance(one, str):
            return self.same(other, one)
        return bool(key(one) == key(other))

    def text(self, value: str | Content) -> str:
        """A text; a content is read and becomes its Base64."""
        if isinstance(value, str):
            return value
        self.will_build(_encoded(value.size))
        return base64.b64encode(self.bytes(value)).decode("ascii")

    def bytes(self, content: Content) -> bytes:
        """The bytes behind a content."""
        self.will_build(_encoded(content.size))
        return self.objects.read(content)

    def rendered(self, value: N3Value) -> str:
        """Any value as text: lists joined by `, ` (spec/n3.md 5.5)."""
        if isinstance(value, Content):
            return self.text(value)
        if isinstance(value, Mapping):
            value = tuple(value.values())
        if not isinstance(value, tuple):
            return scalar_text(value)
        parts = []
        for item in value:
            self.tick()
            parts.append(self.rendered(item))
            self.will_build(len(parts[-1]) + 2)
        return self.joined(", ", parts)

    def joined(self, separator: str, parts: Sequence[str]) -> str:
        """`separator.join(parts)` within the limits."""
        self.will_build(sum(map(len, parts)) + len(separator) * len(parts))
        return separator.join(parts)


def _encoded(size: int) -> int:
    return -(-size // 3) * 4


def _exceeded(what: Text) -> GoalError:
    return GoalError("limit_exceeded", what)
