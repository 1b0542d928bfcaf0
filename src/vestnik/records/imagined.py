"""A record as it would be with values that nobody has saved, for expressions that a form asks for while it is filled in.

Nothing is written: for the length of a block the identity map of the transaction shows the record so. What an expression
looks up from the other end, such as all records that refer to an account, is as it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from vestnik.kernel.problem import Invalid, Refused
from vestnik.kernel.values import Ref, Value, as_list
from vestnik.records.loading import identity_map
from vestnik.records.record import Record
from vestnik.records.schema import Shape
from vestnik.storage.transaction import Transaction

if TYPE_CHECKING:
    from vestnik.records.store import Records

UNSAVED = Ref("rec", 0)
"""Stands for a record that is not made yet; no record has this number."""

_UPLOADED = Ref("doc", 0)
"""Stands for a file that was sent and belongs to no document yet."""


@contextmanager
def imagine(
    tx: Transaction,
    shape: Shape,
    before: Record | None,
    values: Mapping[str, Value],
    creator: Ref,
    now: datetime,
) -> Iterator[Ref]:
    """Show a record with other values until the block ends.

    before: the record as it is stored, None for a new one; then `creator` and `now` are its beginning.
    """
    empty = {name: () if bound.model.multiple else None for name, bound in shape.attributes.items()}
    one = before or Record(UNSAVED, shape.name, 0, empty, creator, now, now, archived=False)
    held = identity_map(tx)
    held[one.ref.number] = replace(one, values={**one.values, **values})
    try:
        yield one.ref
    finally:
        held[one.ref.number] = before


def unsaved(records: Records, template: str, given: Mapping[str, Any]) -> dict[str, Value]:
    """What a form holds, as JSON, as values; what is not finished or wrong is left out, and uploads stay uploads."""
    values: dict[str, Value] = {}
    for name, raw in given.items():
        items = raw if isinstance(raw, list) else [raw]
        kept = [item for item in items if not isinstance(item, dict)] if raw else raw
        try:
            fitted = records.fit(template, records.read(template, {name: kept}))
        except (Invalid, Refused):
            continue
        sent = len(items) - len(kept) if isinstance(kept, list) else 0
        values[name] = (*as_list(fitted[name]), *[_UPLOADED] * sent) if sent else fitted[name]
    return values
