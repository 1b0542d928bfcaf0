"""What a button does: the base of the operations and what one is given (spec/records.md 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import SerializerFunctionWrapHandler, model_serializer

from vestnik.kernel.problem import Problem, Refused
from vestnik.kernel.text import Text
from vestnik.kernel.types import Type
from vestnik.kernel.values import Ref, Value

if TYPE_CHECKING:
    from vestnik.records.schema import SqlSchema
    from vestnik.records.store import Records


class NoRecord(Refused):
    code = "no_record"
    text = Text("Кнопке нужна запись", "The button needs a record")


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button.

    records: writes as the person who presses. template: whose button it is. record: the one in hand, None for a button
    that creates. values: what the form holds unsaved. expected_version: the one that the form shows.
    """

    records: Records
    template: str
    record: Ref | None
    values: Mapping[str, Value] = field(default_factory=dict)
    expected_version: int | None = None

    def needed(self) -> Ref:
        """The record in hand.

        Raises:
            NoRecord: there is none.
        """
        if self.record is None:
            raise NoRecord
        return self.record


class Operation(Type):
    """Base of the operations. One without properties of its own is written as its bare name."""

    needs_record: ClassVar[bool] = True
    """Whether it works on a record that exists."""
    saves: ClassVar[bool] = True
    """Whether unsaved values of the form are written first."""
    takes_form: ClassVar[bool] = False
    """Whether it writes what the form holds by itself."""
    fires_event: ClassVar[bool] = True
    """Whether «Button clicked» happens: with all but the creation of a record."""
    makes_file: ClassVar[bool] = False
    """Whether there is a file to fetch after the press."""

    type: str

    @model_serializer(mode="wrap")
    def _bare_name(self, handler: SerializerFunctionWrapHandler) -> Any:
        written = handler(self)
        return written["type"] if len(written) == 1 else written

    def run(self, press: Press) -> Ref | None:
        """Do it.

        Returns:
            The record to show afterwards, None where the one in hand is gone.
        """
        raise NotImplementedError

    def check(self, template: str, schema: SqlSchema) -> Iterator[Problem]:
        """What of the operation's own properties does not fit the templates."""
        yield from ()

    def references(self) -> Iterator[tuple[str, str]]:
        """(template, attribute) that it names; the attribute may be empty."""
        yield from ()
