"""Aggregates that the store tells are those that the query would give, and know no limit of length."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from tests.records.conftest import Desk

from vestnik.access.actor import Actor
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.objects import Objects
from vestnik.expressions.scope import Limits, Scope
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Value
from vestnik.records.objects import SqlObjects
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

SHORT = Limits(items=3)
"""Less than the template has records."""

MANY = [
    ("COUNT(from a in db->Zatraty select a->id)", Decimal(6)),
    ("COUNT(from a in db->Zatraty select a)", Decimal(6)),
    ("COUNT(from a in db->Zatraty select a->Summa)", Decimal(5)),
    ("COUNT(from a in db->Zatraty select a->Tema)", Decimal(4)),
    ("COUNT(from a in db->Zatraty where a->Summa > 10 select a->id)", Decimal(3)),
    ("COUNT(from a in db->Zatraty where 10 <= a->Summa && a->Summa < 1000 select a->id)", Decimal(3)),
    ('COUNT(from a in db->Zatraty where a->Tema == "a" select a->id)', Decimal(2)),
    ('COUNT(from a in db->Zatraty where a->Status == Novaya select a->id)', Decimal(2)),
    ('COUNT(from a in db->Zatraty where EQUALS("Staraya", a->Status) select a->id)', Decimal(1)),
    ("COUNT(from a in db->Zatraty where a->Srochno select a->id)", Decimal(2)),
    ("COUNT(from a in db->Zatraty where a->Srochno == false select a->id)", Decimal(1)),
    ("COUNT(from a in db->Zatraty where EQUALS(a->_isDisabled, false) select a->id)", Decimal(5)),
    ("COUNT(from a in db->Zatraty where AND(a->_isDisabled == true, a->Summa > 1) select a->id)", Decimal(1)),
    ("COUNT(from a in db->Zatraty where !EMPTY(a->Summa) select a->id)", Decimal(5)),
    ("COUNT(from a in db->Zatraty where NOT(EMPTY(a->Tema)) && a->Summa > 10 select a->id)", Decimal(2)),
    ("COUNT(from a in db->Zatraty where a->Kto == USER() select a->id)", Decimal(2)),
    ("COUNT(from a in db->Zatraty where a->Srok > DATE('2025-02-01') select a->id)", Decimal(1)),
    ("SUM(from a in db->Zatraty select a->Summa)", Decimal("1131.5")),
    ("SUM(from a in db->Zatraty where a->Summa > 9999 select a->Summa)", Decimal(0)),
    ("SUM(from a in db->Zatraty select a->Dolgo)", timedelta(hours=1.5)),
    ("AVERAGE(from a in db->Zatraty where a->Summa <= 20 select a->Summa)", Decimal("10.5")),
    ("AVERAGE(from a in db->Zatraty where a->Summa > 9999 select a->Summa)", None),
    ("MAX(from a in db->Zatraty select a->Summa)", Decimal(1000)),
    ("MIN(from a in db->Zatraty select a->Summa)", Decimal("1.5")),
    ("MIN(from a in db->Zatraty where a->Summa > 9999 select a->Summa)", None),
    ("MAX(from a in db->Zatraty select a->Srok)", datetime(2025, 3, 1, 10, tzinfo=UTC)),
    ("MIN(from a in db->Zatraty select a->Dolgo)", timedelta(minutes=30)),
    ("ANY(from a in db->Zatraty where a->Summa > 10 select a->id)", True),
    ("ANY(from a in db->Zatraty where a->Summa > 9999 select a->id)", False),
    ("ANY(from a in db->Zatraty where a->Summa > 10 orderby a->Summa select a->Tema)", True),
]  # fmt: skip

OTHERS = [
    ("COUNT(from a in db->Zatraty where a->Summa > a->Drugaya select a->id)", Decimal(0)),
    ('COUNT(from a in db->Zatraty where a->Tema > "a" select a->id)', Decimal(2)),
    ('COUNT(from a in db->Zatraty where a->Summa == 10 || a->Tema == "a" select a->id)', Decimal(3)),
    ("COUNT(from a in db->Zatraty select a->Kto->username)", Decimal(2)),
    ("COUNT(from a in db->Zatraty select 1)", Decimal(6)),
    ("SUM(from a in db->Zatraty select a->Summa * 2)", Decimal(2263)),
    ("COUNT(from a in db->Zatraty where a->Summa > $$x select a->id)", Decimal(0)),
    ("COUNT(from a in db->Zatraty where a->Status == $$kod select a->id)", Decimal(2)),
    ("COUNT(from a in db->Zatraty where a->Status < $$status select a->id)", Decimal(0)),
]
"""What the store cannot tell as it is written, or not with these values."""


@pytest.fixture
def costs(db: Database, clock: FakeClock, blobs: FolderBlobs) -> Desk:
    """Six records, one of them archived, one without an amount, one with an empty text."""
    desk = Desk(db, clock, blobs)
    variants = [{"name": "Novaya", "ru": "Новая"}, {"name": "Staraya", "ru": "Старая"}]
    desk.template(
        "Zatraty",
        {"name": "Summa", "data_type": "number"},
        {"name": "Drugaya", "data_type": "number"},
        {"name": "Tema", "data_type": "text"},
        {"name": "Srochno", "data_type": "boolean"},
        {"name": "Srok", "data_type": "datetime"},
        {"name": "Dolgo", "data_type": "duration"},
        {"name": "Status", "data_type": "enum", "variants": variants},
        {"name": "Kto", "data_type": "account"},
    )
    anna = desk.user("anna")
    when = datetime(2025, 3, 1, 10, tzinfo=UTC)
    desk.create("Zatraty", Summa=Decimal("1.5"), Tema="a", Srochno=True, Status="Novaya", Kto=anna.account)
    desk.create(
        "Zatraty", Summa=Decimal(10), Tema="", Srochno=False, Status="Novaya", Dolgo=timedelta(hours=1)
    )
    desk.create("Zatraty", Summa=Decimal(20), Tema="a", Srok=when, Kto=anna.account)
    desk.create("Zatraty", Summa=Decimal(100), Tema="b", Status="Staraya", Dolgo=timedelta(minutes=30))
    desk.create("Zatraty", Tema="b", Srochno=True)
    last = desk.create("Zatraty", Summa=Decimal(1000), Srok=datetime(2025, 1, 1, tzinfo=UTC))
    desk.run(lambda records: records.archive(last))
    return desk.acting_as(anna)


def _value(desk: Desk, objects: Objects, text: str, limits: Limits) -> Value:
    scope = Scope(
        objects,
        now=desk.clock.now(),
        user=desk.actor.account,
        variables={"x": None, "kod": "Novaya", "status": objects.schema.template("Zatraty").attributes["Status"].variants[0].id},  # type: ignore[union-attr]
        zone=ZoneInfo("UTC"),
        limits=limits,
    )  # fmt: skip
    return compile_formula(text, objects.schema, None).evaluate(scope)


def test_aggregates_over_more_than_a_list_may_have(costs: Desk) -> None:
    with costs.objects() as objects:
        found = {text: _value(costs, objects, text, SHORT) for text, _ in MANY}
    assert found == dict(MANY)


class _Unable(SqlObjects):
    """A store that can tell nothing in one go."""

    def number_of(self, *given: object) -> None: ...

    def values_of(self, *given: object) -> None: ...

    def extreme_of(self, *given: object, greatest: bool) -> None: ...


def test_the_query_as_it_is_written_gives_the_same(costs: Desk) -> None:
    with costs.db.read() as tx:
        objects = _Unable(tx, costs.actor, costs.blobs)
        found = {text: _value(costs, objects, text, Limits()) for text, _ in (*MANY, *OTHERS)}
    assert found == dict((*MANY, *OTHERS))


def test_what_the_store_cannot_tell_is_evaluated(costs: Desk) -> None:
    with costs.objects() as objects:
        found = {text: _value(costs, objects, text, Limits()) for text, _ in OTHERS}
    assert found == dict(OTHERS)


def test_a_list_of_records_is_still_bounded(costs: Desk) -> None:
    with costs.objects() as objects, pytest.raises(ExpressionFault) as raised:
        _value(costs, objects, "from a in db->Zatraty select a->id", SHORT)
    assert raised.value.kind == "limit_exceeded"


def test_a_sum_of_any_length_costs_operations(costs: Desk) -> None:
    with costs.objects() as objects, pytest.raises(ExpressionFault) as raised:
        _value(costs, objects, "SUM(from a in db->Zatraty select a->Summa)", Limits(operations=5))
    assert raised.value.kind == "limit_exceeded"


def test_who_sees_no_records_counts_none(costs: Desk) -> None:
    nobody = costs.acting_as(Actor(costs.actor.account, "anna", frozenset()))
    with nobody.objects() as objects:
        assert _value(nobody, objects, MANY[0][0], Limits()) == Decimal(0)
