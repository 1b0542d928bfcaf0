"""Records as one transaction and actor reads and writes them: the one place through which every write goes.

A write keeps the row, the typed row, links, unique values, search text and journal together, and is told to whoever asked
(`on_event`), which is how scenarios hear of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, require
from vestnik.expressions.faults import ExpressionFault
from vestnik.kernel.clock import Clock
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list, dump, is_empty, is_true, load
from vestnik.records import derived
from vestnik.records.accounts import Accounts, account_of
from vestnik.records.choices import expression_of, refused_choices
from vestnik.records.documents import Documents
from vestnik.records.fitting import Fitting
from vestnik.records.imagined import imagine
from vestnik.records.index_table import column_name
from vestnik.records.links import Mirror, referrers
from vestnik.records.listing import Listing, RecordList
from vestnik.records.loading import batches, identity_map, load_records
from vestnik.records.record import (
    Change,
    CheckFailed,
    JournalEntry,
    Record,
    RecordEvent,
    RecordMissing,
    RecordStale,
)
from vestnik.records.schema import BoundAttribute, Shape, SqlSchema
from vestnik.records.titles import Titles
from vestnik.storage.paging import Page
from vestnik.storage.tables.records import link, record, record_journal, record_text, unique_value
from vestnik.storage.transaction import Conflict, Transaction

Whole = Callable[[Iterable[Record]], list[Record]]
"""Records with the values of their computed attributes."""

Evaluate = Callable[[str, Ref, Mapping[str, str]], Value]
"""What an expression gives for a record: (template, record, `{formula: …}`)."""

RowsOf = Callable[[Iterable[BoundAttribute], int, Mapping[str, Value]], Sequence[Mapping[str, Any]]]

ARCHIVED = "_isDisabled"

UTC = ZoneInfo("UTC")

_NEEDED = Text("нужно значение", "a value is needed")


class Records:
    """Records as one transaction and actor sees and writes them.

    on_event: told of each write, after it. evaluate: what checks, filters and conditions give; None where they are not
    looked at. deferred: required values, checks and filters are looked at in `check_pending` only: a scenario makes a
    record first and fills it afterwards. whole: computes; without it computed attributes have no value.
    """

    def __init__(
        self,
        tx: Transaction,
        actor: Actor,
        clock: Clock,
        *,
        on_event: Callable[[RecordEvent], None] = lambda event: None,
        evaluate: Evaluate | None = None,
        deferred: bool = False,
        whole: Whole = list,
    ) -> None:
        require(actor, Right.USE)
        self._tx, self._actor, self._clock = tx, actor, clock
        self._on_event, self._evaluate, self._deferred, self._whole = on_event, evaluate, deferred, whole
        self._checks = True
        self._pending: dict[Ref, frozenset[str]] = {}
        self.schema = SqlSchema.of(tx)

    def without_checks(self) -> Records:
        """The same without required values and check expressions (a button that skips checks)."""
        other = Records(self._tx, self._actor, self._clock, on_event=self._on_event)
        other._checks = False
        return other

    # Reading

    def get(self, ref: Ref) -> Record:
        """One record.

        Raises:
            RecordMissing: there is none of that id.
        """
        found = self.many([ref])
        if ref not in found:
            raise RecordMissing(what=ref)
        return found[ref]

    def many(self, refs: Iterable[Ref]) -> dict[Ref, Record]:
        """Several records at once; those that do not exist are left out."""
        wanted = [ref for ref in refs if ref.kind == "rec"]
        load_records(self._tx, self.schema, [ref.number for ref in wanted])
        held = identity_map(self._tx)
        return {ref: found for ref in wanted if (found := held.get(ref.number))}

    def whole(self, records: Iterable[Record]) -> Sequence[Record]:
        """The records with the values of their computed attributes."""
        return self._whole(records)

    def holds(self, template: str, ref: Ref, expression: Mapping[str, str]) -> bool:
        """Whether a condition is true for a record: true and nothing else, a fault is not."""
        return self._evaluate is None or is_true(self.result(template, ref, expression))

    def result(self, template: str, ref: Ref, expression: Mapping[str, str]) -> Value:
        """What an expression gives for a record; nothing where it fails, or where expressions are not looked at."""
        if self._evaluate is None:
            return None
        try:
            return self._evaluate(template, ref, expression)
        except ExpressionFault:
            return None

    def imagined(
        self, template: str, record: Ref | None, values: Mapping[str, Value]
    ) -> AbstractContextManager[Ref]:
        """The record, or a new one, as it would be with these values, which fit; see `imagine`.

        Raises:
            TemplateMissing, RecordMissing: there is no such thing.
        """
        before = self.get(record) if record else None
        account = self._actor.account or Ref("account", 0)
        return imagine(self._tx, self.schema.shape(template), before, values, account, self._clock.now())

    def list(self, listing: Listing) -> Page[Record]:
        """Records of a template that fit, sorted, in pages; see `Listing`."""
        page = RecordList(self._tx, self._actor, self.schema, listing).page()
        return Page(tuple(self.many(page.items).values()), page.next)

    def count(self, listing: Listing) -> int:
        """How many `list` would give over all pages."""
        return RecordList(self._tx, self._actor, self.schema, listing).count()

    def titles(self, refs: Iterable[Ref], zone: ZoneInfo = UTC) -> dict[Ref, str]:
        """What stands for records where people see them: the title attribute's value, else the number.

        zone: in which moments are written.
        """
        return Titles(self._many_whole, Accounts(self._tx, self._actor, self._clock), self.schema).of(
            refs, self._actor.language, zone
        )

    def account_names(self, refs: Iterable[Ref]) -> dict[Ref, str]:
        """How people call the accounts among these."""
        found = Accounts(self._tx, self._actor, self._clock).many(refs)
        return {ref: account.name for ref, account in found.items()}

    def journal(self, ref: Ref) -> Sequence[JournalEntry]:
        """Changes of logged attributes of a record, oldest first."""
        query = (
            select(record_journal).where(record_journal.c.record == ref.number).order_by(record_journal.c.id)
        )
        return [
            JournalEntry(
                row.at, Ref("account", row.account), row.version, row.name, load(row.before), load(row.after)
            )
            for row in self._tx.execute(query)
        ]

    def read(self, template: str, given: Mapping[str, Any]) -> dict[str, Value]:
        """JSON values of a request (spec/contract.md 1) as values; uploads become documents.

        Raises:
            Invalid: all that will not do, each at its path.
        """
        return self._fitting(template).read(given)

    def fit(self, template: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Values as a record would hold them.

        Raises:
            Invalid: all that will not do.
        """
        [fitted] = self._fitting(template).fit_all([values])
        return fitted

    def owning_attributes(self, template: str) -> frozenset[str]:
        """Attributes that delete what they link to (`delete_linked`)."""
        return self.schema.shape(template).owning

    # Writing

    def create(self, template: str, values: Mapping[str, Value]) -> Ref:
        """Make a record.

        Raises:
            TemplateMissing: no such template.
            Invalid: values that will not do, required ones that are missing, all at once.
            NotUnique, CheckFailed: what the template forbids; nothing is written then.
        """
        return self.create_many(template, [values])[0]

    def create_many(self, template: str, rows: Sequence[Mapping[str, Value]]) -> Sequence[Ref]:
        """Make several records, faster than one by one; in their order, all or none."""
        shape = self.schema.shape(template)
        fitted = self._fitting(template).fit_all(rows)
        me, now = Ref("account", account_of(self._tx, self._actor, self._clock)), self._clock.now()
        empty = {name: () if bound.model.multiple else None for name, bound in shape.attributes.items()}
        numbers = self._tx.new_ids("rec", len(fitted), shape.id)
        made = [
            Record(Ref("rec", number), template, 1, {**empty, **values}, me, now, now, False)
            for number, values in zip(numbers, fitted, strict=True)
        ]
        if not made:
            return []
        self._require(shape, *made)
        with self._undone_if_refused(shape):
            self._insert(shape, made)
            for one in made:
                filled = frozenset(name for name, value in one.values.items() if not is_empty(value))
                self._wrote(shape, None, one, filled)
        return [one.ref for one in made]

    def change(self, ref: Ref, values: Mapping[str, Value], expected_version: int | None = None) -> Change:
        """Give attributes new values; those that are not given stay. Nothing is written where nothing differs.

        Raises:
            RecordStale: `expected_version` is not the present one; with the attributes that differ.
            RecordMissing, Invalid, NotUnique, CheckFailed: as `create`.
        """
        before = self.get(ref)
        shape = self.schema.shape(before.template)
        [fitted] = self._fitting(before.template).fit_all([values])
        if expected_version is not None and expected_version != before.version:
            differing = {
                name: shape.attributes[name].model.title
                for name, value in fitted.items()
                if value != before.values[name]
            }
            raise RecordStale(before, expected_version, differing)
        return self._write(shape, before, fitted)

    def archive(self, ref: Ref) -> Change:
        """Set `_isDisabled`."""
        return self._set_archived(ref, True)

    def unarchive(self, ref: Ref) -> Change:
        """Clear `_isDisabled`."""
        return self._set_archived(ref, False)

    def delete(self, ref: Ref, expected_version: int | None = None) -> None:
        """Remove a record for good, with what its attributes delete along (`delete_linked`); links to it vanish.

        Raises:
            RecordMissing: there is none. RecordStale: as `change`.
        """
        first = self.get(ref)
        if expected_version is not None and expected_version != first.version:
            raise RecordStale(first, expected_version)
        gone, documents, waiting = dict[Ref, Record](), list[Ref](), [ref]
        while waiting:
            for one in self.many(waiting).values():
                gone[one.ref] = one
            found = [linked for ref in waiting if ref in gone for linked in self._owned(gone[ref])]
            documents += [linked for linked in found if linked.kind == "doc"]
            waiting = [
                linked for linked in dict.fromkeys(found) if linked.kind == "rec" and linked not in gone
            ]
        self._unlink([*gone, *documents])
        for one in gone.values():
            self._remove(one)
        Documents(self._tx, self._actor, self._clock).delete(documents)

    def delete_documents(self, documents: Sequence[Ref]) -> None:
        """Remove documents for good; records lose their references to them."""
        self._unlink(documents)
        Documents(self._tx, self._actor, self._clock).delete(documents)

    def check_pending(self) -> None:
        """Look at what `deferred` has put off, for all records that were written since.

        Raises:
            Invalid, CheckFailed: as `create`.
        """
        pending, self._pending = self._pending, {}
        for one in self.many(pending).values():
            shape = self.schema.shape(one.template)
            self._require(shape, one, deferred=False)
            self._verify(shape, one, pending[one.ref])

    # The one place that writes

    def _insert(self, shape: Shape, made: Sequence[Record]) -> None:
        rows = [
            {
                "id": one.ref.number,
                "template": shape.id,
                "version": one.version,
                "data": _data(shape, one),
                "creator": one.creator.number,
                "created": one.created,
                "changed": one.changed,
                "archived": one.archived,
            }
            for one in made
        ]
        self._tx.execute(insert(record), rows)
        self._guarded(lambda: derived.write_derived(self._tx, shape, made))
        identity_map(self._tx).update({one.ref.number: one for one in made})

    def _update(self, shape: Shape, before: Record, after: Record, changed: frozenset[str]) -> None:
        number = after.ref.number
        row = {"version": after.version, "changed": after.changed, "archived": after.archived}
        if changed != {ARCHIVED}:
            row["data"] = _data(shape, after)
        where = (record.c.id == number, record.c.version == before.version)
        if not self._tx.execute(update(record).where(*where).values(row)).rowcount:
            raise Conflict
        attributes = [bound for name, bound in shape.attributes.items() if name in changed]
        typed = derived.index_row(shape, number, after.values)
        if columns := {column_name(b.id): typed[column_name(b.id)] for b in attributes if b.model.column}:
            self._tx.execute(update(shape.table).where(shape.table.c.id == number).values(columns))
        self._replace(
            link,
            link.c.source,
            number,
            [b for b in attributes if b.model.reads_links],
            after,
            derived.link_rows,
        )
        unique = [bound for bound in attributes if bound in shape.unique]
        derived.refuse_taken(self._tx, unique, [after])
        self._guarded(
            lambda: self._replace(
                unique_value, unique_value.c.record, number, unique, after, derived.unique_rows
            )
        )
        if any(bound in shape.searchable for bound in attributes):
            derived.write_search(self._tx, shape, [after])
        identity_map(self._tx)[number] = after

    def _remove(self, gone: Record) -> None:
        shape, number = self.schema.shape(gone.template), gone.ref.number
        for table, column in (
            (link, link.c.source),
            (unique_value, unique_value.c.record),
            (record_text, record_text.c.record),
            (record_journal, record_journal.c.record),
            (shape.table, shape.table.c.id),
            (record, record.c.id),
        ):
            self._tx.execute(delete(table).where(column == number))
        identity_map(self._tx)[number] = None
        self._pending.pop(gone.ref, None)
        self._on_event(RecordEvent("deleted", gone.ref, gone.template, gone.version, frozenset()))

    def _write(
        self, shape: Shape, before: Record, values: Mapping[str, Value], *, checked: bool = True
    ) -> Change:
        """checked: not where the change only follows from one elsewhere, whose author cannot mend this record."""
        changed = frozenset(name for name, value in values.items() if value != before.values[name])
        if not changed:
            return Change(before.ref, before, before, changed)
        merged = {**before.values, **values}
        after = replace(before, version=before.version + 1, values=merged, changed=self._clock.now())
        if checked:
            self._require(shape, after)
        with self._undone_if_refused(shape):
            self._update(shape, before, after, changed)
            self._wrote(shape, before, after, changed, checked=checked)
        return Change(before.ref, before, self.get(before.ref), changed)

    def _set_archived(self, ref: Ref, archived: bool) -> Change:
        before = self.get(ref)
        if before.archived == archived:
            return Change(ref, before, before, frozenset())
        shape, changed = self.schema.shape(before.template), frozenset({ARCHIVED})
        after = replace(before, version=before.version + 1, archived=archived, changed=self._clock.now())
        self._update(shape, before, after, changed)
        self._tell(before, after, changed)
        return Change(ref, before, after, changed)

    def _wrote(
        self,
        shape: Shape,
        before: Record | None,
        after: Record,
        changed: frozenset[str],
        *,
        checked: bool = True,
    ) -> None:
        """What follows a write: the journal, the other ends of two-way links, the checks, the event."""
        self._log(shape, before, after, changed)
        for other, values in Mirror(self.schema, self.many).effects(shape, before, after, changed):
            self._write(self.schema.shape(other.template), other, values, checked=False)
        if checked and self._deferred:
            self._pending[after.ref] = self._pending.get(after.ref, frozenset()) | changed
        elif checked:
            self._verify(shape, after, changed)
        self._tell(before, after, changed)

    def _tell(self, before: Record | None, after: Record, changed: frozenset[str]) -> None:
        kind = "created" if before is None else "changed"
        self._on_event(RecordEvent(kind, after.ref, after.template, after.version, changed))  # type: ignore[arg-type]

    # Inside

    def _many_whole(self, refs: Iterable[Ref]) -> dict[Ref, Record]:
        return {one.ref: one for one in self._whole(self.many(refs).values())}

    def _fitting(self, template: str) -> Fitting:
        documents = Documents(self._tx, self._actor, self._clock)
        return Fitting(self._tx, self._actor, self.schema, self.schema.shape(template), documents)

    def _replace(
        self,
        table: Any,
        owner: Any,
        number: int,
        attributes: Sequence[BoundAttribute],
        after: Record,
        rows_of: RowsOf,
    ) -> None:
        """Put the derived rows of some attributes in place of the former ones."""
        if not attributes:
            return
        ids = [bound.id for bound in attributes]
        self._tx.execute(delete(table).where(owner == number, table.c.attribute.in_(ids)))
        if rows := rows_of(attributes, number, after.values):
            self._tx.execute(insert(table), rows)

    def _guarded(self, write: Callable[[], None]) -> None:
        """A unique value that another transaction took at the same moment: starting over finds out whose it is."""
        try:
            write()
        except IntegrityError as error:
            raise Conflict from error

    def _undone_if_refused(self, shape: Shape) -> AbstractContextManager[None]:
        """Checks and filters look at the saved record, so a refusal has to undo it; else no savepoint is needed."""
        looked_at = shape.verified if self._evaluate is not None and self._checks else ()
        return self._tx.savepoint() if looked_at and not self._deferred else nullcontext()

    def _require(self, shape: Shape, *records: Record, deferred: bool | None = None) -> None:
        if not self._checks or (self._deferred if deferred is None else deferred):
            return
        problems = [
            replace(bound.model.unfit(_NEEDED).problem, code="required")
            for one in records
            for name, bound in shape.attributes.items()
            if bound.model.required and is_empty(one.values[name])
        ]
        if problems:
            raise Invalid(problems)

    def _verify(self, shape: Shape, one: Record, changed: frozenset[str]) -> None:
        """changed: attributes that were written, whose values have to be among those allowed."""
        if self._evaluate is None or not self._checks:
            return
        failed = [
            Problem("check_failed", _refusal(bound), ("values", bound.name))
            for bound in shape.verified
            if bound.model.check_expression
            and not self.holds(shape.name, one.ref, expression_of(bound.model.check_expression))
        ]
        failed += [
            problem
            for bound in shape.verified
            if bound.name in changed
            for problem in refused_choices(self, shape.name, one.ref, bound, one.values[bound.name])
        ]
        if failed:
            raise CheckFailed(message=failed[0].message, problems=failed)

    def _log(self, shape: Shape, before: Record | None, after: Record, changed: frozenset[str]) -> None:
        logged = [b for name, b in shape.attributes.items() if name in changed and b.model.log_changes]
        if not logged:
            return
        rows = [
            {
                "record": after.ref.number,
                "version": after.version,
                "at": after.changed,
                "account": account_of(self._tx, self._actor, self._clock),
                "attribute": bound.id,
                "name": bound.name,
                "before": dump(before.values[bound.name]) if before else None,
                "after": dump(after.values[bound.name]),
            }
            for bound in logged
        ]
        self._tx.execute(insert(record_journal), rows)

    def _owned(self, one: Record) -> Sequence[Ref]:
        owning = self.schema.shape(one.template).owning
        return [ref for name in owning for ref in as_list(one.values[name]) if isinstance(ref, Ref)]

    def _unlink(self, gone: Sequence[Ref]) -> None:
        """Records that stay lose their references to what goes."""
        lost = set(gone)
        for batch in batches(gone):
            found = referrers(self._tx, batch)
            for ref, attributes in found.items():
                if ref in lost or ref not in (held := self.many([ref])):
                    continue
                one = held[ref]
                shape = self.schema.shape(one.template)
                names = [shape.by_id[id].name for id in attributes if id in shape.by_id]
                rest = {name: _without(one.values[name], lost) for name in names}
                self._write(shape, one, rest, checked=False)


def _data(shape: Shape, one: Record) -> dict[str, Any]:
    """Values by attribute id, empty ones left out."""
    return {
        str(bound.id): dump(one.values[name])
        for name, bound in shape.attributes.items()
        if not is_empty(one.values[name])
    }


def _without(value: Value, gone: set[Ref]) -> Value:
    if isinstance(value, tuple):
        return tuple(item for item in value if item not in gone)
    return None if value in gone else value


def _refusal(bound: BoundAttribute) -> Text:
    if bound.model.check_message:
        return Text(bound.model.check_message, bound.model.check_message)
    title = bound.model.title
    return Text(f"Атрибут «{title}» не прошёл проверку", f"Attribute '{title}' does not pass its check")
