"""Records over the API: making, changing, finding, their history and buttons."""

from __future__ import annotations

import json
from typing import Any

from tests.web.client import Api, codes
from tests.web.conftest import Service

TASK = {
    "title": "Задача",
    "attributes": [
        {"name": "Tema", "title": "Тема", "data_type": "text", "searchable": True, "is_title": True, "log_changes": True},
        {"name": "Summa", "title": "Сумма", "data_type": "number", "log_changes": True},
        {"name": "Kto", "title": "Кто", "data_type": "account", "log_changes": True},
    ],
}  # fmt: skip
PATH = "/templates/Zadacha/records"


def tasks(service: Service, *rows: dict[str, Any]) -> tuple[Api, list[str]]:
    service.builder.put_ok("/templates/Zadacha", json=TASK)
    api = service.user
    return api, [api.post_ok(PATH, json={"values": row})["id"] for row in rows]


def test_a_record_is_made_changed_and_removed(on_each: Service) -> None:
    api, [record] = tasks(on_each, {"Tema": "Первая", "Summa": 10.25})
    path = f"{PATH}/{record}"
    shown = api.get(path)
    assert shown.json()["values"] == {"Tema": "Первая", "Summa": 10.25, "Kto": None}
    assert (shown.json()["title"], shown.headers["etag"]) == ("Первая", '"1"')
    changed = api.patch(path, json={"values": {"Summa": 11}}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    stale = api.patch(path, json={"values": {"Summa": 12}}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert codes(stale) == {"values.Summa": "changed_since"}
    assert api.delete(path, headers={"If-Match": '"1"'}).status_code == 412
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    assert api.get(f"/templates/Elpisma/records/{record}").status_code == 404


def test_a_record_is_found_by_its_id_alone(on_each: Service) -> None:
    api, [record] = tasks(on_each, {"Tema": "Первая"})
    assert api.get(f"/records/{record}").json() == {"id": record, "template": "Zadacha", "title": "Первая"}
    assert api.get("/records/rec.999999").status_code == 404


def test_wrong_values_are_named_all_at_once(service: Service) -> None:
    api, [record] = tasks(service, {"Tema": "Первая"})
    wrong = {"Summa": "много", "Kto": "rec.1", "Tmea": "x"}
    for answer in (
        api.post(PATH, json={"values": wrong}),
        api.patch(f"{PATH}/{record}", json={"values": wrong}),
    ):
        assert answer.status_code == 422
        assert set(codes(answer)) >= {"values.Summa", "values.Kto", "values.Tmea"}
    assert api.post(PATH, json={"value": {}}).status_code == 422
    assert api.post("/templates/Nothing/records", json={"values": {}}).status_code == 404


def test_the_same_key_makes_one_record(on_each: Service) -> None:
    api, _ = tasks(on_each)
    body, key = {"values": {"Tema": "Одна"}}, {"Idempotency-Key": "make-1"}
    first, again = (api.post(PATH, json=body, headers=key).json() for _ in range(2))
    assert first["id"] == again["id"]
    assert api.get_ok(PATH, params={"count": True})["total"] == 1


def test_lists_search_filter_sort_and_page(on_each: Service) -> None:
    api, ids = tasks(
        on_each,
        {"Tema": "Договор аренды", "Summa": 3},
        {"Tema": "Счёт", "Summa": 1},
        {"Tema": "Договор поставки", "Summa": 2},
        {"Tema": "Акт"},
    )

    def found(**params: Any) -> list[str]:
        return [one["id"] for one in api.get_ok(PATH, params=params)["items"]]

    assert found() == ids[::-1]
    assert found(q="ДОГОВОР", sort="Summa") == [ids[2], ids[0]]
    assert found(filter=json.dumps({"Summa": {"ge": 2}}), sort="-Summa") == [ids[0], ids[2]]
    assert found(filter=json.dumps({"Summa": {"empty": True}})) == [ids[3]]
    first = api.get_ok(PATH, params={"sort": "Summa", "limit": 3, "count": True})
    rest = api.get_ok(PATH, params={"sort": "Summa", "limit": 3, "cursor": first["next"]})
    assert [one["id"] for one in (*first["items"], *rest["items"])] == [ids[1], ids[2], ids[0], ids[3]]
    assert first["total"] == 4
    for params in (
        {"sort": "Sum"},
        {"filter": "[]"},
        {"filter": '{"Summ": 1}'},
        {"cursor": "x"},
        {"limit": 5000},
    ):
        assert api.get(PATH, params=params).status_code == 422, params


def test_history_tells_saves_letters_and_runs_newest_first(on_each: Service) -> None:
    on_each.builder.put_ok(
        "/templates/Elpisma",
        json=(body := on_each.builder.get_ok("/templates/Elpisma")["body"])
        | {"attributes": [one | {"log_changes": True} for one in body["attributes"]]},
    )
    letter = on_each.letter()
    record = on_each.builder.get_ok(f"/messages/{letter}")["record"]
    api = on_each.as_("petrova")
    path = f"/templates/Elpisma/records/{record}"
    nobody = {"values": {"Poluchatel": str(on_each.accounts["user"])}}
    api.patch(path, json=nobody)
    whole = api.get_ok(f"{path}/history")["items"]
    assert sorted(one["what"] for one in whole) == ["letter", "run", "save", "save"]
    newest = next(one for one in whole if one["what"] == "save")["save"]
    assert newest["values"][0] | {"attribute": "Poluchatel"} == newest["values"][0]
    assert newest["references"][str(on_each.accounts["user"])]["login"] == "user"
    assert next(one for one in whole if one["what"] == "letter")["letter"]["id"] == letter

    seen, cursor = [], None
    while True:
        page = api.get_ok(f"{path}/history", params={"limit": 1} | ({"cursor": cursor} if cursor else {}))
        seen += page["items"]
        if not (cursor := page["next"]):
            break
    assert seen == whole
    assert [one["version"] for one in api.get_ok(f"{path}/journal")["items"]] == [2, 1]
    assert api.get(f"{path}/history", params={"cursor": "x"}).status_code == 422
    assert "run" not in [one["what"] for one in on_each.user.get_ok(f"{path}/history")["items"]]


def test_a_button_that_is_not_there_is_named_with_the_nearest(service: Service) -> None:
    record = service.record()
    api = service.user
    wrong = api.post(f"/templates/Elpisma/records/{record}/buttons/OtpravitPisma")
    assert wrong.status_code == 404
    assert wrong.json()["errors"][0]["suggestion"] == "OtpravitPismo"


def test_a_press_with_a_key_sends_one_letter(on_each: Service) -> None:
    path = f"/templates/Elpisma/records/{on_each.record()}/buttons/OtpravitPismo"
    api, key = on_each.user, {"Idempotency-Key": "press-1"}
    first, again = (api.post(path, headers=key).json() for _ in range(2))
    assert first["messages"] == again["messages"]
    assert first["run"] == again["run"]
    assert on_each.builder.get_ok("/messages", params={"count": True})["total"] == 1


def test_a_form_that_is_named_is_obeyed(service: Service) -> None:
    rows = [[{"attribute": "Tema", "access": "required"}, {"attribute": "Summa", "access": "read_only"}]]
    form = {"name": "main", "title": "Main", "rows": rows}
    button = {"name": "save", "title": "Save", "operation": "save"}
    service.builder.put_ok("/templates/Zadacha", json={**TASK, "forms": [form], "buttons": [button]})
    api = service.user
    wrong = {"values": {"Tema": "", "Summa": 5}, "form": "main"}
    told = {"values.Tema": "required", "values.Summa": "field_read_only"}
    assert codes(api.post(PATH, json=wrong)) == told
    record = api.post_ok(PATH, json={"values": {"Tema": "Первая"}, "form": "main"})["id"]
    assert codes(api.patch(f"{PATH}/{record}", json=wrong)) == told
    assert codes(api.post(f"{PATH}/{record}/buttons/save", json=wrong)) == told
    assert codes(api.post(PATH, json={"values": {}, "form": "mian"})) == {"form": "unknown_form"}
    assert api.patch(f"{PATH}/{record}", json={"values": {"Summa": 5}}).status_code == 200


def test_required_values_and_checks_hold_for_every_save(on_each: Service) -> None:
    """Also where no scenario listens to the template."""
    check = {"check_expression": {"formula": "$Summa > 0"}, "check_message": "Больше нуля"}
    attributes = [
        {"name": "Tema", "title": "Тема", "data_type": "text", "required": True},
        {"name": "Summa", "title": "Сумма", "data_type": "number", **check},
    ]
    buttons = [
        {"name": "Sohranit", "title": "Сохранить", "operation": "save"},
        {"name": "Chernovik", "title": "Черновик", "operation": "save", "skip_checks": True},
    ]
    body = {"title": "Счета", "attributes": attributes, "buttons": buttons}
    on_each.builder.put_ok("/templates/Scheta", json=body)
    api, path = on_each.user, "/templates/Scheta/records"
    assert codes(api.post(path, json={"values": {"Summa": 1}})) == {"values.Tema": "required"}
    refused = api.post(path, json={"values": {"Tema": "Аренда", "Summa": -1}})
    assert (codes(refused), refused.json()["detail"]) == ({"values.Summa": "check_failed"}, "Больше нуля")
    assert api.get_ok(path)["items"] == []
    made = api.post_ok(path, json={"values": {"Tema": "Аренда", "Summa": 1}})["id"]
    assert codes(api.patch(f"{path}/{made}", json={"values": {"Tema": ""}})) == {"values.Tema": "required"}
    pressed = f"{path}/{made}/buttons"
    refused = api.post(f"{pressed}/Sohranit", json={"values": {"Summa": -1}})
    assert codes(refused) == {"values.Summa": "check_failed"}
    assert api.get_ok(f"{path}/{made}")["values"] == {"Tema": "Аренда", "Summa": 1}
    api.post_ok(f"{pressed}/Chernovik", json={"values": {"Tema": "", "Summa": -1}})
    assert api.get_ok(f"{path}/{made}")["values"] == {"Tema": None, "Summa": -1}
