"""A record came into being: by a form, a scenario, an import or a received letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.scenarios.event import Event

if TYPE_CHECKING:
    from vestnik.scenarios.catalogue import Catalogue


class RecordCreated(Event):
    """Told when the record is whole: a record that an action makes, after the actions inside have filled it."""

    label: ClassVar = Text("Создание записи", "Record created")
    about: ClassVar = Text("Запись создана и заполнена", "A record was made and filled")
    type: Literal["record_created"] = "record_created"

    def runs_in_save(self, catalogue: Catalogue) -> bool:
        return True
