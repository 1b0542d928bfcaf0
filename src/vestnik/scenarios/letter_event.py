"""What the events of a letter that is over share: which letters, and the variable that tells about it (spec/scenarios.md 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Help, Text, Widget
from vestnik.kernel.values import Value
from vestnik.scenarios.action import VariableName
from vestnik.scenarios.event import Event
from vestnik.scenarios.occurrence import Occurrence

if TYPE_CHECKING:
    from vestnik.scenarios.place import Place

LETTER = "letter"
"""Detail of an occurrence: what the variable is set to."""


class LetterEvent(Event):
    """Raised once the letter's last try is over, in a run of its own; the context is the record the letter came from.

    Without a context template it hears of every letter, also of those that belong to no record. Letters that such a run
    sends raise no events of this kind themselves, so that no notice answers a notice for ever.
    """

    connection: Annotated[
        SystemName | None,
        Text("Подключение", "Connection"),
        Help("Пусто — любое", "Empty: any"),
        Widget("sending_connection"),
    ] = None
    route: Annotated[
        SystemName | None,
        Text("Путь передачи данных", "Communication route"),
        Help("Пусто — любой", "Empty: any"),
        Widget("sending_route"),
    ] = None
    variable: Annotated[
        VariableName,
        Text("Имя переменной", "Variable name"),
        Help(
            "Письмо и ответ сервера: $$message->Text, $$message->Rejected",
            "The letter and the server's words: $$message->Text, $$message->Rejected",
        ),
    ] = "message"

    def matches(self, occurrence: Occurrence) -> bool:
        return all(
            wanted is None or wanted == occurrence.details.get(name)
            for name, wanted in (("connection", self.connection), ("route", self.route))
        )

    def variables(self, occurrence: Occurrence) -> Mapping[str, Value]:
        return {**occurrence.variables, self.variable: occurrence.details.get(LETTER)}

    def references(self) -> Iterator[tuple[str, str]]:
        yield from super().references()
        if self.connection:
            yield "connection", self.connection
        if self.route:
            yield "route", self.route

    def sets(self) -> Iterator[str]:
        yield self.variable

    def check(self, place: Place) -> None:
        if self.context_template:
            place.needs_template(self.context_template, "context_template")
        place.settable(self.variable, "variable")
        place.needs_sending(self.connection, self.route)
