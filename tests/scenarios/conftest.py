"""A world in memory for the interpreter alone: records are dicts, a savepoint is a copy of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vestnik.expressions.objects import AttributeInfo, TemplateInfo
from vestnik.expressions.scope import Limits, Scope
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref, Value, as_list
from vestnik.scenarios.expression import Expression, constant
from vestnik.scenarios.interpreter import Interpreter
from vestnik.scenarios.library import Pinned
from vestnik.scenarios.limits import RunLimits
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.outgoing import Outgoing
from vestnik.scenarios.scenario import parse
from vestnik.scenarios.seat import Seat
from vestnik.scenarios.state import Stack
from vestnik.scenarios.trace import Trace

TASK = TemplateInfo(
    Ref("oa", 1),
    "Task",
    "App",
    {
        "Title": AttributeInfo(Ref("op", 2), "Title", "text"),
        "Count": AttributeInfo(Ref("op", 3), "Count", "number"),
        "Parent": AttributeInfo(Ref("op", 4), "Parent", "record", target="Task"),
        "Children": AttributeInfo(Ref("op", 5), "Children", "record", multiple=True, target="Task"),
        "Files": AttributeInfo(Ref("op", 6), "Files", "document", multiple=True),
    },
)


LIMITS = RunLimits()


class Broken(Refused):
    code = "broken"
    text = Text("Сломано", "Broken")


@dataclass
class Record:
    template: str
    values: dict[str, Value]


@dataclass
class MemoryWorld:
    """Implements what a `Seat` needs and the `Library`; only what the interpreter asks for."""

    scenarios: list[Pinned] = field(default_factory=list)
    stored: dict[Ref, Record] = field(default_factory=dict)
    documents: dict[Ref, tuple[Content, str]] = field(default_factory=dict)
    clock: FakeClock = field(default_factory=FakeClock)
    on_event: Callable[[Occurrence], None] = lambda occurrence: None
    next_id: int = 100

    # Library

    def add(self, name: str, event: Mapping[str, Any], *actions: Mapping[str, Any]) -> None:
        body = {
            "name": name,
            "title": name,
            "event": {"context_template": "Task", **event},
            "actions": actions,
        }
        self.scenarios.append(Pinned.of(parse(body), 1))

    def listeners(self, occurrence: Occurrence) -> Sequence[Pinned]:
        return [
            pinned
            for pinned in self.scenarios
            if pinned.scenario.event.type == occurrence.type and pinned.scenario.event.matches(occurrence)
        ]

    def pinned(self, name: str, version: int) -> Pinned:
        return next(found for found in self.scenarios if found.scenario.name == name)

    # Records, files, expressions, letters

    def create(self, template: str, values: Mapping[str, Value]) -> Ref:
        self.next_id += 1
        ref = Ref("rec", self.next_id)
        self.stored[ref] = Record(template, dict(values))
        self.on_event(Occurrence("record_created", template, ref))
        return ref

    def change(self, ref: Ref, values: Mapping[str, Value]) -> None:
        if values.get("Title") == "broken":
            raise Broken()
        held = self.stored[ref].values
        changed = tuple(name for name, value in values.items() if held.get(name) != value)
        held.update(values)
        if changed:
            self.on_event(Occurrence("record_changed", "Task", ref, {"attributes": changed}))

    def get(self, ref: Ref) -> Record:
        return self.stored[ref]

    def check_pending(self) -> None:
        if any(record.values.get("Title") == "unfit" for record in self.stored.values()):
            raise Broken()

    def owning_attributes(self, template: str) -> frozenset[str]:
        return frozenset({"Children"})

    def store(self, content: bytes) -> Content:
        return Content(content.hex(), len(content))

    def attach(self, content: Content, filename: str) -> Ref:
        self.next_id += 1
        self.documents[Ref("doc", self.next_id)] = content, filename
        return Ref("doc", self.next_id)

    def template_of(self, ref: Ref) -> TemplateInfo | None:
        return TASK if ref in self.stored else None

    def values(self, subject: Ref, predicate: str) -> Sequence[Value]:
        return ()

    def evaluate(self, expression: Expression, template: str | None, scope: Scope) -> Value:
        """Constants, attributes of the record in context, and the formulas `$$name` and `$$name + 1`."""
        if expression.kind == "value":
            return constant(expression.value)
        if expression.kind == "attribute":
            assert scope.item
            return self.stored[scope.item].values.get(expression.text)
        name, _, plus = expression.text.removeprefix("$$").partition(" + ")
        value = scope.variables.get(name)
        return value + Decimal(plus) if plus and isinstance(value, Decimal) else value

    def compose(self, *, message: Mapping[str, Value], place: tuple[str, str], **rest: Any) -> Outgoing:
        if not message.get("To"):
            raise Broken()
        return Outgoing(dict(message), place[0], place[1], rest["record"], rest["priority"], rest["send_at"])

    # Running

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        kept = copy.deepcopy((self.stored, self.documents))
        try:
            yield
        except BaseException:
            self.stored, self.documents = kept
            raise

    def interpreter(self, stack: Stack | None = None, limits: RunLimits = LIMITS) -> Interpreter:
        run = Interpreter(
            stack or Stack(),
            library=self,
            seat=lambda _: self.seat(None),
            savepoint=self.savepoint,
            clock=self.clock,
            trace=Trace(),
            limits=limits,
        )
        self.on_event = run.raise_event
        return run

    def seat(self, user: Ref | None) -> Seat:
        return Seat(self, self, self, self, self, user, "ru", ZoneInfo("UTC"), "", Limits())  # type: ignore[arg-type]

    def press(self, record: Ref, button: str = "Go", limits: RunLimits = LIMITS) -> Interpreter:
        """Press a button of a record and run until the stack is empty or waits."""
        run = self.interpreter(limits=limits)
        run.begin([Occurrence("button_clicked", "Task", record, {"button": button})])
        run.run()
        return run

    def titles(self) -> list[Value]:
        return [record.values.get("Title") for record in self.stored.values()]

    def numbers(self, *refs: Value) -> tuple[Value, ...]:
        return tuple(ref.number for ref in refs if isinstance(ref, Ref))


@pytest.fixture
def world() -> MemoryWorld:
    return MemoryWorld()


@pytest.fixture
def task(world: MemoryWorld) -> Ref:
    """A record of the template `Task`."""
    return world.create("Task", {"Title": "first", "Count": Decimal(1)})


def items(value: Value) -> list[Value]:
    return list(as_list(value))
