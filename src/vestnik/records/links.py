"""References between records: who refers to what goes, and the other ends of two-way links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from vestnik.kernel.values import Ref, Value, as_list
from vestnik.records.record import Record
from vestnik.records.schema import BoundAttribute, Shape, SqlSchema
from vestnik.storage.tables.records import link
from vestnik.storage.transaction import Transaction

Load = Callable[[Iterable[Ref]], Mapping[Ref, Record]]


def referrers(tx: Transaction, targets: Sequence[Ref]) -> dict[Ref, list[int]]:
    """Records that refer to any of these, with the attributes through which they do."""
    query = select(link.c.source, link.c.attribute).distinct()
    found: dict[Ref, list[int]] = {}
    for row in tx.execute(query.where(link.c.target.in_([ref.number for ref in targets]))):
        found.setdefault(Ref("rec", row.source), []).append(row.attribute)
    return found


class Mirror:
    """Keeps both ends of two-way links alike: a write at one end is followed by one at the other.

    The write that follows has this one as its own other end, where nothing differs any more; so it ends by itself.
    """

    def __init__(self, schema: SqlSchema, load: Load) -> None:
        self._schema, self._load = schema, load

    def effects(
        self, shape: Shape, before: Record | None, after: Record, changed: Iterable[str]
    ) -> Iterator[tuple[Record, Mapping[str, Value]]]:
        """What the other ends have to become: records as they are now, and their new values."""
        for name in sorted(changed):
            bound = shape.attributes.get(name)
            back = self._schema.counterpart(bound.id) if bound else None
            if back is None:
                continue
            old = _refs(before.values[name] if before else None)
            new = _refs(after.values[name])
            yield from self._at(old - new, back, lambda held: tuple(r for r in held if r != after.ref))
            yield from self._at(new - old, back, lambda held: (*held, after.ref))

    def _at(
        self,
        targets: set[Ref],
        back: BoundAttribute,
        become: Callable[[tuple[Value, ...]], tuple[Value, ...]],
    ) -> Iterator[tuple[Record, Mapping[str, Value]]]:
        for target in sorted(targets):
            if one := self._load([target]).get(target):
                values = tuple(dict.fromkeys(become(as_list(one.values[back.name]))))
                single = values[-1] if values else None
                yield one, {back.name: values if back.model.multiple else single}


def _refs(value: Value) -> set[Ref]:
    return {ref for ref in as_list(value) if isinstance(ref, Ref)}
