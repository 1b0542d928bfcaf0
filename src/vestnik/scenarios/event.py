"""What every event is: which occurrences start the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Text, Widget
from vestnik.kernel.types import Registry, Type
from vestnik.kernel.values import Value
from vestnik.scenarios.occurrence import Occurrence

if TYPE_CHECKING:
    from vestnik.scenarios.catalogue import Catalogue
    from vestnik.scenarios.place import Place


class Event(Type):
    """Base of every event type; `type` of a subclass is also the `type` of its occurrences."""

    description: Annotated[str, Field(max_length=2000), Text("Описание", "Description")] = ""
    context_template: Annotated[
        SystemName | None, Text("Контекстный шаблон", "Context template"), Widget("template")
    ] = None

    def matches(self, occurrence: Occurrence) -> bool:
        """Whether an occurrence of this type and template starts the scenario."""
        return True

    def variables(self, occurrence: Occurrence) -> Mapping[str, Value]:
        """What the scenario finds set when it starts."""
        return occurrence.variables

    def asking_button(self) -> str | None:
        """The button of the context template whose dialog is answered before the scenario starts."""
        return None

    def runs_in_save(self, catalogue: Catalogue) -> bool:
        """Whether the scenario is part of saving a record and may veto it."""
        return False

    def references(self) -> Iterator[tuple[str, str]]:
        """(kind, name) of every definition that this event names."""
        if self.context_template:
            yield "template", self.context_template

    def sets(self) -> Iterator[str]:
        """Names of the variables that the scenario finds set."""
        yield from ()

    def check(self, place: Place) -> None:
        """Report what is wrong with this event."""
        place.needs_template(self.context_template, "context_template")


EVENTS: Registry[Event] = Registry(Event, "vestnik.scenarios.events", "vestnik.events")
