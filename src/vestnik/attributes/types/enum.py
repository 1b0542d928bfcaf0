"""Value lists."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import did_you_mean, nearest
from vestnik.kernel.text import Choices, Text
from vestnik.kernel.types import Model
from vestnik.kernel.values import BadReference, Ref, Value


class Variant(Model):
    """One value of the list."""

    name: Annotated[SystemName, Text("Системное имя", "System name")]
    ru: Annotated[str, Field(min_length=1, max_length=255), Text("Название (RU)", "Title (RU)")]
    en: Annotated[str, Field(max_length=255), Text("Название (EN)", "Title (EN)")] = ""
    color: Annotated[str | None, Field(pattern=r"^#[0-9a-fA-F]{6}$"), Text("Цвет", "Colour")] = None
    icon: Annotated[str | None, Field(max_length=64), Text("Значок", "Icon")] = None


class EnumAttribute(Attribute):
    """One of a fixed list of values. A value may be given by system name or by id (`enum.7`)."""

    label: ClassVar = Text("Список значений", "Value list")
    about: ClassVar = Text("Одно значение из заданного списка", "One value of a fixed list")
    index: ClassVar[IndexKind | None] = "variant"
    kinds: ClassVar[tuple[str, ...]] = ("enum",)

    data_type: Literal["enum"] = "enum"
    variants: Annotated[
        tuple[Variant, ...], Field(min_length=1, max_length=1000), Text("Список значений", "Values")
    ]
    display: Annotated[
        Literal["text", "indicator", "badge"],
        Text("Формат отображения", "Display format"),
        Choices(
            text=Text("Текст", "Text"),
            indicator=Text("Индикатор", "Indicator"),
            badge=Text("Плашка", "Badge"),
        ),
    ] = "text"

    @field_validator("variants")
    @classmethod
    def _names_once(cls, variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
        names = [variant.name for variant in variants]
        if len(set(names)) != len(names):
            raise PydanticCustomError(
                "duplicate_name",
                "Two values have the same system name",
                {"ru": "У двух значений одно системное имя"},
            )
        return variants

    def read_one(self, given: Any) -> Value:
        """The id as a `Ref`, or the system name as text: the store, which knows the ids, resolves it."""
        names = [variant.name for variant in self.variants]
        if isinstance(given, str):
            if given in names:
                return given
            try:
                ref = Ref.parse(given)
            except BadReference:
                ref = None
            if ref is not None and ref.kind == "enum":
                return ref
        hint = did_you_mean(nearest(str(given)[:128], names))
        raise self.unfit(
            Text(
                f"нет значения «{str(given)[:80]}»; есть {', '.join(names[:10])}.{hint.ru}",
                f"no value '{str(given)[:80]}'; there are {', '.join(names[:10])}.{hint.en}",
            )
        )

    def accepts(self, value: Value) -> bool:
        if isinstance(value, str):
            return any(variant.name == value for variant in self.variants)
        return isinstance(value, Ref) and value.kind == "enum"
