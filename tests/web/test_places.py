"""Places whose letters wait, and a test of a connection told stage by stage."""

from __future__ import annotations

import json

from tests.web.conftest import Service

from vestnik.connections.faults import fault
from vestnik.delivery import circuits
from vestnik.kernel.clock import FakeClock


def test_what_is_paused_is_listed_with_who_did_it(on_each: Service) -> None:
    on_each.admin.post("/connections/mail/pause")
    [place] = on_each.builder.get_ok("/places")["items"]
    assert (place["kind"], place["name"], place["why"], place["by"]) == (
        "connection",
        "mail",
        "paused",
        "admin",
    )
    on_each.admin.post("/connections/mail/resume")
    assert on_each.builder.get_ok("/places")["items"] == []


def test_a_server_that_cannot_be_used_is_listed_with_the_next_try(on_each: Service, clock: FakeClock) -> None:
    refused = fault("connect", "connection_refused", server="mx.example.org", port="25", why="refused")
    with on_each.system.db.write() as tx:
        circuits.save(tx, circuits.opened(None, "mail", refused, clock.now(), 0.5))
    [place] = on_each.builder.get_ok("/places")["items"]
    assert (place["name"], place["why"]) == ("mail", "open")
    assert place["next_try"] > place["since"]


def test_why_a_letter_waits_is_told_in_the_language_of_who_reads_it(
    on_each: Service, clock: FakeClock
) -> None:
    refused = fault("connect", "connect_timeout", server="mx.example.org", port="25", seconds="30")
    letter = on_each.letter()
    with on_each.system.db.write() as tx:
        circuits.save(tx, circuits.opened(None, "mail", refused, clock.now(), 0.5))
    api = on_each.builder
    for language, words in (
        ("ru", "mx.example.org не ответил за 30 с"),
        ("en", "mx.example.org did not answer"),
    ):
        api.headers["Accept-Language"] = language
        [place] = api.get_ok("/places")["items"]
        assert words in place["text"]
        assert words in api.get_ok(f"/messages/{letter}/explain")["waiting"]["text"]


def test_a_test_of_a_connection_is_told_stage_by_stage(service: Service) -> None:
    draft = {
        "type": "smtp_send",
        "name": "mail",
        "host": "127.0.0.1",
        "port": 1,
        "encryption": "none",
        "auth_type": "none",
        "sender_address": "hr@example.org",
        "test_without_sending": True,
    }
    answer = service.admin.post("/connections/mail/test?live=true", json=draft)
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["stage"]["name"] for line in lines[:-1]] == ["resolve"]
    report = lines[-1]["report"]
    assert [(stage["name"], stage["ok"]) for stage in report["stages"]] == [
        ("resolve", True),
        ("connect", False),
    ]


def test_a_draft_that_cannot_be_tried_is_refused_before_the_first_line(service: Service) -> None:
    draft = {
        "type": "smtp_send",
        "name": "mail",
        "host": "127.0.0.1",
        "auth_type": "none",
        "sender_address": "a@b.example",
    }
    answer = service.admin.post("/connections/mail/test?live=true", json=draft)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "test_recipients"
