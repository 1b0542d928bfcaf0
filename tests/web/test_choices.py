"""Whom an account attribute with a filter of values takes: offered to the form, and held to when the record is saved."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.client import Api, codes
from tests.web.conftest import Service

PATH = "/templates/Soglasovaniya/records"
LAWYERS = {"formula": "from a in db->_Account where a->department == $Otdel select a->id"}


def approvals(service: Service, allowed: dict[str, str], *, multiple: bool = False) -> Api:
    """A template whose `Kto` takes accounts of the department in `Otdel`, with three people to choose from."""
    for login, name, department, active in (
        ("anna", "Анна", "Юридический", True),
        ("boris", "Борис", "Юридический", True),
        ("vera", "Вера", "Кадры", True),
        ("gleb", "Глеб", "Юридический", False),
    ):
        fields = {"fullName": name, "department": department, "active": active}
        service.admin.put_ok(f"/accounts/{login}", json={**fields, "mbox": f"{login}@example.org"})
    kto: dict[str, Any] = {"name": "Kto", "title": "Кто", "data_type": "account", "multiple": multiple}
    body = {
        "title": "Согласования",
        "attributes": [
            {"name": "Otdel", "title": "Отдел", "data_type": "text"},
            {"name": "Fayly", "title": "Файлы", "data_type": "document"},
            {**kto, "allowed": allowed},
        ],
        "buttons": [{"name": "Sohranit", "title": "Сохранить", "operation": "save"}],
    }
    service.builder.put_ok("/templates/Soglasovaniya", json=body)
    return service.user


def account(service: Service, login: str) -> str:
    return str(service.user.get_ok(f"/accounts/{login}")["id"])


def offered(api: Api, **given: Any) -> list[str]:
    return [one["username"] for one in api.post_ok(f"{PATH}/choices/Kto", json=given)["items"]]


def test_the_form_offers_whom_the_filter_gives_for_what_it_holds_unsaved(on_each: Service) -> None:
    api = approvals(on_each, LAWYERS)
    assert offered(api, values={"Otdel": "Юридический"}) == ["anna", "boris"]
    assert offered(api, values={"Otdel": "Юридический"}, q="бор") == ["boris"]
    assert offered(api, values={}) == []
    record = api.post_ok(PATH, json={"values": {"Otdel": "Кадры"}})["id"]
    assert offered(api, record=record) == ["vera"]
    assert offered(api, record=record, values={"Otdel": "Юридический"}) == ["anna", "boris"]
    assert api.get_ok(f"{PATH}/{record}")["values"]["Otdel"] == "Кадры"


def test_what_the_form_holds_unfinished_is_left_out(service: Service) -> None:
    api = approvals(service, LAWYERS)
    values = {"Otdel": "Кадры", "Fayly": [{"upload": "none"}], "Kto": "nobody", "Nothing": 1}
    assert offered(api, values=values) == ["vera"]


def test_an_account_that_the_filter_does_not_give_is_refused(on_each: Service) -> None:
    api = approvals(on_each, LAWYERS)
    anna, vera = account(on_each, "anna"), account(on_each, "vera")
    made = api.post_ok(PATH, json={"values": {"Otdel": "Юридический", "Kto": anna}})["id"]
    refused = api.patch(f"{PATH}/{made}", json={"values": {"Kto": vera}})
    assert (refused.status_code, codes(refused)) == (422, {"values.Kto": "not_among_choices"})
    assert "Вера" in refused.json()["detail"]
    assert api.post(PATH, json={"values": {"Otdel": "Юридический", "Kto": vera}}).status_code == 422
    pressed = api.post(f"{PATH}/{made}/buttons/Sohranit", json={"values": {"Kto": vera}})
    assert codes(pressed) == {"values.Kto": "not_among_choices"}
    assert api.get_ok(f"{PATH}/{made}")["values"]["Kto"] == anna


def test_whom_a_record_holds_already_is_not_looked_at_again(service: Service) -> None:
    """The filter's answer may change by itself, and who edits another field cannot mend that."""
    api = approvals(service, LAWYERS)
    made = api.post_ok(PATH, json={"values": {"Otdel": "Кадры", "Kto": account(service, "vera")}})["id"]
    service.admin.put_ok("/accounts/vera", json={"department": "Склад"})
    assert api.patch(f"{PATH}/{made}", json={"values": {"Otdel": "Склад"}}).status_code == 200
    assert api.patch(f"{PATH}/{made}", json={"values": {"Otdel": "Кадры"}}).status_code == 200
    assert api.patch(f"{PATH}/{made}", json={"values": {"Kto": None}}).status_code == 200


def test_the_filter_may_be_n3_and_the_attribute_hold_several(on_each: Service) -> None:
    n3 = """@prefix account: <http://comindware.com/ontology/account#>.
            { ?value account:department "Юридический". }"""
    api = approvals(on_each, {"n3": n3}, multiple=True)
    people = {login: account(on_each, login) for login in ("anna", "boris", "vera")}
    assert offered(api) == ["anna", "boris"]
    api.post_ok(PATH, json={"values": {"Kto": [people["anna"], people["boris"]]}})
    refused = api.post(PATH, json={"values": {"Kto": [people["anna"], people["vera"]]}})
    assert codes(refused) == {"values.Kto": "not_among_choices"}


def test_without_a_filter_every_account_that_is_switched_on_is_offered(service: Service) -> None:
    api = approvals(service, LAWYERS)
    found = service.user.post_ok("/templates/Elpisma/records/choices/Poluchatel", json={"q": "example.org"})
    assert {"anna", "boris", "vera"} <= {one["username"] for one in found["items"]}
    assert "gleb" not in {one["username"] for one in found["items"]}
    assert found["filtered"] is False
    wrong = api.post("/templates/Elpisma/records/choices/Poluchatle", json={})
    assert "Poluchatel" in wrong.json()["detail"]


@pytest.mark.parametrize(
    ("allowed", "code"), [({"formula": "$Otdle"}, "unknown_attribute"), ({"n3": "{ ?value"}, "syntax")]
)
def test_a_filter_that_cannot_be_computed_is_refused_where_it_is_declared(
    service: Service, allowed: dict[str, str], code: str
) -> None:
    body = {
        "title": "x",
        "attributes": [{"name": "Kto", "title": "Кто", "data_type": "account", "allowed": allowed}],
    }
    refused = service.builder.put("/templates/Soglasovaniya", json=body)
    assert codes(refused) == {f"attributes.0.allowed.{next(iter(allowed))}": code}
