"""R7: the same request twice, with one `Idempotency-Key`, is one action, whether or not a scenario runs."""

from __future__ import annotations

from tests.web.conftest import PDF, Service

RECORDS = "/templates/Elpisma/records"
KEY = {"Idempotency-Key": "once"}


def test_R7_a_record_is_made_once_and_its_file_is_not_asked_for_again(on_each: Service) -> None:
    api = on_each.as_("petrova")
    file = api.post_ok("/documents", files={"file": ("Договор.pdf", PDF)})
    values = {"Poluchatel": str(on_each.accounts["petrova"]), "Vlozhenie": [{"upload": file["id"]}]}
    first = api.post_ok(RECORDS, json={"values": values}, headers=KEY)
    again = api.post_ok(RECORDS, json={"values": values}, headers=KEY)
    assert again["id"] == first["id"]
    assert api.get_ok(RECORDS, params={"count": True})["total"] == 1


def test_R7_a_press_that_writes_and_runs_nothing_is_one_change(on_each: Service) -> None:
    api, record = on_each.as_("petrova"), on_each.record()
    admin = on_each.admin
    body = admin.get_ok("/scenarios/OtpravkaPisem")["body"]
    admin.put_ok("/scenarios/OtpravkaPisem", json=body | {"status": "paused"})
    press = f"{RECORDS}/{record}/buttons/OtpravitPismo"
    unsaved = {"values": {"Vlozhenie": []}}
    first = api.post_ok(press, json=unsaved, headers=KEY)
    version = api.get_ok(f"{RECORDS}/{record}")["version"]
    assert api.post_ok(press, json=unsaved, headers=KEY) == first
    assert api.get_ok(f"{RECORDS}/{record}")["version"] == version


def test_R7_a_press_is_one_letter(on_each: Service) -> None:
    api, record = on_each.as_("petrova"), on_each.record()
    press = f"{RECORDS}/{record}/buttons/OtpravitPismo"
    first = api.post_ok(press, headers=KEY)
    assert api.post_ok(press, headers=KEY)["messages"] == first["messages"]
    assert len(on_each.admin.get_ok("/messages")["items"]) == 1


def test_a_key_belongs_to_one_request(service: Service) -> None:
    api = service.as_("petrova")
    api.post_ok(RECORDS, json={"values": {}}, headers=KEY)
    other = {"Poluchatel": str(service.accounts["petrova"])}
    refused = api.post(RECORDS, json={"values": other}, headers=KEY)
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
