"""Lengths of time."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.durations import BadDuration, parse_duration
from vestnik.kernel.text import Choices, Language, Text
from vestnik.kernel.values import Value

_UNITS = (Text("д", "d"), Text("ч", "h"), Text("м", "m"), Text("с", "s"))


class DurationAttribute(Attribute):
    """A fixed length of time."""

    label: ClassVar = Text("Длительность", "Duration")
    about: ClassVar = Text(
        "Длительность в днях по 24 или 8 часов, часах, минутах и секундах",
        "A length of time in days of 24 or 8 hours, hours, minutes and seconds",
    )
    index: ClassVar[IndexKind | None] = "seconds"

    data_type: Literal["duration"] = "duration"
    day: Annotated[
        Literal["24", "8"],
        Text("Длина дня", "Length of a day"),
        Choices({"24": Text("24 часа", "24 hours"), "8": Text("8 часов", "8 hours")}),
    ] = "24"
    is_title: Annotated[bool, Text("Использовать как заголовок записей", "Use as the title of records")] = (
        False
    )

    def read_one(self, given: Any) -> Value:
        if not isinstance(given, str):
            raise self.unfit(Text("нужна длительность ISO 8601", "an ISO 8601 duration is needed"))
        try:
            return parse_duration(given)
        except BadDuration as error:
            raise self.unfit(error.message) from None

    def accepts(self, value: Value) -> bool:
        return isinstance(value, timedelta)

    def show(self, value: Value, language: Language, zone: ZoneInfo) -> str:
        if not isinstance(value, timedelta):
            return ""
        seconds = int(abs(value).total_seconds())
        parts = []
        for length, unit in zip((int(self.day) * 3600, 3600, 60, 1), _UNITS, strict=True):
            amount, seconds = divmod(seconds, length)
            if amount:
                parts.append(f"{amount} {unit.of(language)}")
        shown = " ".join(parts) or f"0 {_UNITS[2].of(language)}"
        return f"−{shown}" if value < timedelta(0) else shown
