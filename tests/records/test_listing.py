from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event
from tests.records.conftest import Desk

from vestnik.kernel.problem import Forbidden
from vestnik.kernel.values import Ref, Value
from vestnik.records.documents import Documents
from vestnik.records.listing import BadFilter, BadSort, Condition, Listing
from vestnik.storage.paging import BadCursor

ATTRIBUTES = (
    {"name": "Tema", "data_type": "text", "is_title": True},
    {"name": "Summa", "data_type": "number"},
    {"name": "Srok", "data_type": "datetime"},
    {"name": "Vybor", "data_type": "enum", "variants": [{"name": "a", "ru": "А"}, {"name": "b", "ru": "Б"}]},
    {"name": "Kto", "data_type": "account", "multiple": True},
)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.template("Pisma", *ATTRIBUTES)
    return desk


def sums(desk: Desk, *numbers: str | None) -> list[Ref]:
    rows: list[dict[str, Value]] = [{"Summa": Decimal(n) if n is not None else None} for n in numbers]
    return list(desk.run(lambda records: records.create_many("Pisma", rows)))


def paged(desk: Desk, limit: int, **more: Any) -> list[Ref]:
    found: list[Ref] = []
    cursor = None
    while True:
        listing = Listing("Pisma", limit=limit, cursor=cursor, **more)
        page = desk.run(lambda records, listing=listing: records.list(listing))
        found += [record.ref for record in page.items]
        cursor = page.next
        if cursor is None:
            return found
        assert len(page.items) == limit


def test_the_newest_come_first(desk: Desk) -> None:
    made = sums(desk, "1", "2", "3")
    assert desk.listed("Pisma") == made[::-1]
    assert desk.listed("Pisma", sort="id") == made


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_numbers_sort_as_numbers_and_nothing_comes_last_both_ways(desk: Desk, limit: int) -> None:
    nothing, ten, minus, nine, more_nine, no = sums(desk, None, "10", "-7.5", "9", "9.0", None)
    assert paged(desk, limit, sort="Summa") == [minus, nine, more_nine, ten, nothing, no]
    assert paged(desk, limit, sort="-Summa") == [ten, more_nine, nine, minus, no, nothing]


def test_pages_stand_still_while_records_are_added(desk: Desk) -> None:
    made = sums(desk, "1", "2", "3", "4")
    first = desk.run(lambda records: records.list(Listing("Pisma", limit=2)))
    sums(desk, "5")
    rest = desk.run(lambda records: records.list(Listing("Pisma", limit=2, cursor=first.next)))
    assert [record.ref for record in (*first.items, *rest.items)] == made[::-1]


def test_moments_and_texts_sort_and_page(desk: Desk) -> None:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    rows: list[dict[str, Value]] = [
        {"Tema": tema, "Srok": start + timedelta(days=day)}
        for tema, day in (("б", 2), ("a", 3), ("Я", 1), ("а", 0))
    ]
    made = list(desk.run(lambda records: records.create_many("Pisma", rows)))
    assert paged(desk, 1, sort="Srok") == [made[3], made[2], made[0], made[1]]
    assert paged(desk, 1, sort="Tema") == [made[1], made[2], made[3], made[0]]  # by code point


@pytest.mark.parametrize(
    ("operator", "expected"),
    [("eq", [1]), ("ne", [0, 2, 3]), ("lt", [0]), ("le", [0, 1]), ("gt", [2]), ("ge", [1, 2])],
)
def test_conditions_compare(desk: Desk, operator: Any, expected: list[int]) -> None:
    made = sums(desk, "9", "10", "11", None)
    found = desk.listed("Pisma", Condition("Summa", operator, Decimal("10.0")), sort="id")
    assert found == [made[index] for index in expected]


def test_conditions_on_presence_lists_variants_and_references(desk: Desk) -> None:
    anna, boris = desk.account("anna").ref, desk.account("boris").ref
    one = desk.create("Pisma", Vybor="a", Kto=(anna, boris))
    two = desk.create("Pisma", Vybor="b", Kto=(boris,))
    three = desk.create("Pisma")

    def found(*condition: Any) -> list[Ref]:
        return desk.listed("Pisma", Condition(*condition), sort="id")

    assert found("Vybor", "eq", "b") == [two]
    assert found("Vybor", "in", ("a", "b")) == [one, two]
    assert found("Vybor", "empty") == [three]
    assert found("Kto", "eq", boris) == [one, two]
    assert found("Kto", "ne", anna) == [two, three]
    assert found("Kto", "not_empty") == [one, two]
    assert found("Kto", "empty") == [three]
    creator = desk.get(one).creator
    assert found("_creator", "eq", creator) == [one, two, three]
    assert found("_creationDate", "gt", desk.clock.now()) == []


def test_several_conditions_all_hold_and_are_counted(desk: Desk) -> None:
    sums(desk, "1", "2", "3")
    [two] = desk.listed("Pisma", Condition("Summa", "gt", Decimal(1)), Condition("Summa", "lt", Decimal(3)))
    where = (Condition("Summa", "gt", Decimal(1)),)
    assert desk.get(two).values["Summa"] == 2
    assert desk.run(lambda records: records.count(Listing("Pisma", where))) == 2


@pytest.mark.parametrize("q", ["ДОГОВОР", "говор", "№ 7", "7", "до", 'в "Ёл', "100%", "a_b"])
def test_search_finds_any_part_in_any_case(desk: Desk, q: str) -> None:
    ref = desk.create("Pisma", Tema='Договор № 7 в "ЁЛКА" на 100% a_b')
    desk.create("Pisma", Tema="Счёт axb 1000")
    assert desk.listed("Pisma", q=q) == [ref]


def test_search_follows_changes_and_deletions(desk: Desk) -> None:
    ref = desk.create("Pisma", Tema="первая тема")
    desk.change(ref, Tema="другое слово")
    assert (desk.listed("Pisma", q="первая"), desk.listed("Pisma", q="слово")) == ([], [ref])
    desk.run(lambda records: records.delete(ref))
    assert desk.listed("Pisma", q="слово") == []


FILES = {"name": "Fayly", "data_type": "document", "searchable": True}


def test_records_are_found_by_the_names_of_their_files(desk: Desk) -> None:
    desk.template("Dogovory", FILES, {"name": "Drugie", "data_type": "document"})
    contract, other = desk.document("Договор поставки.pdf"), desk.document("Смета.xlsx")
    one = desk.create("Dogovory", Fayly=(contract,), Drugie=(other,))
    two = desk.create("Dogovory")
    assert desk.listed("Dogovory", q="ПОСТАВКИ.pdf") == [one]
    assert desk.listed("Dogovory", q="смета") == []  # that attribute is not searched
    desk.change(two, Fayly=(contract, other))
    assert desk.listed("Dogovory", q="договор") == [two, one]
    desk.change(one, Fayly=())
    assert desk.listed("Dogovory", q="договор") == [two]


def test_the_search_by_file_names_follows_new_revisions_and_deleted_documents(desk: Desk) -> None:
    desk.template("Dogovory", FILES)
    contract = desk.document("Черновик.pdf")
    one = desk.create("Dogovory", Fayly=(contract,))
    with desk.db.write() as tx:
        Documents(tx, desk.actor, desk.clock).add_revision(contract, desk.stored(b"new"), "Подписан.pdf")
    assert desk.listed("Dogovory", q="черновик") == []
    assert desk.listed("Dogovory", q="подписан") == [one]
    desk.run(lambda records: records.delete_documents([contract]))
    assert desk.listed("Dogovory", q="подписан") == []


def test_documents_that_become_searchable_are_searched_at_once(desk: Desk) -> None:
    desk.template("Dogovory", {**FILES, "searchable": False})
    one = desk.create("Dogovory", Fayly=(desk.document("Акт.pdf"),))
    assert desk.listed("Dogovory", q="акт.pdf") == []
    desk.template("Dogovory", FILES)
    assert desk.listed("Dogovory", q="акт.pdf") == [one]


def test_what_cannot_be_sorted_or_filtered_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(BadSort) as bad:
        desk.listed("Pisma", sort="Suma")
    assert bad.value.problem.suggestion == "Summa"
    for condition in (
        Condition("Kto", "lt", Ref("account", 1)),
        Condition("Kto", "eq", Ref("rec", 1)),
        Condition("Summa", "eq", "10"),
        Condition("Suma", "eq", Decimal(1)),
        Condition("Vybor", "eq", "c"),
        Condition("Tema", "eq", "x" * 1000),
    ):
        with pytest.raises(BadFilter):
            desk.listed("Pisma", condition)


@pytest.mark.parametrize("cursor", ["x", "", "WyJTdW1tYSIsIm51bGwiLDFd", "WyItX2NyZWF0aW9uRGF0ZSIsInsiLDFd"])
def test_a_cursor_of_something_else_is_refused(desk: Desk, cursor: str) -> None:
    with pytest.raises(BadCursor):
        desk.listed("Pisma", cursor=cursor)


def test_a_page_of_records_takes_the_same_number_of_queries_as_one_record(desk: Desk) -> None:
    sums(desk, *map(str, range(200)))

    def queries(limit: int) -> int:
        seen: list[str] = []
        event.listen(desk.db.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        desk.run(lambda records: records.list(Listing("Pisma", limit=limit, sort="Summa")))
        return len(seen)

    queries(1)  # the first one reads the templates
    assert queries(1) == queries(150)


@pytest.mark.parametrize(
    ("attribute", "value", "title"),
    [
        ({"name": "T", "data_type": "number"}, Decimal("1234567.50"), "1\u00a0234\u00a0567,5"),
        (
            {"name": "T", "data_type": "datetime", "display": "date"},
            datetime(2025, 3, 12, tzinfo=UTC),
            "12.03.2025",
        ),
        ({"name": "T", "data_type": "text"}, None, None),
    ],
)
def test_the_title_is_shown_as_people_read_it(
    desk: Desk, attribute: Any, value: Value, title: str | None
) -> None:
    desk.template("Raznoe", {**attribute, "is_title": True})
    ref = desk.create("Raznoe", T=value)
    assert desk.run(lambda records: records.titles([ref])) == {ref: title or str(ref.number)}


def test_a_title_may_be_a_person_or_another_record(desk: Desk) -> None:
    desk.template("Lyudi", {"name": "Kto", "data_type": "account", "is_title": True})
    desk.template("Zadachi", {"name": "Chya", "data_type": "record", "template": "Lyudi", "is_title": True})
    person = desk.create("Lyudi", Kto=desk.account("anna", fullName="Анна Петрова").ref)
    task = desk.create("Zadachi", Chya=person)
    assert desk.run(lambda records: records.titles([task, person])) == {
        task: "Анна Петрова",
        person: "Анна Петрова",
    }


def test_nobody_without_a_role_lists_records(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        desk.acting_as(desk.user("nobody", "none")).listed("Pisma")
