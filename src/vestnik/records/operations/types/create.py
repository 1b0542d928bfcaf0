"""Make a record."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Operation, Press


class Create(Operation):
    """A new record of the button's template, with what the form holds. The only operation without an event."""

    label: ClassVar = Text("Создать", "Create")
    about: ClassVar = Text(
        "Новая запись шаблона с тем, что введено в форму; события «Нажатие кнопки» нет",
        "A new record with what the form holds; raises no 'Button clicked'",
    )
    needs_record: ClassVar[bool] = False
    saves: ClassVar[bool] = False
    takes_form: ClassVar[bool] = True
    fires_event: ClassVar[bool] = False
    type: Literal["create"] = "create"

    def run(self, press: Press) -> Ref | None:
        return press.records.create(press.template, press.values)
