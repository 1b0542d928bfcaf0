"""A button of a record's form or table was pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Text, Widget
from vestnik.scenarios.event import Event
from vestnik.scenarios.occurrence import Occurrence

if TYPE_CHECKING:
    from vestnik.scenarios.catalogue import Catalogue
    from vestnik.scenarios.place import Place


class ButtonClicked(Event):
    """Any button but one that creates a record raises it, after its own operation (spec/records.md 6)."""

    label: ClassVar = Text("Нажатие кнопки", "Button clicked")
    about: ClassVar = Text(
        "Нажата кнопка записи — любая, кроме создающей; для нескольких выбранных записей сценарий выполняется отдельно для каждой",
        "A button of a record was pressed, any but one that creates; for several selected records the scenario runs separately for each",
    )
    type: Literal["button_clicked"] = "button_clicked"
    button: Annotated[SystemName | None, Text("Кнопка", "Button"), Widget("button")] = None

    def matches(self, occurrence: Occurrence) -> bool:
        return occurrence.details.get("button") == self.button

    def asking_button(self) -> str | None:
        return self.button

    def runs_in_save(self, catalogue: Catalogue) -> bool:
        return catalogue.buttons(self.context_template or "").get(self.button or "") == "save"

    def check(self, place: Place) -> None:
        super().check(place)
        place.needs_button(self.context_template, self.button, "button")
