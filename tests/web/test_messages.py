"""Letters over the API: lists, search, counts, orders, export, what made them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

from sqlalchemy import update
from tests.web.conftest import PDF, Service

from vestnik.kernel.clock import FakeClock
from vestnik.kernel.values import Ref
from vestnik.storage.tables.delivery import message


def found(service: Service, **params: Any) -> list[str]:
    return [one["id"] for one in service.builder.get_ok("/messages", params=params)["items"]]


def test_a_letter_is_shown_with_its_recipients(on_each: Service) -> None:
    letter = on_each.letter()
    shown = on_each.builder.get_ok(f"/messages/{letter}")
    assert shown["state"] == "queued"
    assert [one["address"] for one in shown["recipients"]] == ["petrova@example.org"]
    assert shown["subject"] == "Документ Договор.pdf к рассмотрению."
    raw = on_each.builder.get(f"/messages/{letter}/raw")
    assert raw.headers["content-type"] == "message/rfc822"
    assert len(raw.content) == shown["size"]
    assert "sandbox" in raw.headers["content-security-policy"]


def test_what_stands_in_a_letter_and_its_files(on_each: Service) -> None:
    letter = on_each.letter()
    content = on_each.builder.get_ok(f"/messages/{letter}/content")
    assert content["to"] == [{"name": "", "address": "petrova@example.org"}]
    assert content["text"].startswith("Здравствуйте, Petrova!")
    assert {"name": "Subject", "value": content["subject"]} in content["headers"]
    [file] = content["files"]
    assert (file["name"], file["size"], file["media_type"]) == ("Договор.pdf", len(PDF), "application/pdf")
    download = on_each.builder.get(f"/messages/{letter}/files/0")
    assert download.content == PDF
    assert download.headers["content-disposition"].startswith("attachment")
    assert on_each.builder.get(f"/messages/{letter}/files/1").status_code == 404
    assert on_each.user.get(f"/messages/{letter}/content").status_code == 403


def test_a_list_pages_newest_first(service: Service) -> None:
    letters = [service.letter() for _ in range(3)]
    first = service.builder.get_ok("/messages", params={"limit": 2, "count": True})
    assert [one["id"] for one in first["items"]] == letters[:0:-1]
    assert first["total"] == 3
    rest = service.builder.get_ok("/messages", params={"limit": 2, "cursor": first["next"]})
    assert [one["id"] for one in rest["items"]] == letters[:1]
    assert service.builder.get("/messages", params={"cursor": "x"}).status_code == 422


def test_search_and_filters_agree(on_each: Service, clock: FakeClock) -> None:
    early = on_each.letter()
    clock.advance(timedelta(hours=2))
    late = on_each.letter()
    on_each.builder.post_ok(f"/messages/{late}/cancel")
    assert found(on_each, q="state:cancelled") == found(on_each, state="cancelled") == [late]
    assert found(on_each, q="to:petrova") == found(on_each, to="PETROVA@example.org") == [late, early]
    assert found(on_each, q="route:mail_out connection:mail") == [late, early]
    assert found(on_each, q="договор subject:РАССМОТРЕНИЮ") == [late, early]
    assert found(on_each, q="route:other") == []
    assert found(on_each, since=clock.now().isoformat()) == [late]
    assert found(on_each, until=clock.now().isoformat()) == [early]
    wrong = on_each.builder.get("/messages", params={"q": "rout:x"})
    assert wrong.json()["errors"][0]["suggestion"] == "route"


def test_counts_of_every_state_for_the_chips(on_each: Service) -> None:
    letters = [on_each.letter() for _ in range(3)]
    on_each.builder.post_ok(f"/messages/{letters[0]}/cancel")
    counts = {one["state"]: one["count"] for one in on_each.builder.get_ok("/messages/counts")["items"]}
    assert (counts["queued"], counts["cancelled"], counts["sent"]) == (2, 1, 0)
    assert len(counts) == 9
    on_each.admin.post("/routes/mail_out/pause")
    held = on_each.builder.get_ok("/messages/counts", params={"q": "route:mail_out state:sent"})
    assert {one["state"]: one["count"] for one in held["items"]} | {"held": 2, "queued": 0} == {
        one["state"]: one["count"] for one in held["items"]
    }


def test_many_letters_are_cancelled_and_retried(on_each: Service) -> None:
    api = on_each.builder
    letters = [on_each.letter() for _ in range(3)]
    api.post_ok(f"/messages/{letters[0]}/cancel")
    done = api.post_ok("/messages/order", json={"order": "cancel", "ids": [*letters, "msg.999999"]})
    assert done["done"] == letters[1:]
    assert {one["id"]: one["problem"]["code"] for one in done["refused"]} == {
        letters[0]: "nothing_to_do",
        "msg.999999": "message_unknown",
    }
    again = api.post_ok("/messages/order", json={"order": "retry", "filter": {"q": "state:cancelled"}})
    assert (sorted(again["done"]), again["more"]) == (sorted(letters), False)
    assert found(on_each, state="queued") == letters[::-1]
    assert api.post("/messages/order", json={"order": "retry"}).status_code == 422
    assert api.post("/messages/order", json={"order": "retry", "ids": ["x"]}).status_code == 422
    assert api.post("/messages/order", json={"order": "delete", "ids": []}).status_code == 422


def test_an_order_with_a_key_is_done_once(service: Service) -> None:
    letter = service.letter()
    body = {"order": "cancel", "ids": [letter]}
    first = service.builder.post("/messages/order", json=body, headers={"Idempotency-Key": "k1"})
    again = service.builder.post("/messages/order", json=body, headers={"Idempotency-Key": "k1"})
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    other = body | {"order": "retry"}
    assert (
        service.builder.post("/messages/order", json=other, headers={"Idempotency-Key": "k1"}).status_code
        == 422
    )


def test_the_export_is_a_file_for_spreadsheets(service: Service) -> None:
    route = service.admin.get_ok("/routes/mail_out")["body"]
    route["integration"]["subject_template"] = "=HYPERLINK(1) {FileName}"
    service.admin.put_ok("/routes/mail_out", json=route)
    letters = [service.letter() for _ in range(2)]
    answer = service.builder.get("/messages/export", params={"q": "state:queued"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["ID"] for row in rows] == letters[::-1]
    assert rows[0]["Subject"] == "'=HYPERLINK(1) Договор.pdf"
    assert rows[0]["Recipients"] == "petrova@example.org"
    russian = service.builder.get("/messages/export", headers={"Accept-Language": "ru"})
    assert "ID;Состояние;" in russian.text
    assert "attachment" in russian.headers["content-disposition"]


def test_a_letter_is_explained_back_to_expressions_and_record(on_each: Service) -> None:
    letter = on_each.letter()
    told = on_each.builder.get_ok(f"/messages/{letter}/explain")
    shown = on_each.builder.get_ok(f"/messages/{letter}")
    assert (told["run"], told["record"], told["event"]) == (shown["run"], shown["record"], "button_clicked")
    assert (told["scenario"], told["scenario_version"], told["initiator"]) == ("OtpravkaPisem", 1, "petrova")
    values = {one["name"]: one for one in told["values"]}
    address = values["To.Address"]
    assert address["value"] == "petrova@example.org"
    assert address["used_in"] == ["To"]
    [source] = address["sources"]
    assert (source["kind"], source["text"]) == ("formula", "$Poluchatel->mbox")
    assert source["place"] == "variables.0.children.0.value"
    assert values["FullName"]["used_in"] == ["integration.body_template"]
    assert values["FileName"]["used_in"] == ["integration.subject_template", "integration.body_template"]
    assert values["Attachments.Content"]["value"] == {"size": len(PDF)}
    body = on_each.builder.get_ok("/scenarios/OtpravkaPisem")["body"]
    assert source["action"] == body["actions"][0]["id"]
    assert told["action"] == body["actions"][1]["id"]


def test_the_explanation_is_of_the_version_that_sent(service: Service) -> None:
    letter = service.letter()
    body = service.admin.get_ok("/scenarios/OtpravkaPisem")["body"]
    body["actions"][0]["variables"][0]["children"][0]["value"] = {"formula": '"boss@example.org"'}
    service.admin.put_ok("/scenarios/OtpravkaPisem", json=body)
    values = service.builder.get_ok(f"/messages/{letter}/explain")["values"]
    assert values[0]["sources"][0]["text"] == "$Poluchatel->mbox"
    assert service.admin.delete("/scenarios/OtpravkaPisem").status_code == 204
    assert service.builder.get_ok(f"/messages/{letter}/explain")["values"] == values


def test_why_a_letter_waits(service: Service) -> None:
    letter = service.letter()
    path = f"/messages/{letter}/explain"
    assert service.builder.get_ok(path)["waiting"]["reason"] == "no_worker"
    service.admin.post("/connections/mail/pause")
    held = service.builder.get_ok(path)["waiting"]
    assert (held["reason"], held["text"]) == ("held", "Connection 'mail' is paused")
    service.admin.post("/connections/mail/resume")
    service.builder.post_ok(f"/messages/{letter}/cancel")
    assert service.builder.get_ok(path)["waiting"]["reason"] == "final"


def test_a_user_sees_letters_of_records_only(on_each: Service) -> None:
    letter = on_each.letter()
    record = on_each.builder.get_ok(f"/messages/{letter}")["record"]
    other = on_each.letter()
    with on_each.system.db.write() as tx:
        tx.execute(update(message).where(message.c.id == Ref.parse(other).number).values(record=None))
    api = on_each.user
    assert [one["id"] for one in api.get_ok("/messages")["items"]] == [letter]
    assert [one["id"] for one in on_each.builder.get_ok("/messages")["items"]] == [other, letter]
    assert [one["id"] for one in api.get_ok("/messages", params={"record": record})["items"]] == [letter]
    assert sum(one["count"] for one in api.get_ok("/messages/counts")["items"]) == 1
    assert api.get(f"/messages/{letter}").status_code == 200
    assert api.get(f"/messages/{other}").status_code == 403
    assert api.get("/messages/export").status_code == 403
    assert api.get(f"/messages/{letter}/explain").status_code == 403
    assert api.post("/messages/order", json={"order": "cancel", "ids": [letter]}).status_code == 403
    assert api.post(f"/messages/{letter}/cancel").status_code == 403


def test_a_letter_is_redirected(service: Service) -> None:
    letter = service.letter()
    body = {"address": "petrova@example.org", "new_address": "anna@example.org"}
    moved = service.builder.post_ok(f"/messages/{letter}/redirect", json=body)
    assert moved["recipients"][0]["sent_to"] == "anna@example.org"
    wrong = service.builder.post(f"/messages/{letter}/redirect", json=body | {"new_address": "nobody"})
    assert wrong.status_code == 422
    assert service.builder.get("/messages/msg.99999").status_code == 404
    assert service.builder.get("/messages/99999").status_code == 422
