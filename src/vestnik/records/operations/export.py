"""Base of the operations whose result is a spreadsheet: which attributes are its columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Problem, did_you_mean, nearest
from vestnik.kernel.text import Help, Text, Widget
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Operation, Press

if TYPE_CHECKING:
    from vestnik.records.schema import BoundAttribute, Shape, SqlSchema

_UNKNOWN = Text(
    "В шаблоне «{template}» нет атрибута «{name}».{hint}",
    "The template '{template}' has no attribute '{name}'.{hint}",
)


class ExportOperation(Operation):
    """Changes nothing itself: the file is made when it is fetched, as the one who fetches it sees the records."""

    makes_file: ClassVar[bool] = True
    columns: Annotated[
        tuple[SystemName, ...],
        Field(max_length=500),
        Text("Столбцы", "Columns"),
        Help("Атрибуты в нужном порядке; пусто: все", "Attributes in their order; none: all"),
        Widget("attributes"),
    ] = ()

    def run(self, press: Press) -> Ref | None:
        return press.record

    def check(self, template: str, schema: SqlSchema) -> Iterator[Problem]:
        known = schema.shape(template).attributes
        for index, name in enumerate(self.columns):
            if name not in known:
                suggestion = nearest(name, known)
                message = _UNKNOWN.format(template=template, name=name, hint=did_you_mean(suggestion))
                yield Problem("unknown_attribute", message, ("columns", index), suggestion=suggestion)

    def chosen(self, shape: Shape) -> list[BoundAttribute]:
        """The attributes that are columns."""
        names = self.columns or tuple(shape.attributes)
        return [shape.attributes[name] for name in names if name in shape.attributes]
