"""Definitions over the API: saving, checking, history, who uses whom."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.client import codes
from tests.web.conftest import Service, definition

SCENARIO = "/scenarios/OtpravkaPisem"
ROUTE = "/routes/mail_out"


def body_of(service: Service, path: str) -> dict[str, Any]:
    return dict(service.admin.get_ok(path)["body"])


def test_a_list_finds_by_part_of_the_title_and_pages(service: Service) -> None:
    api = service.builder
    for number in range(3):
        api.put_ok(f"/apps/App{number}", json={"title": f"Приложение {number}"})
    page = api.get_ok("/apps", params={"q": "ПРИЛОЖЕНИЕ", "limit": 2, "count": True})
    assert [item["name"] for item in page["items"]] == ["App0", "App1"]
    assert page["total"] == 3
    rest = api.get_ok("/apps", params={"q": "приложение", "cursor": page["next"]})
    assert [item["name"] for item in rest["items"]] == ["App2"]
    assert rest["next"] is None


def test_a_list_is_narrowed_by_type_and_by_what_is_referred_to(on_each: Service) -> None:
    api = on_each.admin

    def listed(folder: str, **params: Any) -> list[str]:
        page = api.get_ok(f"/{folder}", params={**params, "count": True})
        names = [item["name"] for item in page["items"]]
        assert page["total"] == len(names)
        return names

    assert listed("connections", type="smtp_send") == ["mail"]
    assert listed("connections", type=["smtp_send", "imap_receive"]) == ["mail"]
    assert listed("connections", type="imap_receive") == []
    assert listed("routes", uses="connection/mail", type="smtp_send") == ["mail_out"]
    assert listed("routes", uses="connection/other") == []
    assert listed("scenarios", uses="route/mail_out") == ["OtpravkaPisem"]
    assert api.get("/routes", params={"uses": "mail"}).status_code == 422


def test_a_save_answers_its_version_as_etag_and_a_stale_one_is_412(service: Service) -> None:
    api = service.builder
    first = api.get(ROUTE)
    assert first.headers["etag"] == '"1"'
    changed = first.json()["body"] | {"description": "Письма из записей"}
    saved = api.put(ROUTE, json=changed, headers={"If-Match": '"1"'})
    assert (saved.status_code, saved.headers["etag"]) == (200, '"2"')

    stale = api.put(ROUTE, json=changed | {"description": "другое"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert codes(stale)["description"] == "changed_meanwhile"
    assert api.put(ROUTE, json=changed, headers={"If-Match": "soon"}).status_code == 422


def test_an_active_scenario_with_errors_is_refused_with_the_action_named(service: Service) -> None:
    api = service.builder
    body = body_of(service, SCENARIO)
    body["actions"][1]["route"] = "mail_uot"
    refused = api.put(SCENARIO, json=body)
    assert refused.status_code == 422
    [problem] = refused.json()["errors"]
    assert (problem["path"], problem["code"]) == ("actions.1.route", "unknown_route")
    assert problem["suggestion"] == "mail_out"
    assert problem["action"] == body["actions"][1]["id"]

    paused = api.put_ok(SCENARIO, json=body | {"status": "paused"})
    assert paused["problems"] == [problem]
    assert api.get_ok(SCENARIO)["problems"] == [problem]


def test_a_check_finds_what_a_save_would_and_keeps_nothing(on_each: Service) -> None:
    api = on_each.builder
    body = body_of(on_each, SCENARIO)
    body["actions"][0]["variables"][0]["children"][0]["value"] = {"formula": "$Poluchatel->mbox +"}
    found = api.post_ok(f"{SCENARIO}/check", json=body)
    assert not found["ok"]
    [problem] = found["problems"]
    assert problem["path"] == "actions.0.variables.0.children.0.value.formula"
    assert problem["action"] == body["actions"][0]["id"]
    assert problem["line"] == 1
    assert problem["column"] > 15
    assert api.get_ok(SCENARIO)["version"] == 1
    assert api.post_ok(f"{SCENARIO}/check", json=body_of(on_each, SCENARIO))["ok"]


def test_a_check_of_a_new_name_leaves_no_definition(service: Service) -> None:
    api = service.builder
    body = {"title": "Черновик", "attributes": [{"name": "Tema", "title": "Тема", "data_type": "text"}]}
    assert api.post_ok("/templates/Chernovik/check", json=body)["ok"]
    assert api.get("/templates/Chernovik").status_code == 404
    wrong = api.post_ok("/templates/Chernovik/check", json={"titel": "Черновик"})
    assert {problem["path"] for problem in wrong["problems"]} == {"titel", "title"}
    assert api.post_ok("/templates/1st/check", json=body)["problems"][0]["path"] == "name"


def test_a_check_shows_what_a_change_would_break(service: Service) -> None:
    body = body_of(service, "/templates/Elpisma")
    body["attributes"] = [one for one in body["attributes"] if one["name"] != "Poluchatel"]
    body["forms"] = []
    found = service.builder.post_ok("/templates/Elpisma/check", json=body)
    [affected] = found["affected"]
    assert (affected["kind"], affected["name"]) == ("scenario", "OtpravkaPisem")
    assert all(problem["action"] for problem in affected["problems"])
    assert service.builder.get_ok(SCENARIO)["problems"] == []


def test_an_undeclared_placeholder_switches_a_route_off(service: Service) -> None:
    body = body_of(service, ROUTE)
    body["integration"]["subject_template"] = "{FileNmae}"
    checked = service.builder.post_ok(f"{ROUTE}/check", json=body)
    assert (checked["ok"], checked["disabled"]) == (False, True)
    saved = service.builder.put_ok(ROUTE, json=body)
    assert saved["disabled"]
    assert not saved["active"]
    assert saved["problems"] == checked["problems"]


def test_history_compares_and_restores(on_each: Service) -> None:
    api = on_each.builder
    body = body_of(on_each, ROUTE)
    api.put_ok(ROUTE, json=body | {"description": "вторая"})
    api.put_ok(ROUTE, json=body | {"description": "третья"})

    versions = api.get_ok(f"{ROUTE}/versions", params={"limit": 2})
    assert [one["version"] for one in versions["items"]] == [3, 2]
    assert versions["items"][0]["changes"] == [{"path": "description", "before": "вторая", "after": "третья"}]
    assert versions["items"][0]["author"] == "builder"
    older = api.get_ok(f"{ROUTE}/versions", params={"limit": 2, "cursor": versions["next"]})
    assert [one["version"] for one in older["items"]] == [1]

    second = api.get_ok(f"{ROUTE}/versions/2")
    assert second["body"]["description"] == "вторая"
    compared = api.get_ok(f"{ROUTE}/compare", params={"older": 1, "newer": 3})
    assert [one["path"] for one in compared["changes"]] == ["description"]

    restored = api.post_ok(f"{ROUTE}/versions/2/restore", headers={"If-Match": '"3"'})
    assert (restored["version"], restored["body"]["description"]) == (4, "вторая")
    assert api.post(f"{ROUTE}/versions/1/restore", headers={"If-Match": '"3"'}).status_code == 412
    assert api.get(f"{ROUTE}/versions/9").status_code == 404
    assert api.post(f"{ROUTE}/versions/9/restore").status_code == 404
    assert api.get(f"{ROUTE}/compare", params={"older": 1, "newer": 9}).status_code == 404


def test_a_deleted_definition_is_restored_from_its_history(service: Service) -> None:
    api = service.builder
    api.put_ok("/apps/Kadry", json={"title": "Кадры"})
    assert api.delete("/apps/Kadry").status_code == 204
    assert api.get_ok("/apps/Kadry/versions/2")["body"] is None
    assert api.post("/apps/Kadry/versions/2/restore").status_code == 404
    again = api.post("/apps/Kadry/versions/1/restore")
    assert (again.status_code, again.json()["version"], again.json()["title"]) == (201, 3, "Кадры")


def test_who_is_used_is_not_deleted_and_the_users_are_listed(service: Service) -> None:
    api = service.admin
    users = api.get_ok(f"{ROUTE}/users")["items"]
    assert users == [{"kind": "scenario", "name": "OtpravkaPisem", "title": "Отправка писем", "active": True}]
    refused = api.delete(ROUTE)
    assert refused.status_code == 409
    assert codes(refused) == {"scenario.OtpravkaPisem": "used_by"}
    assert api.delete(SCENARIO, headers={"If-Match": '"7"'}).status_code == 412
    assert api.delete(SCENARIO, headers={"If-Match": '"1"'}).status_code == 204
    assert api.delete(ROUTE).status_code == 204


def test_a_secret_is_never_answered(service: Service) -> None:
    body = definition("connections/mail.yaml") | {
        "auth_type": "basic", "username": "robot", "password": "тайное слово",
    }  # fmt: skip
    saved = service.admin.put("/connections/mail", json=body)
    assert saved.json()["secrets"] == ["password"]
    for path in ("/connections/mail", "/connections", "/connections/mail/versions"):
        assert "тайное" not in service.admin.get(path).text
    moved = service.admin.post_ok(
        "/connections/mail/check", json=saved.json()["body"] | {"host": "evil.example"}
    )
    assert [problem["code"] for problem in moved["problems"]] == ["secret_needed"]


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Эл. письма", [], "Elpisma"),
        ("Эл. письма", ["Elpisma", "elpisma2"], "Elpisma3"),
        ("Плательщик", [], "Platelschik"),
        ("№", [], ""),
    ],
)
def test_a_title_suggests_a_system_name(service: Service, title: str, taken: list[str], name: str) -> None:
    answer = service.builder.get_ok("/names/suggest", params={"title": title, "taken": taken})
    assert answer == {"name": name}
