"""Buttons as a builder declares them and a person presses them: conditions, dialogs, app variables in the scenario."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.client import codes
from tests.web.conftest import Service

ORDER: dict[str, Any] = {
    "title": "Orders",
    "attributes": [
        {"name": "Price", "title": "Price", "data_type": "number"},
        {"name": "Count", "title": "Count", "data_type": "number"},
        {"name": "Note", "title": "Note", "data_type": "text"},
        {
            "name": "Total", "title": "Total", "data_type": "number",
            "computed": True, "expression": {"formula": "$Price * $Count"},
        },
    ],
    "buttons": [
        {
            "name": "Refuse", "title": "Refuse", "dialog": True, "condition": {"formula": "$Total > 100"},
            "variables": [
                {"name": "Reason", "title": "Reason", "data_type": "text", "required": True},
                {"name": "Days", "title": "Days", "data_type": "number"},
            ],
        }
    ],
}  # fmt: skip
REFUSED = {
    "title": "Refused",
    "event": {"type": "button_clicked", "context_template": "Order", "button": "Refuse"},
    "actions": [
        {
            "type": "change_attributes",
            "attributes": [
                {"attribute": "Note", "value": {"formula": '$$dialogVariables->Reason + " / " + $$dialogVariables->Days'}},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def orders(service: Service) -> Service:
    service.builder.put_ok("/templates/Order", json=ORDER)
    service.builder.put_ok("/scenarios/Refused", json=REFUSED)
    return service


def order(service: Service, **values: Any) -> Any:
    return service.user.post_ok("/templates/Order/records", json={"values": values})


def test_a_computed_value_is_shown_and_cannot_be_written(orders: Service) -> None:
    made = order(orders, Price=20, Count=3)
    assert made["values"]["Total"] == 60
    [listed] = orders.user.get_ok("/templates/Order/records")["items"]
    assert listed["values"]["Total"] == 60
    refused = orders.user.patch(f"/templates/Order/records/{made['id']}", json={"values": {"Total": 1}})
    assert codes(refused) == {"values.Total": "computed_attribute"}


def test_a_value_that_cannot_be_computed_says_why(orders: Service) -> None:
    ratio = {**ORDER["attributes"][-1], "expression": {"formula": "$Price / $Count"}}
    attributes = [*ORDER["attributes"][:-1], ratio]
    orders.builder.put_ok("/templates/Order", json={**ORDER, "attributes": attributes})
    made = order(orders, Price=20, Count=0)
    assert made["values"]["Total"] is None
    [problem] = made["problems"]
    assert (problem["path"], problem["code"]) == ("values.Total", "division_by_zero")
    assert problem["message"].startswith("'Total' cannot be computed: ")
    [listed] = orders.user.get_ok("/templates/Order/records")["items"]
    assert listed["problems"] == [problem]
    assert order(orders, Price=20, Count=2)["problems"] == []


def test_a_button_shows_only_while_its_condition_holds(orders: Service) -> None:
    made = order(orders, Price=20, Count=3)
    path = f"/templates/Order/records/{made['id']}"
    assert made["buttons"] == []
    refused = orders.user.post(f"{path}/buttons/Refuse", json={"variables": {"Reason": "late"}})
    assert (refused.status_code, refused.json()["code"]) == (422, "button_hidden")

    assert orders.user.patch(path, json={"values": {"Count": 6}}).json()["buttons"] == ["Refuse"]
    orders.user.post_ok(f"{path}/buttons/Refuse", json={"variables": {"Reason": "late"}})


def test_the_scenario_gets_what_was_answered_in_the_dialog(orders: Service) -> None:
    path = f"/templates/Order/records/{order(orders, Price=200, Count=1)['id']}"
    orders.user.post_ok(f"{path}/buttons/Refuse", json={"variables": {"Reason": "late", "Days": 3}})
    assert orders.user.get_ok(path)["values"]["Note"] == "late / 3"


def with_dialog(*rows: Any) -> dict[str, Any]:
    """The orders with a dialog of these rows."""
    [button] = ORDER["buttons"]
    return {**ORDER, "buttons": [{**button, "dialog_rows": list(rows)}]}


def test_the_form_of_a_dialog_is_checked_against_the_variables(orders: Service) -> None:
    refused = orders.builder.put(
        "/templates/Order", json=with_dialog(["Dasy", {"button": "Refuse"}], [{"tabs": [{"title": "A"}]}])
    )
    assert codes(refused) == {
        "buttons.0.dialog_rows.0.0.attribute": "unknown_variable",
        "buttons.0.dialog_rows.0.1.button": "not_in_a_dialog",
        "buttons.0.variables.0.required": "not_asked",
    }
    hidden = with_dialog([{"attribute": "Reason", "access": "hidden"}])
    assert codes(orders.builder.put("/templates/Order", json=hidden)) == {
        "buttons.0.variables.0.required": "not_asked"
    }


def test_two_variables_of_a_button_have_two_names(orders: Service) -> None:
    [button] = ORDER["buttons"]
    variables = [*button["variables"], {"name": "reason", "title": "Again", "data_type": "text"}]
    refused = orders.builder.put(
        "/templates/Order", json={**ORDER, "buttons": [{**button, "variables": variables}]}
    )
    assert codes(refused) == {"buttons.0.variables.2.name": "duplicate_name"}


def test_a_dialog_may_require_what_the_variable_does_not(orders: Service) -> None:
    rows = [["Reason"], [{"group": "Terms", "rows": [[{"attribute": "Days", "access": "required"}]]}]]
    stored = orders.builder.put_ok("/templates/Order", json=with_dialog(*rows))
    assert stored["body"]["buttons"][0]["dialog_rows"] == rows
    path = f"/templates/Order/records/{order(orders, Price=200, Count=1)['id']}/buttons/Refuse"
    refused = orders.user.post(path, json={"variables": {"Reason": "late"}})
    assert codes(refused) == {"variables.Days": "required"}
    orders.user.post_ok(path, json={"variables": {"Reason": "late", "Days": 3}})


def test_answers_that_will_not_do_are_told_all_at_once(orders: Service) -> None:
    path = f"/templates/Order/records/{order(orders, Price=200, Count=1)['id']}"
    answer = orders.user.post(
        f"{path}/buttons/Refuse", json={"variables": {"Resaon": "late", "Days": "three"}}
    )
    assert codes(answer) == {
        "variables.Resaon": "unknown_variable",
        "variables.Reason": "required",
        "variables.Days": "value_unfit",
    }
    suggestions = {error["path"]: error.get("suggestion") for error in answer.json()["errors"]}
    assert suggestions["variables.Resaon"] == "Reason"


def test_app_variables_are_read_by_scenarios_of_every_app(orders: Service) -> None:
    variable = {"name": "Limit", "title": "Limit", "data_type": "number", "value": 7}
    orders.builder.put_ok("/apps/Shop", json={"title": "Shop", "variables": [variable]})
    n3 = (
        "@prefix globalvariable: <http://comindware.com/ontology/variable#>."
        '{("Shop" "Limit") globalvariable:getValueByAlias ?value.}'
    )
    action = {"type": "change_attributes", "attributes": [{"attribute": "Count", "value": {"n3": n3}}]}
    event = {"type": "record_created", "context_template": "Order"}
    orders.builder.put_ok("/scenarios/Limit", json={"title": "Limit", "event": event, "actions": [action]})
    assert order(orders, Price=1)["values"]["Count"] == 7

    orders.builder.put_ok("/apps/Shop", json={"title": "Shop", "variables": [{**variable, "value": 8}]})
    assert order(orders, Price=1)["values"]["Count"] == 8


def test_an_app_variable_of_another_type_is_refused(service: Service) -> None:
    variable = {"name": "Limit", "data_type": "number", "value": "seven"}
    answer = service.builder.put("/apps/Shop", json={"title": "Shop", "variables": [variable, variable]})
    assert answer.status_code == 422
    assert codes(answer) == {"variables.0": "value_unfit", "variables.1": "value_unfit"}


def test_a_variable_that_the_route_does_not_declare_is_noted_at_the_letter(service: Service) -> None:
    body = service.admin.get_ok("/scenarios/OtpravkaPisem")["body"]
    body["actions"][0]["variables"].append({"name": "FulName", "value": {"value": "x"}})
    saved = service.builder.put_ok("/scenarios/OtpravkaPisem", json=body)
    assert [problem["code"] for problem in saved["problems"]] == ["undeclared_variable"]

    told = service.builder.get_ok(f"/messages/{service.letter()}/explain")

    [ignored] = told["ignored"]
    assert "FulName" in ignored
    assert "Did you mean FullName?" in ignored


def test_a_button_gives_the_document_that_it_names(service: Service) -> None:
    button = {"name": "Get", "title": "Get", "result": "download", "download": "File"}
    file = {"name": "File", "title": "File", "data_type": "document", "multiple": True}
    body = {"title": "Paper", "attributes": [file], "buttons": [button]}
    service.builder.put_ok("/templates/Paper", json=body)
    api, path = service.user, "/templates/Paper/records"
    empty = api.post_ok(path, json={"values": {}})["id"]
    pressed = api.post_ok(f"{path}/{empty}/buttons/Get")
    assert (pressed["result"], pressed["download"]) == ("download", None)

    sent = [api.post_ok("/documents", files={"file": (f"{n}.txt", n.encode())})["id"] for n in ("a", "b")]
    values = {"File": [{"upload": id} for id in sent]}
    link = api.post_ok(f"{path}/{empty}/buttons/Get", json={"values": values})["download"]
    assert api.get(link.removeprefix("/api/v1")).content == b"b"

    wrong = {**body, "buttons": [{**button, "download": "Fiel"}]}
    assert codes(service.builder.put("/templates/Paper", json=wrong)) == {
        "buttons.0.download": "unknown_attribute"
    }


def test_a_button_leads_to_the_related_record(on_each: Service) -> None:
    on_each.builder.put_ok("/templates/Kontragenty", json={"title": "Контрагенты", "attributes": []})
    link = {"name": "Kto", "title": "Кто", "data_type": "record", "template": "Kontragenty", "multiple": True}
    there = {"result": "navigate", "navigate_to": "related", "related": "Kto"}
    body: dict[str, Any] = {
        "title": "Сделки",
        "attributes": [link],
        "buttons": [{"name": "Otkryt", "title": "Открыть", "operation": "save", **there}],
    }
    on_each.builder.put_ok("/templates/Sdelki", json=body)
    api = on_each.user
    first, last = (api.post_ok("/templates/Kontragenty/records", json={"values": {}})["id"] for _ in range(2))
    deal = api.post_ok("/templates/Sdelki/records", json={"values": {}})["id"]
    path = f"/templates/Sdelki/records/{deal}/buttons/Otkryt"
    pressed = api.post_ok(path)
    assert (pressed["result"], pressed["related"]) == ("navigate", None)
    pressed = api.post_ok(path, json={"values": {"Kto": [first, last]}})
    assert pressed["related"] == {"id": last, "template": "Kontragenty"}
    body["buttons"][0]["related"] = "Kot"
    refused = on_each.builder.put("/templates/Sdelki", json=body)
    assert codes(refused) == {"buttons.0.related": "unknown_attribute"}
