"""Text."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

import re2
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.text import Choices, Help, Text, When
from vestnik.kernel.values import Value

MAX_LENGTH = 1_000_000

Display = Literal[
    "plain",
    "html",
    "formatted",
    "phone",
    "email",
    "passport",
    "postcode",
    "inn",
    "ogrn",
    "vehicle_plate",
    "mask",
]

DISPLAYS: dict[str, Text] = {
    "plain": Text("Простой текст", "Plain text"),
    "html": Text("HTML-разметка", "HTML"),
    "formatted": Text("Форматированный текст", "Formatted text"),
}

MASK_LABELS: dict[str, Text] = {
    "phone": Text("Телефон РФ", "Russian phone number"),
    "email": Text("Адрес эл. почты", "E-mail address"),
    "passport": Text("Паспорт РФ", "Russian passport"),
    "postcode": Text("Индекс", "Postcode"),
    "inn": Text("ИНН", "Taxpayer number (INN)"),
    "ogrn": Text("ОГРН", "Company number (OGRN)"),
    "vehicle_plate": Text("Номер автомобиля", "Vehicle plate"),
    "mask": Text("Своя маска", "Own mask"),
}

_PLATE = "[АВЕКМНОРСТУХ]"
_MASKS = {
    "phone": r"(\+7|8)[ (-]*\d{3}[ )-]*\d{3}[ -]*\d{2}[ -]*\d{2}",
    "email": r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+",
    "passport": r"\d{2} ?\d{2} ?\d{6}",
    "postcode": r"\d{6}",
    "inn": r"\d{10}|\d{12}",
    "ogrn": r"\d{13}|\d{15}",
    "vehicle_plate": rf"{_PLATE}\d{{3}}{_PLATE}{{2}} ?\d{{2,3}}",
}


class TextAttribute(Attribute):
    """Text of any length up to 1,000,000 characters."""

    label: ClassVar = Text("Текст", "Text")
    about: ClassVar = Text(
        "Текст до 1 000 000 символов, по желанию с маской",
        "Text of up to 1,000,000 characters, with a mask if wanted",
    )
    index: ClassVar[IndexKind | None] = "text"

    data_type: Literal["text"] = "text"
    display: Annotated[
        Display, Text("Формат отображения", "Display format"), Choices(DISPLAYS | MASK_LABELS)
    ] = "plain"
    mask: Annotated[
        str,
        Field(max_length=1000),
        Text("Маска", "Mask"),
        Help(
            "Регулярное выражение, которому соответствует весь текст",
            "A regular expression for the whole text",
        ),
        When("display", "mask"),
    ] = ""
    max_length: Annotated[int, Field(ge=1, le=MAX_LENGTH), Text("Наибольшая длина", "Greatest length")] = (
        MAX_LENGTH
    )
    is_title: Annotated[bool, Text("Использовать как заголовок записей", "Use as the title of records")] = (
        False
    )
    unique: Annotated[bool, Text("Контролировать уникальность", "Keep unique")] = False
    searchable: Annotated[bool, Text("Использовать для поиска записей", "Use for searching records")] = True

    @model_validator(mode="after")
    def _mask_is_a_pattern(self) -> Self:
        if self.display == "mask":
            try:
                re2.compile(self.mask)
            except re2.error:
                raise PydanticCustomError(
                    "bad_mask", "The mask is no regular expression", {"ru": "Маска — не регулярное выражение"}
                ) from None
        return self

    def read_one(self, given: Any) -> Value:
        if not isinstance(given, str):
            raise self.unfit(Text("нужен текст", "a text is needed"))
        if len(given) > self.max_length:
            raise self.unfit(
                Text(f"не длиннее {self.max_length} символов", f"at most {self.max_length} characters")
            )
        if "\x00" in given:
            raise self.unfit(Text("текст содержит нулевой символ", "the text contains a null character"))
        if not self._matches(given):
            raise self.unfit(
                Text("нужно значение вида «{wanted}»", "a value of the form '{wanted}' is needed").format(
                    wanted=self.mask if self.display == "mask" else MASK_LABELS[self.display]
                )
            )
        return given

    def accepts(self, value: Value) -> bool:
        fits = isinstance(value, str) and len(value) <= self.max_length and "\x00" not in value
        return fits and self._matches(str(value))

    def _matches(self, text: str) -> bool:
        pattern = self.mask if self.display == "mask" else _MASKS.get(self.display)
        return pattern is None or re2.fullmatch(pattern, text) is not None
