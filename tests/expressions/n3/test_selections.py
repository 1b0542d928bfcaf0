"""Goals that are asked of the store in one go give what they give one by one, on both engines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from tests.expressions.n3.conftest import DECLARATIONS
from tests.records.conftest import Desk

from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.n3 import compile_n3
from vestnik.expressions.objects import Condition
from vestnik.expressions.scope import Scope
from vestnik.expressions.trace import Trace
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Ref, Value, number
from vestnik.records.objects import SqlObjects
from vestnik.storage.blobs import FolderBlobs
from vestnik.storage.database import Database

NOW = datetime(2025, 3, 12, tzinfo=UTC)
FIND = (
    '("Zakazy" "Nomer") object:findProperty ?nomer. ("Zakazy" "Summa") object:findProperty ?summa. '
    '("Zakazy" "Klient") object:findProperty ?klient. ("Zakazy" "Status") object:findProperty ?status. '
    '("Kontragenty" "Nazvanie") object:findProperty ?nazvanie. ("Zakazy" "Tovary") object:findProperty ?tovary. '
)


class Counting(SqlObjects):
    """Notes what is asked in one go; `refuses` asks goal by goal."""

    refuses = False
    asked = 0

    def selected(self, conditions: Sequence[Condition]) -> Sequence[Ref] | None:
        found = None if self.refuses else super().selected(conditions)
        self.asked += found is not None
        return found

    def number_of(self, conditions: Sequence[Condition]) -> int | None:
        found = None if self.refuses else super().number_of(conditions)
        self.asked += found is not None
        return found


@pytest.fixture
def orders(db: Database, clock: FakeClock, blobs: FolderBlobs) -> Desk:
    desk = Desk(db, clock, blobs)
    desk.templates(
        Kontragenty=[{"name": "Nazvanie", "data_type": "text"}],
        Zakazy=[
            {"name": "Nomer", "data_type": "text"},
            {"name": "Summa", "data_type": "number"},
            {"name": "Klient", "data_type": "record", "template": "Kontragenty"},
            {"name": "Tovary", "data_type": "record", "template": "Kontragenty", "multiple": True},
            {
                "name": "Status",
                "data_type": "enum",
                "variants": [{"name": "new", "ru": "Новый"}, {"name": "sent", "ru": "Отправлен"}],
            },
        ],
    )
    a, b = desk.create("Kontragenty", Nazvanie="А"), desk.create("Kontragenty", Nazvanie="Б")
    rows: list[dict[str, Value]] = [
        {"Nomer": "1", "Summa": number("10"), "Klient": a, "Tovary": (a, b)},
        {"Nomer": "2", "Summa": number("-3.5"), "Klient": b},
        {"Nomer": "2", "Summa": number("200"), "Klient": a, "Tovary": (b,)},
        {"Nomer": "x" * 600, "Summa": number("100")},
        {"Nomer": "x" * 599 + "y", "Summa": number("9.99"), "Klient": a},
        {"Klient": a},
    ]
    for row in rows:
        desk.create("Zakazy", **row)
    return desk


def results(desk: Desk, goals: str, *, refuses: bool, trace: Trace | None = None) -> tuple[object, int]:
    with desk.db.read() as tx:
        objects = Counting(tx, desk.actor, desk.blobs)
        objects.refuses = refuses
        query = compile_n3(DECLARATIONS + "{ " + FIND + goals + " }", objects.schema, effects_allowed=False)
        return query.values(Scope(objects, now=NOW, trace=trace)), objects.asked


@pytest.mark.parametrize(
    ("goals", "found"),
    [
        ('?value ?nomer "2". ?value ?summa 200.', 1),
        ('?value ?nomer "2"; ?summa ?s. ?s math:greaterThan 0.', 1),
        ("?value ?summa ?s. ?s math:notLessThan 10.", 3),
        ("?value ?summa ?s. 10 math:lessThan ?s.", 2),
        ("?value ?summa ?s. ?s math:lessThan -3.", 1),
        ("?x ?summa ?value. ?value math:notGreaterThan 10.", 3),
        ('?k ?nazvanie "А". ?value ?klient ?k. ?value ?summa ?.', 3),
        ('?k ?nazvanie "Б". ?value ?tovary ?k. ?value ?summa ?.', 2),
        ('?k ?nazvanie "А". ?x ?klient ?k. ?x ?tovary ?t. ?t ?nazvanie ?value.', 2),
        ('?value a [object:alias "Zakazy"]. ?value ?klient ?.', 5),
        (f'?value ?nomer "{"x" * 600}". ?value ?summa ?.', 1),
        ('?value ?nomer 2. ?value ?summa ?.', 0),
        ('?value ?nazvanie ?. ?value ?summa ?.', 0),
        ("?x ?nomer ?n. ?x ?summa ?s. ?s math:greaterThan 0. ?n -> ?value.", 4),
        ('{ ?x ?summa ? } assert:count ?value.', 1),
        ('{ ?x ?klient ?k. ?x ?summa ?s. ?s math:greaterThan 5 } assert:count ?value.', 1),
        ('{ ?x ?tovary ?t. ?x ?klient ? } assert:count ?value.', 1),
        ('from { ?x ?summa ?s. ?s math:greaterThan 50 } select ?s -> ?l. ?l math:sum ?value.', 1),
        ('?a ?nomer ?n. ?b ?nomer ?n. ?b ?summa ?s. ?s math:greaterThan 5. ?a != ?b. ?a -> ?value.', 1),
        ('not { ?x ?nomer "9". ?x ?summa ? } "none" -> ?value.', 1),
        ('?value ?summa ?s. ?s math:greaterThan "a".', None),
        ('?value ?nomer ?n. ?n math:greaterThan "1". ?value ?summa ?.', 4),
    ],
)  # fmt: skip
def test_together_as_one_by_one(orders: Desk, goals: str, found: int | None) -> None:
    if found is None:
        for refuses in (True, False):
            with pytest.raises(ExpressionFault) as raised:
                results(orders, goals, refuses=refuses)
            assert raised.value.kind == "type_error"
        return
    one_by_one, _ = results(orders, goals, refuses=True)
    together, _ = results(orders, goals, refuses=False)
    assert together == one_by_one
    assert len(together) == found  # type: ignore[arg-type]


def test_a_filter_is_one_question(orders: Desk) -> None:
    _, asked = results(orders, '?value ?nomer "2". ?value ?summa ?s. ?s math:greaterThan 0.', refuses=False)
    assert asked == 1
    _, asked = results(orders, "{ ?x ?summa ? } assert:count ?value.", refuses=False)
    assert asked == 1


def test_explaining_shows_the_goals(orders: Desk) -> None:
    trace: Trace = []
    results(orders, '?value ?nomer "2". ?value ?summa 200.', refuses=False, trace=trace)
    assert [step.text for step in trace][-2:] == ["?value ?summa 200", "?value ?summa 200"]


def test_what_only_an_index_knows_in_part_is_looked_at(orders: Desk) -> None:
    """Texts share the 500 characters that are indexed."""
    found, _ = results(orders, f'?x ?nomer "{"x" * 600}". ?x ?summa ?value.', refuses=False)
    assert found == (number("100"),)
