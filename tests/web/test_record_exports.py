"""Buttons that export: a press tells where the file is; the file holds what its reader may see."""

from __future__ import annotations

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
