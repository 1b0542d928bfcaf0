"""Forms with tabs, limits of files and rules: what they say while one types, and what holds when the record is saved."""

from __future__ import annotations

from typing import Any

from tests.web.client import Api, codes
from tests.web.conftest import Service

PATH = "/templates/Zakupki/records"
LARGE = {"formula": "$Summa > 1000"}


def purchases(service: Service, **changed: Any) -> Api:
    """A template in which large sums need a reason, take the boss's approval, and may not be too large."""
    rows: list[Any] = [
        [{"divider": "Главное"}],
        ["Summa", "Ocenka"],
        [
            {
                "tabs": [
                    {"title": "Обоснование", "rows": [["Obosnovanie"], ["Soglasovanie"]]},
                    {
                        "title": "Файлы",
                        "rows": [[{"attribute": "Fayly", "max_files": 2, "allow_delete": False}]],
                    },
                ]
            }
        ],
    ]
    rules = [
        {"condition": LARGE, "attributes": ["Obosnovanie"], "access": "required"},
        {"condition": LARGE, "action": "set", "attributes": ["Soglasovanie"], "value": {"formula": "true"}},
        {"condition": {"formula": "$Soglasovanie"}, "attributes": ["Soglasovanie"], "access": "read_only"},
        {
            "condition": {"formula": "$Summa > 9000"},
            "action": "error",
            "attributes": ["Summa"],
            "message": "Не больше 9000",
        },
    ]
    body: dict[str, Any] = {
        "title": "Закупки",
        "attributes": [
            {"name": "Summa", "title": "Сумма", "data_type": "number"},
            {"name": "Ocenka", "title": "Оценка", "data_type": "number"},
            {"name": "Obosnovanie", "title": "Обоснование", "data_type": "text"},
            {"name": "Soglasovanie", "title": "Согласование", "data_type": "boolean"},
            {"name": "Fayly", "title": "Файлы", "data_type": "document"},
        ],
        "forms": [
            {"name": "defaultForm", "title": "Основная", "is_default": True, "rows": rows, "rules": rules}
        ],
        "buttons": [{"name": "Sohranit", "title": "Сохранить", "operation": "save"}],
    }
    service.builder.put_ok("/templates/Zakupki", json={**body, **changed})
    return service.user


def test_rules_follow_what_the_form_holds_unsaved(on_each: Service) -> None:
    api = purchases(on_each)

    def state(**values: Any) -> Any:
        return api.post_ok(f"{PATH}/form", json={"values": values})

    small = state(Summa=10)
    assert small["access"] == {
        "Summa": "editable",
        "Ocenka": "editable",
        "Obosnovanie": "editable",
        "Soglasovanie": "editable",
        "Fayly": "editable",
    }
    assert (small["values"], small["problems"]) == ({}, [])
    large = state(Summa=2000)
    assert (large["access"]["Obosnovanie"], large["access"]["Soglasovanie"]) == ("required", "read_only")
    assert large["values"] == {"Soglasovanie": True}
    [told] = state(Summa=9999)["problems"]
    assert (told["path"], told["message"]) == ("values.Summa", "Не больше 9000")


def test_rules_hold_when_a_record_is_saved_through_the_form(on_each: Service) -> None:
    api = purchases(on_each)
    form = {"form": "defaultForm"}
    refused = api.post(PATH, json={"values": {"Summa": 9999}, **form})
    assert codes(refused) == {"values.Summa": "form_rule", "values.Obosnovanie": "required"}
    made = api.post_ok(PATH, json={"values": {"Summa": 2000, "Obosnovanie": "срочно"}, **form})
    assert made["values"]["Soglasovanie"] is True
    path = f"{PATH}/{made['id']}"
    assert codes(api.patch(path, json={"values": {"Obosnovanie": ""}, **form})) == {
        "values.Obosnovanie": "required"
    }
    pressed = api.post(f"{path}/buttons/Sohranit", json={"values": {"Summa": 9001}, **form})
    assert codes(pressed) == {"values.Summa": "form_rule"}
    assert api.patch(path, json={"values": {"Summa": 9001}}).status_code == 200  # no form, no rules


def test_what_was_filled_in_before_a_rule_closed_its_field_is_saved(service: Service) -> None:
    rows = [["Summa"], ["Obosnovanie"]]
    closed = {"condition": LARGE, "attributes": ["Obosnovanie"], "access": "read_only"}
    form = {"name": "defaultForm", "title": "Основная", "is_default": True, "rows": rows, "rules": [closed]}
    api = purchases(service, forms=[form])
    values = {"Summa": 2000, "Obosnovanie": "до закрытия"}
    made = api.post_ok(PATH, json={"values": values, "form": "defaultForm"})
    assert made["values"]["Obosnovanie"] == "до закрытия"
    path = f"{PATH}/{made['id']}"
    refused = api.patch(path, json={"values": {"Obosnovanie": "после"}, "form": "defaultForm"})
    assert codes(refused) == {"values.Obosnovanie": "field_read_only"}


def test_computed_attributes_follow_what_the_form_holds_unsaved(on_each: Service) -> None:
    total = {
        "name": "Itogo",
        "title": "Итого",
        "data_type": "number",
        "computed": True,
        "expression": {"formula": "$Summa * 2"},
    }
    attributes = [{"name": "Summa", "title": "Сумма", "data_type": "number"}, total]
    api = purchases(on_each, attributes=attributes, forms=[])
    assert api.post_ok(f"{PATH}/form", json={"values": {"Summa": 21}})["computed"] == {"Itogo": 42}
    made = api.post_ok(PATH, json={"values": {"Summa": 1}})["id"]
    assert api.post_ok(f"{PATH}/form", json={"record": made})["computed"] == {"Itogo": 2}
    assert api.post_ok(f"{PATH}/form", json={"record": made, "values": {"Summa": 5}})["computed"] == {
        "Itogo": 10
    }


def test_files_are_limited_by_the_form(service: Service) -> None:
    api = purchases(service)

    def uploads(count: int) -> list[dict[str, str]]:
        return [
            {"upload": api.post_ok("/documents", files={"file": ("a.pdf", b"%PDF")})["id"]}
            for _ in range(count)
        ]

    form = {"form": "defaultForm"}
    refused = api.post(PATH, json={"values": {"Fayly": uploads(3)}, **form})
    assert codes(refused) == {"values.Fayly": "too_many_files"}
    assert "2" in refused.json()["detail"]
    made = api.post_ok(PATH, json={"values": {"Fayly": uploads(2)}, **form})
    kept = made["values"]["Fayly"][:1]
    refused = api.patch(f"{PATH}/{made['id']}", json={"values": {"Fayly": kept}, **form})
    assert codes(refused) == {"values.Fayly": "files_stay"}


def test_what_a_form_names_has_to_be_there(service: Service) -> None:
    purchases(service)
    body = service.builder.get_ok("/templates/Zakupki")["body"]
    [form] = body["forms"]
    form["rows"] = [
        [{"tabs": [{"title": "Первая", "rows": [["Summma"]]}]}],
        [{"attribute": "Summa", "form": "main"}],
        ["Ocenka"],
    ]
    form["rules"] = [
        {"attributes": ["Obosnovanie"], "access": "hidden"},
        {"action": "set", "attributes": ["Nothing"], "value": {"formula": "$Nothing"}},
    ]
    found = codes(service.builder.put("/templates/Zakupki", json=body))
    assert found == {
        "forms.0.rows.0.0.tabs.0.rows.0.0.attribute": "unknown_attribute",
        "forms.0.rows.1.0.form": "no_embedded_form",
        "forms.0.rules.0.attributes.0": "unknown_attribute",
        "forms.0.rules.1.attributes.0": "unknown_attribute",
        "forms.0.rules.1.value.formula": "unknown_attribute",
    }
    form["rules"] = [{"action": "error"}, {"action": "set"}]
    wrong = service.builder.put("/templates/Zakupki", json=body)
    assert codes(wrong) == {"forms.0.rules.0": "no_message", "forms.0.rules.1": "no_attributes"}


def test_a_form_of_the_linked_record_is_embedded(service: Service) -> None:
    link = {"name": "Zakupka", "title": "Закупка", "data_type": "record", "template": "Zakupki"}
    purchases(service)
    rows = [[{"attribute": "Zakupka", "form": "defaultForm"}]]
    body = {
        "title": "Счета",
        "attributes": [link],
        "forms": [{"name": "defaultForm", "title": "Основная", "is_default": True, "rows": rows}],
    }
    service.builder.put_ok("/templates/Scheta", json=body)
    made = service.user.post_ok(PATH, json={"values": {"Summa": 2000, "Obosnovanie": "срочно"}})["id"]
    shown = service.user.post_ok("/templates/Scheta/records/form", json={"values": {"Zakupka": made}})
    [embedded] = shown["embedded"]
    assert (embedded["attribute"], embedded["template"], embedded["record"]) == ("Zakupka", "Zakupki", made)
    assert embedded["values"]["Obosnovanie"] == "срочно"
    assert embedded["values"]["Soglasovanie"] is True  # as a rule of the embedded form says
    assert service.user.post_ok("/templates/Scheta/records/form", json={})["embedded"] == []
    rows[0][0]["form"] = "defaltForm"
    refused = service.builder.put("/templates/Scheta", json=body)
    assert refused.json()["errors"][0]["suggestion"] == "defaultForm"
