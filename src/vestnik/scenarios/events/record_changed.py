"""Attributes of a record changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from vestnik.kernel.names import SystemName
from vestnik.kernel.text import Help, Text, Widget
from vestnik.kernel.values import as_list
from vestnik.scenarios.event import Event
from vestnik.scenarios.occurrence import Occurrence

if TYPE_CHECKING:
    from vestnik.scenarios.catalogue import Catalogue
    from vestnik.scenarios.place import Place


class RecordChanged(Event):
    """A write that leaves every value as it was raises nothing."""

    label: ClassVar = Text("Изменение записи", "Record changed")
    about: ClassVar = Text(
        "Изменились атрибуты записи; сохранение без изменений события не вызывает",
        "Attributes of a record changed; saving without a change raises nothing",
    )
    type: Literal["record_changed"] = "record_changed"
    attributes: Annotated[
        tuple[SystemName, ...],
        Text("Атрибуты", "Attributes"),
        Help("Пусто — любой атрибут", "Empty: any attribute"),
        Widget("attributes"),
    ] = ()

    def matches(self, occurrence: Occurrence) -> bool:
        changed = as_list(occurrence.details.get("attributes"))
        return not self.attributes or any(name in changed for name in self.attributes)

    def runs_in_save(self, catalogue: Catalogue) -> bool:
        return True

    def check(self, place: Place) -> None:
        super().check(place)
        for index, name in enumerate(self.attributes):
            place.needs_attribute(self.context_template, name, "attributes", index)
