"""Save the form."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.operations.base import Operation, Press


class Save(Operation):
    """Writes what the form holds, also where «save after» is off: saving is what this button is for."""

    label: ClassVar = Text("Сохранить", "Save")
    about: ClassVar = Text(
        "Записывает введённое в форму; сценарий кнопки может это запретить",
        "Writes what the form holds; a scenario of the button may veto it",
    )
    saves: ClassVar[bool] = False
    takes_form: ClassVar[bool] = True
    type: Literal["save"] = "save"

    def run(self, press: Press) -> Ref | None:
        press.records.change(press.needed(), press.values, press.expected_version)
        return press.record
