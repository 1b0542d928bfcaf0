"""Exact numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Value, number, plain


class NumberAttribute(Attribute):
    """A number of at most 28 digits, exact."""

    label: ClassVar = Text("Число", "Number")
    about: ClassVar = Text("Точное число, не больше 28 цифр", "An exact number of at most 28 digits")
    index: ClassVar[IndexKind | None] = "number"

    data_type: Literal["number"] = "number"
    decimals: Annotated[
        int | None,
        Field(ge=0, le=6),
        Text("Знаков после запятой (пусто — как введено)", "Decimals (empty: as entered)"),
    ] = None
    group_digits: Annotated[bool, Text("Группировать разряды", "Group digits")] = True
    is_title: Annotated[bool, Text("Использовать как заголовок записей", "Use as the title of records")] = (
        False
    )
    unique: Annotated[bool, Text("Контролировать уникальность", "Keep unique")] = False

    def read_one(self, given: Any) -> Value:
        if isinstance(given, bool) or not isinstance(given, int | Decimal):
            raise self.unfit(Text("нужно число", "a number is needed"))
        try:
            return number(given)
        except Refused as error:
            raise self.unfit(error.message) from None

    def accepts(self, value: Value) -> bool:
        return isinstance(value, Decimal)

    def show(self, value: Value, language: Language, zone: ZoneInfo) -> str:
        if not isinstance(value, Decimal):
            return ""
        if self.decimals is not None:
            value = value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
            text = format(value, "f")
        else:
            text = plain(value)
        whole, _, fraction = text.partition(".")
        if self.group_digits:
            whole = format(int(whole), ",").replace(",", "\u00a0" if language == "ru" else ",")
            if text.startswith("-") and not whole.startswith("-"):
                whole = "-" + whole
        return whole + (("," if language == "ru" else ".") + fraction if fraction else "")
