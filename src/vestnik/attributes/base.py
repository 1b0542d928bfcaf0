"""What every attribute type has and does (spec/records.md 2)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Help, Language, Lines, Text, When, Widget
from vestnik.kernel.types import Type
from vestnik.kernel.values import Value

IndexKind = Literal["text", "number", "moment", "seconds", "boolean", "variant"]
"""The typed column of a single-valued attribute; references have none, they are rows of the link table."""

MAX_VALUES = 10_000
"""Most values of one multi-valued attribute."""


class ValueUnfit(Refused):
    code = "value_unfit"
    text = Text("Атрибут «{attribute}»: {why}", "Attribute '{attribute}': {why}")


class Attribute(Type):
    """Base of the attribute types."""

    index: ClassVar[IndexKind | None] = None
    kinds: ClassVar[tuple[str, ...]] = ()
    """Kinds of the objects that a reference may point to; empty for plain values."""
    may_be_multiple: ClassVar[bool] = False
    may_be_computed: ClassVar[bool] = True

    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(min_length=1, max_length=255), Text("Название", "Title")]
    data_type: str
    former_name: Annotated[
        SystemName | None,
        Text("Прежнее системное имя", "Former system name"),
        Help(
            "При переименовании: значения, хранимые под прежним именем, остаются",
            "When renaming: the values stored under the former name stay",
        ),
    ] = None
    description: Annotated[str, Field(max_length=4000), Text("Описание", "Description"), Lines(2)] = ""
    multiple: Annotated[bool, Text("Хранить несколько значений", "Hold several values")] = False
    required: Annotated[bool, Text("Обязательный", "Required")] = False
    log_changes: Annotated[bool, Text("Записывать изменения в журнал", "Log changes")] = False
    archived: Annotated[bool, Text("Архивирован", "Archived")] = False
    computed: Annotated[
        bool,
        Text("Вычислять автоматически", "Compute automatically"),
        Help(
            "Значение не хранится, а вычисляется при каждом чтении; прежние значения пропадут",
            "The value is not stored but computed at each reading; former values are lost",
        ),
    ] = False
    expression: Annotated[
        dict[Literal["attribute", "formula", "n3"], str] | None,
        Field(max_length=1, min_length=1),
        Text("Выражение", "Expression"),
        Help("Ровно один ключ: attribute, formula или n3", "Exactly one key: attribute, formula or n3"),
        When("computed", True),
        Widget("expression"),
    ] = None
    check_expression: Annotated[
        dict[Literal["attribute", "formula", "n3"], str] | None,
        Field(max_length=1, min_length=1),
        Text("Проверка значения", "Check of the value"),
        Help(
            "Ложь или пустое значение не даёт сохранить запись", "False or no value forbids saving the record"
        ),
        Widget("expression"),
    ] = None
    check_message: Annotated[
        str, Field(max_length=1000), Text("Сообщение об ошибке", "Error message"), When("check_expression")
    ] = ""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """A field that this type cannot use is not in its schema, so that no form offers it."""
        made = handler(schema)
        properties = handler.resolve_ref_schema(made)["properties"]
        unusable = {
            "multiple": not cls.may_be_multiple,
            "computed": not cls.may_be_computed,
            "expression": not cls.may_be_computed,
        }
        for name in (name for name, barred in unusable.items() if barred):
            del properties[name]
        return made

    @model_validator(mode="after")
    def _may_hold_several(self) -> Self:
        if self.multiple and not self.may_be_multiple:
            raise PydanticCustomError(
                "single_valued",
                "An attribute of type {type} holds one value",
                {"type": self.label.en, "ru": f"Атрибут типа «{self.label.ru}» хранит одно значение"},
            )
        return self

    @model_validator(mode="after")
    def _may_be_computed(self) -> Self:
        if self.computed == (self.expression is None):
            raise PydanticCustomError(
                "computed_expression",
                "A computed attribute has an expression, and only such a one",
                {"ru": "Выражение есть у вычисляемого атрибута и только у него"},
            )
        barred = ("required", "log_changes", "unique", "delete_linked", "two_way", "allowed")
        if self.computed and not self.may_be_computed:
            raise PydanticCustomError(
                "not_computable",
                "An attribute of type {type} cannot be computed",
                {"type": self.label.en, "ru": f"Атрибут типа «{self.label.ru}» не может вычисляться"},
            )
        for name in barred:
            if self.computed and getattr(self, name, None):
                raise PydanticCustomError(
                    "not_for_computed",
                    "What is computed is not stored, so '{name}' cannot apply",
                    {"name": name, "ru": f"Вычисляемое значение не хранится: «{name}» к нему неприменимо"},
                )
        return self

    def read(self, given: Any) -> Value:
        """A JSON value (spec/contract.md 1) as a value of this attribute; empty gives None or ().

        Raises:
            ValueUnfit: names the attribute and what it expects.
        """
        if given is None or given == "" or given == []:
            return () if self.multiple else None
        if not self.multiple:
            if isinstance(given, list):
                if len(given) != 1:
                    raise self.unfit(Text("допускает одно значение", "takes one value"))
                given = given[0]
            return self.read_one(given)
        items = given if isinstance(given, list) else [given]
        if len(items) > MAX_VALUES:
            raise self.unfit(Text(f"не больше {MAX_VALUES} значений", f"at most {MAX_VALUES} values"))
        return tuple(dict.fromkeys(self.read_one(item) for item in items))

    def read_one(self, given: Any) -> Value:
        """One JSON value as a value.

        Raises:
            ValueUnfit: it does not fit.
        """
        raise NotImplementedError

    def accepts(self, value: Value) -> bool:
        """Whether one computed value fits without conversion (spec/n3.md 4.6)."""
        raise NotImplementedError

    def fit(self, value: Value) -> Value:
        """A computed value made to fit: a list of one for a single value, and the other way round.

        Raises:
            ValueUnfit: wrong kind, or several values where one is held.
        """
        items = value if isinstance(value, tuple) else (() if value is None or value == "" else (value,))
        for item in items:
            if not self.accepts(item):
                raise self.unfit(
                    Text(
                        f"нужно значение типа «{self.label.ru}»", f"a value of type {self.label.en} is needed"
                    )
                )
        if self.multiple:
            return tuple(dict.fromkeys(items))
        if len(items) > 1:
            raise self.unfit(
                Text(
                    f"получено {len(items)} значений, нужно одно; возьмите FIRST() или once{{}}",
                    f"{len(items)} values where one is held; take FIRST() or once{{}}",
                )
            )
        return items[0] if items else None

    @property
    def reads_links(self) -> bool:
        """Whether the values point to objects that must exist; their rows are links, not a typed column."""
        return bool(self.kinds) and self.index is None and not self.computed

    @property
    def column(self) -> IndexKind | None:
        """The typed column that holds the value; none for references and for what is computed."""
        return None if self.computed else self.index

    def show(self, value: Value, language: Language, zone: ZoneInfo) -> str:
        """One value as people read it; references are shown by the title of what they point to, not here."""
        return "" if value is None else str(value)

    def unfit(self, why: Text) -> ValueUnfit:
        """The error about a value of this attribute."""
        return ValueUnfit(attribute=self.title, why=why, path=("values", self.name))
