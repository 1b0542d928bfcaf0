"""A value that a builder declares: a constant, an attribute's path, a formula or an N3 text (spec/contract.md 2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import ConfigDict, Field, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from vestnik.kernel.text import Text, Widget
from vestnik.kernel.types import Model
from vestnik.kernel.values import Value, number

Kind: TypeAlias = Literal["value", "attribute", "formula", "n3"]
KINDS: tuple[Kind, ...] = ("value", "attribute", "formula", "n3")

MAX_TEXT = 65_536
"""Characters of one formula or N3 text; the longest of the reference's own pages has 4,000."""

Source: TypeAlias = Annotated[str | None, Field(min_length=1, max_length=MAX_TEXT)]


class Expression(Model):
    """Exactly one of the four keys. A bare scalar stands for `{value: …}`.

    `attribute` is a path from the current record: `Vlozhenie`, `Poluchatel->mbox`. `formula` sees `$` and `$$`
    (spec/formula.md), `n3` gets the record as `?item` and gives `?value` (spec/n3.md 2).
    """

    model_config = ConfigDict(json_schema_extra={"x-widget": "expression"})

    value: Annotated[Any, Text("Значение", "Constant")] = None
    attribute: Annotated[Source, Text("Атрибут", "Attribute"), Widget("attribute_path")] = None
    formula: Annotated[Source, Text("Формула", "Formula"), Widget("formula")] = None
    n3: Annotated[Source, Text("N3", "N3"), Widget("n3")] = None

    @model_validator(mode="before")
    @classmethod
    def _bare_scalar(cls, given: Any) -> Any:
        if given is None or isinstance(given, (str, int, float, Decimal)):
            return {"value": given}
        return given

    @model_validator(mode="after")
    def _one_key(self) -> Expression:
        given = sorted(self.model_fields_set)
        if not given:
            raise PydanticCustomError(
                "expression_empty",
                "Give a value: an attribute, a formula, an N3 text or a constant",
                {"ru": "Задайте значение: атрибут, формулу, N3 или константу"},
            )
        if len(given) != 1 or (given != ["value"] and getattr(self, given[0]) is None):
            keys = ", ".join(KINDS)
            raise PydanticCustomError(
                "one_key",
                f"An expression has exactly one of the keys {keys}",
                {"ru": f"У выражения ровно один из ключей {keys}"},
            )
        return self

    @model_serializer
    def _only_the_key(self) -> dict[str, Any]:
        return {self.kind: getattr(self, self.kind)}

    @cached_property
    def kind(self) -> Kind:
        """Which of the four keys is given."""
        return next(kind for kind in KINDS if kind in self.model_fields_set)

    @cached_property
    def text(self) -> str:
        """The source text of an attribute path, a formula or an N3 text."""
        return str(getattr(self, self.kind))


def constant(given: Any) -> Value:
    """A constant as it stands in JSON or YAML, as a value: numbers exact, lists flat tuples, objects mappings.

    Raises:
        BadNumber: a number of more than 28 digits.
    """
    if isinstance(given, bool) or given is None or isinstance(given, str):
        return given
    if isinstance(given, (int, Decimal)):
        return number(given)
    if isinstance(given, float):
        return number(repr(given))
    if isinstance(given, Mapping):
        return {str(name): constant(item) for name, item in given.items()}
    flat: list[Value] = []
    for item in given:
        value = constant(item)
        flat.extend(value if isinstance(value, tuple) else (value,))
    return tuple(flat)
