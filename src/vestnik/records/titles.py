"""What stands for a record where people see it: in lists, links, letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from zoneinfo import ZoneInfo

from vestnik.kernel.text import Language
from vestnik.kernel.values import Ref, Value, as_list, is_empty
from vestnik.records.accounts import Accounts
from vestnik.records.record import Record
from vestnik.records.schema import SqlSchema

DEEPEST = 3
"""A title may be a link to another record, whose title is one too; then the number stands for the last."""

SHOWN_LENGTH = 255


class Titles:
    """Titles of many records with few queries."""

    def __init__(
        self,
        load: Callable[[Iterable[Ref]], Mapping[Ref, Record]],
        accounts: Accounts,
        schema: SqlSchema,
    ) -> None:
        self._load, self._accounts, self._schema = load, accounts, schema

    def of(
        self, refs: Iterable[Ref], language: Language, zone: ZoneInfo, depth: int = DEEPEST
    ) -> dict[Ref, str]:
        """Titles of those records that exist."""
        found = self._load(refs)
        values = {ref: self._value(one) for ref, one in found.items()}
        linked = [ref for value in values.values() for ref in as_list(value) if isinstance(ref, Ref)]
        names = {ref: account.name for ref, account in self._accounts.many(linked).items()}
        records = [ref for ref in linked if ref.kind == "rec"]
        if records and depth:
            names |= self.of(records, language, zone, depth - 1)
        titles: dict[Ref, str] = {}
        for ref, one in found.items():
            attribute = self._schema.shape(one.template).model.title_attribute
            shown = [
                names.get(value, str(value.number))
                if isinstance(value, Ref)
                else attribute.show(value, language, zone)
                for value in as_list(values[ref])
                if attribute and not is_empty(value)
            ]
            titles[ref] = ", ".join(shown)[:SHOWN_LENGTH] or str(ref.number)
        return titles

    def _value(self, one: Record) -> Value:
        attribute = self._schema.shape(one.template).model.title_attribute
        return one.values[attribute.name] if attribute else None
