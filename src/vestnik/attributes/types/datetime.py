"""Moments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.text import Choices, Language, Text
from vestnik.kernel.values import Value


class DateTimeAttribute(Attribute):
    """A moment, stored in UTC, shown in the viewer's zone."""

    label: ClassVar = Text("Дата и время", "Date and time")
    about: ClassVar = Text(
        "Момент времени: хранится в UTC, показывается в часовом поясе читателя",
        "A moment: stored in UTC, shown in the reader's time zone",
    )
    index: ClassVar[IndexKind | None] = "moment"

    data_type: Literal["datetime"] = "datetime"
    display: Annotated[
        Literal["datetime", "date"],
        Text("Формат отображения", "Display format"),
        Choices(datetime=Text("Дата и время", "Date and time"), date=Text("Дата", "Date")),
    ] = "datetime"
    is_title: Annotated[bool, Text("Использовать как заголовок записей", "Use as the title of records")] = (
        False
    )

    def read_one(self, given: Any) -> Value:
        refusal = self.unfit(
            Text(
                "нужны дата и время ISO 8601 со смещением, например 2025-03-12T18:00:00+03:00",
                "an ISO 8601 date and time with offset is needed, such as 2025-03-12T18:00:00+03:00",
            )
        )
        if not isinstance(given, str):
            raise refusal
        try:
            moment = datetime.fromisoformat(given)
            if moment.tzinfo is None:
                raise refusal
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise refusal from None

    def accepts(self, value: Value) -> bool:
        return isinstance(value, datetime)

    def show(self, value: Value, language: Language, zone: ZoneInfo) -> str:
        if not isinstance(value, datetime):
            return ""
        return value.astimezone(zone).strftime("%d.%m.%Y" if self.display == "date" else "%d.%m.%Y %H:%M")
