"""A text, its language, and the place it stands in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from vestnik.expressions.diagnosis import ResultKind

ExpressionLanguage: TypeAlias = Literal["formula", "n3", "attribute"]
LANGUAGES: tuple[ExpressionLanguage, ...] = get_args(ExpressionLanguage)

PlaceKind: TypeAlias = Literal["value", "condition", "filter"]
PLACES: tuple[PlaceKind, ...] = get_args(PlaceKind)


@dataclass(frozen=True, slots=True)
class Source:
    """One expression.

    template: of the record in hand; None where it is not known. variables: names of scenario variables beside the
    system ones; None where any may be set. place: a *condition* is met by true alone; the *filter* of a table has no
    record in hand and its N3 gives `?item` (spec/n3.md 2). expected: the kind that the place takes, None for any.
    effects: whether the place lets N3 change variables and make documents.
    """

    language: ExpressionLanguage
    text: str
    template: str | None = None
    variables: Collection[str] | None = None
    place: PlaceKind = "value"
    expected: ResultKind | None = None
    effects: bool = False

    @property
    def takes(self) -> ResultKind | None:
        """The kind of result that the place takes."""
        if self.expected is None and self.place == "condition":
            return "boolean"
        return self.expected

    @property
    def has_input(self) -> bool:
        """Whether there is a record in hand."""
        return self.place != "filter"

    @property
    def output(self) -> str:
        """The variable that holds the results of an N3 text."""
        return "item" if self.place == "filter" and self.language == "n3" else "value"

    @property
    def may_change(self) -> bool:
        """Filters and conditions never change anything."""
        return self.effects and self.place == "value"
