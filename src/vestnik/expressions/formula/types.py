"""What is known of a value before it is computed: its kind, whether it may be a list, what a reference points to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from vestnik.expressions.diagnosis import ResultKind
from vestnik.expressions.objects import AttributeInfo, TemplateInfo
from vestnik.kernel.text import Text

Sort: TypeAlias = Literal["record", "account", "group", "document", "revision", "enum", "role"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points to. template: of records and accounts. attribute: the enum attribute that lists the value."""

    sort: Sort
    template: TemplateInfo | None = None
    attribute: AttributeInfo | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """kind: None when it is not known. many: the value may be a list of this kind."""

    kind: ResultKind | None = None
    many: bool = False
    target: Target | None = None

    def one(self) -> Type:
        """The type of an element."""
        return replace(self, many=False)

    def list(self) -> Type:
        """A list of such."""
        return replace(self, many=True)


ANY = Type()
ANY_LIST = Type(many=True)
TEXT = Type("text")
NUMBER = Type("number")
BOOLEAN = Type("boolean")
DATETIME = Type("datetime")
DURATION = Type("duration")
REFERENCE = Type("reference")

ACCOUNT = Type("reference", target=Target("account"))
GROUP = Type("reference", target=Target("group"))
DOCUMENT = Type("reference", target=Target("document"))
REVISION = Type("reference", target=Target("revision"))

OF_LETTER: dict[str, Type] = {
    "T": TEXT,
    "N": NUMBER,
    "B": BOOLEAN,
    "D": DATETIME,
    "P": DURATION,
    "R": REFERENCE,
    "L": ANY_LIST,
    "X": ANY,
}
"""The kinds' letters in the signatures of functions (spec/formula.md 7)."""

LETTER: dict[ResultKind, str] = {
    "text": "T",
    "number": "N",
    "boolean": "B",
    "datetime": "D",
    "duration": "P",
    "reference": "R",
    "object": "O",
}

NAMES: dict[str, Text] = {
    "T": Text("текст", "text"),
    "N": Text("число", "number"),
    "B": Text("логическое", "boolean"),
    "D": Text("дата и время", "date-time"),
    "P": Text("длительность", "duration"),
    "R": Text("ссылка", "reference"),
    "L": Text("список", "list"),
    "O": Text("объект", "object"),
    "X": Text("любое значение", "any value"),
}
"""The kinds in words."""


def common(*types: Type) -> Type:
    """The type of a value that is one of several."""
    first, *rest = types
    return Type(
        first.kind if all(found.kind == first.kind for found in rest) else None,
        any(found.many for found in types),
        first.target if all(found.target == first.target for found in rest) else None,
    )


def kinds_in_words(letters: str) -> Text:
    """`NPD` as «число, длительность или дата и время»."""
    names = [NAMES[letter] for letter in letters]
    if len(names) == 1:
        return names[0]
    *head, last = names
    return Text(
        f"{', '.join(name.ru for name in head)} или {last.ru}",
        f"{', '.join(name.en for name in head)} or {last.en}",
    )
