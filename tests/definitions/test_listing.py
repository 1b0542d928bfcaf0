from __future__ import annotations

import pytest
from tests.definitions.conftest import SERVER, Desk

from vestnik.storage.paging import BadCursor, BadLimit


@pytest.fixture
def many(desk: Desk) -> Desk:
    for name in ("c", "a", "b"):
        desk.save("server", name, SERVER | {"description": f"Сервер {name.upper()}"})
    desk.save("app", "Pochta", {"title": "Почта 100%"})
    return desk


def names(page: object) -> list[str]:
    return [item.name for item in page.items]  # type: ignore[attr-defined]


def test_a_list_goes_by_kind_and_name(many: Desk) -> None:
    assert names(many.list("server")) == ["a", "b", "c"]
    assert names(many.list()) == ["Pochta", "a", "b", "c"]


def test_pages_follow_one_another_without_gap_or_repetition(many: Desk) -> None:
    found: list[str] = []
    cursor = None
    for _ in range(4):
        page = many.list(limit=1, cursor=cursor)
        found += names(page)
        cursor = page.next
    assert found == ["Pochta", "a", "b", "c"]
    assert cursor is None


@pytest.mark.parametrize(
    ("q", "expected"),
    [("ПОЧТ", ["Pochta"]), ("pochta", ["Pochta"]), ("сервер b", ["b"]), ("0%", ["Pochta"]), ("%%", [])],
)
def test_search_looks_into_names_titles_and_descriptions(many: Desk, q: str, expected: list[str]) -> None:
    assert names(many.list(q=q)) == expected
    assert many.count(q=q) == len(expected)


def test_versions_come_in_pages_too(desk: Desk) -> None:
    for port in range(1, 6):
        desk.save("server", "a", SERVER | {"port": port})
    first = desk.versions("server", "a", limit=3)
    rest = desk.versions("server", "a", limit=3, cursor=first.next)
    assert [version.version for version in (*first.items, *rest.items)] == [5, 4, 3, 2, 1]
    assert rest.next is None
    assert [len(version.changes) for version in (*first.items, *rest.items)] == [1, 1, 1, 1, 0]


def test_bad_cursors_and_limits_are_refused(many: Desk) -> None:
    with pytest.raises(BadCursor):
        many.list(cursor="hello")
    with pytest.raises(BadLimit):
        many.list(limit=100_000)
