"""Make a record that the one in hand links to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Problem, did_you_mean, nearest
from vestnik.kernel.text import Text, Widget
from vestnik.kernel.values import Ref, as_list
from vestnik.records.operations.base import Operation, Press

if TYPE_CHECKING:
    from vestnik.records.schema import SqlSchema

_UNKNOWN = Text(
    "В шаблоне «{template}» нет атрибута типа «Запись» «{name}».{hint}",
    "The template '{template}' has no record attribute '{name}'.{hint}",
)


class CreateRelated(Operation):
    """The new record is put into the attribute: added to several, in place of a single one."""

    label: ClassVar = Text("Создать связанную запись", "Create related record")
    about: ClassVar = Text(
        "Новая запись связанного шаблона; ссылка на неё попадает в атрибут",
        "A new record of the linked template; the reference to it goes into the attribute",
    )
    type: Literal["create_related"] = "create_related"
    attribute: Annotated[
        SystemName, Text("Атрибут со ссылкой", "Attribute that links to it"), Widget("attribute")
    ]

    def check(self, template: str, schema: SqlSchema) -> Iterator[Problem]:
        shape = schema.shape(template)
        links = [name for name, bound in shape.attributes.items() if bound.info.data_type == "record"]
        if self.attribute not in links:
            suggestion = nearest(self.attribute, links)
            message = _UNKNOWN.format(template=template, name=self.attribute, hint=did_you_mean(suggestion))
            yield Problem("unknown_attribute", message, ("attribute",), suggestion=suggestion)

    def run(self, press: Press) -> Ref | None:
        source = press.needed()
        bound = press.records.schema.shape(press.template).attribute(self.attribute)
        assert bound.info.target is not None
        made = press.records.create(bound.info.target, {})
        held = press.records.get(source).values[self.attribute] if bound.info.multiple else ()
        # A two-way link may have put it there already.
        linked = (*(ref for ref in as_list(held) if ref != made), made)
        press.records.change(source, {self.attribute: linked if bound.info.multiple else made})
        return made
