"""System names: what they may be, and how one is made from a title (spec/records.md 1)."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text

_NAME = re.compile(r"[A-Za-zА-Яа-яЁё_][A-Za-zА-Яа-яЁё0-9_]{0,127}")

_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "sch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
) | {"ё": "e"}


class BadName(Refused):
    code = "bad_name"
    text = Text(
        "«{given}» не годится как системное имя: буквы, цифры и «_», не с цифры; например {suggested}",
        "'{given}' cannot be a system name: letters, digits and '_', not beginning with a digit; such as {suggested}",
    )


def system_name(title: str) -> str:
    """Make a system name of a title: «Эл. письма» gives `Elpisma`.

    Letters and digits only, their case kept, the first letter capitalised; empty when nothing remains.
    """
    made = "".join(_latin(char) for char in title)
    made = re.sub(r"[^A-Za-z0-9]", "", made).lstrip("0123456789")
    return made[:1].upper() + made[1:128]


def is_system_name(name: str) -> bool:
    """Whether the text may be a system name: Latin or Cyrillic letters, digits, `_`; at most 128."""
    return _NAME.fullmatch(name) is not None


def _latin(char: str) -> str:
    lower = char.lower()
    if lower not in _LATIN:
        return char
    latin = _LATIN[lower]
    return latin if char == lower else latin[:1].upper() + latin[1:]


def _checked(name: str) -> str:
    if not is_system_name(name):
        raise ValueError(str(BadName(given=name[:80], suggested=system_name(name) or "Name").message))
    return name


SystemName = Annotated[
    str,
    AfterValidator(_checked),
    WithJsonSchema({"type": "string", "format": "system-name", "maxLength": 128}),
]
"""A pydantic field that holds a system name."""
