"""Buttons that export: a press tells where the file is; the file holds what its reader may see."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.web.client import Api, codes
from tests.web.conftest import Service

from vestnik.web.resources import record_exports

PATH = "/templates/Zakaz/records"
ORDER = {
    "title": "Заказ",
    "attributes": [
        {"name": "Tema", "title": "Тема", "data_type": "text", "searchable": True},
        {"name": "Summa", "title": "Сумма", "data_type": "number"},
        {"name": "Kto", "title": "Кто", "data_type": "account", "multiple": True},
        {"name": "Dva", "title": "Вдвое", "data_type": "number", "computed": True, "expression": {"formula": "$Summa * 2"}},
    ],
    "buttons": [
        {"name": "Table", "title": "Table", "operation": "export_table"},
        {"name": "Some", "title": "Some", "operation": {"type": "export_table", "columns": ["Summa", "Tema"]}},
        {"name": "One", "title": "One", "operation": "export_record", "condition": {"formula": "$Summa > 1"}},
        {"name": "Make", "title": "Make", "operation": "create"},
    ],
}  # fmt: skip


def orders(service: Service, *rows: dict[str, Any]) -> tuple[Api, list[str]]:
    service.builder.put_ok("/templates/Zakaz", json=ORDER)
    return service.user, [service.user.post_ok(PATH, json={"values": row})["id"] for row in rows]


def fetched(api: Api, link: str, **query: Any) -> list[tuple[object, ...]]:
    answer = api.get(link.removeprefix("/api/v1"), params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    [sheet] = load_workbook(io.BytesIO(answer.content)).worksheets
    return list(sheet.iter_rows(values_only=True))


def test_the_table_is_exported_as_it_is_filtered_and_sorted(on_each: Service) -> None:
    me = on_each.user.get_ok("/session")
    api, ids = orders(
        on_each, {"Tema": "=1+1", "Summa": 10.5, "Kto": [me["account"]]}, {"Tema": "Вторая"}, {"Summa": 3}
    )
    pressed = api.post_ok(f"{PATH}/buttons/Table")
    assert (pressed["result"], pressed["run"], pressed["record"]) == ("download", None, None)
    [first, second, third] = [int(id.split(".")[1]) for id in ids]
    assert fetched(api, pressed["download"], sort="created") == [
        ("ID", "Тема", "Сумма", "Кто", "Вдвое"),
        (first, "'=1+1", 10.5, me["full_name"] or me["login"], 21),
        (second, "Вторая", None, None, None),
        (third, None, 3, None, 6),
    ]
    some = api.post_ok(f"{PATH}/buttons/Some")["download"]
    assert fetched(api, some, filter='{"Summa": {"ge": 4}}') == [
        ("ID", "Сумма", "Тема"),
        (first, 10.5, "'=1+1"),
    ]


def listed(api: Api, language: str = "en", **query: Any) -> list[list[str]]:
    """The rows of the list as CSV."""
    answer = api.get(f"{PATH}/export", params=query, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    separator = ";" if language == "ru" else ","
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=separator))


def test_a_list_is_written_as_csv_in_its_order_over_all_its_pages(
    on_each: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_exports, "_PAGE", 2)
    rows = [{"Tema": f"Заказ {n}", "Summa": n * 7 % 5 - 2} for n in range(5)]
    api, ids = orders(on_each, *rows, {"Tema": "=1+1"})
    numbers = [id.split(".")[1] for id in ids]
    head, *body = listed(api, sort="Summa")
    assert head == ["ID", "Тема", "Сумма", "Кто", "Вдвое"]
    assert [row[2] for row in body] == ["-2", "-1", "0", "1", "2", ""]
    assert [row[0] for row in listed(api, sort="created")[1:]] == numbers
    assert [row[0] for row in listed(api, sort="-created")[1:]] == numbers[::-1]
    assert [row[0] for row in listed(api)[1:]] == numbers[::-1], "as the list without a sort: newest first"
    assert [row[1] for row in listed(api, q="заказ", filter='{"Summa": {"gt": 0}}', sort="-Summa")[1:]] == [
        "Заказ 2",
        "Заказ 4",
    ]
    assert listed(api, q="=1+1")[1][1] == "'=1+1", "no spreadsheet computes it"


def test_cells_of_a_list_are_written_as_people_read_them(service: Service) -> None:
    me = service.user.get_ok("/session")
    api, _ = orders(service, {"Tema": "А; Б", "Summa": -1234.5, "Kto": [me["account"]]})
    name = me["full_name"] or me["login"]
    assert listed(api, "ru")[1][1:] == ["А; Б", "-1234,5", name, "-2469"]
    assert listed(api, "en")[1][1:] == ["А; Б", "-1234.5", name, "-2469"]


def test_a_record_is_exported_attribute_by_attribute(on_each: Service) -> None:
    api, [small, large] = orders(on_each, {"Summa": 1}, {"Tema": "Вторая", "Summa": 5})
    link = api.post_ok(f"{PATH}/{large}/buttons/One")["download"]
    assert fetched(api, link) == [
        ("Attribute", "Value"),
        ("ID", int(large.split(".")[1])),
        ("Тема", "Вторая"),
        ("Сумма", 5),
        ("Кто", None),
        ("Вдвое", 10),
    ]
    hidden = api.get(f"{PATH}/{small}/buttons/One/file")
    assert (hidden.status_code, hidden.json()["code"]) == (422, "button_hidden")


def test_many_pages_are_one_file(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_exports, "_PAGE", 2)
    api, ids = orders(service, *({"Summa": number} for number in range(5)))
    rows = fetched(api, f"{PATH}/buttons/Some/file", sort="created")
    assert [f"rec.{row[0]}" for row in rows[1:]] == ids


def test_more_rows_than_a_file_holds_are_refused_with_the_way_out(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_exports, "MOST_ROWS", 1)
    api, _ = orders(service, {"Summa": 1}, {"Summa": 2})
    refused = api.get(f"{PATH}/buttons/Table/file")
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_rows")
    assert "There are 2 records" in refused.json()["detail"]
    assert len(fetched(api, f"{PATH}/buttons/Table/file", filter='{"Summa": 1}')) == 2


def test_who_may_not_see_the_records_gets_no_file(service: Service) -> None:
    orders(service, {"Summa": 1})
    assert service.as_(None).get(f"{PATH}/buttons/Table/file").status_code == 401


def test_only_export_buttons_have_a_file(service: Service) -> None:
    api, [record] = orders(service, {"Summa": 2})
    for path in (
        f"{PATH}/buttons/Make/file",
        f"{PATH}/buttons/One/file",
        f"{PATH}/{record}/buttons/Table/file",
    ):
        assert api.get(path).json()["code"] == "not_an_export"
    assert api.get(f"{PATH}/buttons/Tabel/file").json()["code"] == "unknown_button"


def test_a_button_above_a_table_may_make_a_record_and_needs_one_for_all_else(service: Service) -> None:
    api, _ = orders(service)
    made = api.post_ok(f"{PATH}/buttons/Make", json={"values": {"Tema": "Новая"}})["record"]
    assert api.get_ok(f"{PATH}/{made}")["values"]["Tema"] == "Новая"
    assert api.post(f"{PATH}/buttons/One").json()["code"] == "no_record"


def test_a_column_that_is_no_attribute_is_named(service: Service) -> None:
    button = {"name": "T", "title": "T", "operation": {"type": "export_table", "columns": ["Sumam"]}}
    saved = service.builder.put("/templates/Zakaz", json={**ORDER, "buttons": [button]})
    assert codes(saved) == {"buttons.0.operation.columns.0": "unknown_attribute"}
