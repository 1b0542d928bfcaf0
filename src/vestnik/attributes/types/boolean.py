"""Yes or no."""

from __future__ import annotations

from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Value

_SHOWN = {True: Text("Да", "Yes"), False: Text("Нет", "No")}


class BooleanAttribute(Attribute):
    """True, false or not set."""

    label: ClassVar = Text("Логический", "Boolean")
    about: ClassVar = Text("Да, нет или не задано", "Yes, no, or not set")
    index: ClassVar[IndexKind | None] = "boolean"

    data_type: Literal["boolean"] = "boolean"

    def read_one(self, given: Any) -> Value:
        if not isinstance(given, bool):
            raise self.unfit(Text("нужно true или false", "true or false is needed"))
        return given

    def accepts(self, value: Value) -> bool:
        return isinstance(value, bool)

    def show(self, value: Value, language: Language, zone: ZoneInfo) -> str:
        return _SHOWN[value].of(language) if isinstance(value, bool) else ""
