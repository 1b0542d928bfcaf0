"""The properties of an SMTP connection: labels, defaults, what is refused (spec/connections.md 2, spec/contract.md 3)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.connections.conftest import MakeConnection

from vestnik.connections.faults import CAUSES
from vestnik.connections.kind import ConnectionKind, parse
from vestnik.connections.presets import PRESETS
from vestnik.connections.registry import CONNECTIONS
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text

MINIMAL = {
    "type": "smtp_send",
    "name": "mail",
    "host": "mail.example.org",
    "sender_address": "hr@example.org",
}


def test_labels_and_order_are_those_of_the_page() -> None:
    (schema,) = (entry["schema"] for entry in CONNECTIONS.schemas if entry["type"] == "smtp_send")
    shown = [
        field["x-label"]["ru"]
        for field in schema["properties"].values()
        if "x-label" in field and "x-section" not in field
    ]
    assert shown == [
        "Системное имя",
        "Отключить",
        "Описание",
        "Запись в файловые журналы",
        "Адрес почтового сервера",
        "Порт",
        "Тип аутентификации",
        "Имя пользователя",
        "Пароль",
        "Домен",
        "Шифрование",
        "Имя отправителя",
        "Адрес эл. почты отправителя",
        "Проверять соединение без отправки сообщения",
        "Адреса получателей для проверки работоспособности подключения",
    ]


def test_every_further_field_is_labelled_in_both_languages_and_stands_under_advanced() -> None:
    (schema,) = (entry["schema"] for entry in CONNECTIONS.schemas if entry["type"] == "smtp_send")
    further = {name: field for name, field in schema["properties"].items() if "x-section" in field}
    assert {field["x-section"]["ru"] for field in further.values()} == {"Дополнительно"}
    assert all(field["x-label"]["ru"] and field["x-label"]["en"] for field in further.values())


@pytest.mark.parametrize(
    ("given", "port"),
    [({}, 587), ({"encryption": "ssl"}, 465), ({"encryption": "none"}, 25), ({"port": 2525}, 2525)],
)
def test_the_port_follows_the_encryption_until_it_is_given(given: dict[str, Any], port: int) -> None:
    assert parse({**MINIMAL, **given}).port == port  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("smtp://mail.example.org", "mail.example.org"),
        ("https://mail.example.org/owa", "mail.example.org"),
        ("HTTP://mail.example.org:587/", "mail.example.org"),
        ("smtps://anna@mail.example.org", "mail.example.org"),
        ("smtp://[2001:db8::1]:25", "2001:db8::1"),
    ],
)
def test_a_host_with_protocol_is_refused_and_what_is_meant_offered(host: str, meant: str) -> None:
    (problem,) = _problems(host=host)
    assert (problem.code, problem.path, problem.suggestion) == ("host_with_protocol", ("host",), meant)
    assert _problems(host=meant) == []


@pytest.mark.parametrize(
    "host", ["mail.example.org", "10.0.0.1", "2001:db8::1", "[2001:db8::1]", "почта.рф", "mx_1.local"]
)
def test_hosts_that_are_fine(host: str) -> None:
    assert _problems(host=host) == []


@pytest.mark.parametrize(
    "host", ["", "two words", "mail:587", "-mail.org", "a..b", "mail\r\n.org", "x" * 300]
)
def test_hosts_that_are_not(host: str) -> None:
    assert [problem.path for problem in _problems(host=host)] == [("host",)]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"sender_address": ""}, "sender_address"),
        ({"sender_address": "nobody"}, "sender_address"),
        ({"envelope_sender": "a b@x.test"}, "envelope_sender"),
        ({"reply_to": "a@x.test, nobody"}, "reply_to"),
        ({"test_recipients": "a@x.test; b@"}, "test_recipients"),
        ({"redirect_to": "@x.test"}, "redirect_to"),
        ({"username": ""}, "username"),
        ({"password": None}, "password"),
        ({"tls_verify": "fingerprint", "tls_fingerprint": "abc"}, "tls_fingerprint"),
        ({"helo_name": "two words"}, "helo_name"),
    ],
)
def test_each_wrong_field_is_named(fields: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in _problems(**fields)] == [(path,)]


@pytest.mark.parametrize(
    "fields",
    [
        {"sender_name": "HR\r\nBcc: x@x.test"},
        {"port": 0},
        {"port": 65536},
        {"max_sessions": 0},
        {"encryption": "starttls"},
        {"session_idle": "PT2H"},
        {"unknown": 1},
        {"type": "smtp"},
        {"name": "1mail"},
    ],
)
def test_values_out_of_bounds_cannot_even_be_read(fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        parse({**MINIMAL, **fields})


def test_an_unknown_type_is_answered_with_the_nearest() -> None:
    with pytest.raises(Invalid) as caught:
        parse({**MINIMAL, "type": "smtp_sent"})
    assert caught.value.problem.suggestion == "smtp_send"


def test_S10_a_password_is_in_no_text_of_a_connection(make_connection: MakeConnection) -> None:
    connection = make_connection(25, password="S3cret")
    for shown in (repr(connection), str(connection), connection.model_dump_json()):
        assert "S3cret" not in shown


def test_secrets_are_guarded_by_whom_they_are_given_to(make_connection: MakeConnection) -> None:
    guards = ConnectionKind().secret_guards(make_connection(25))
    assert {"host", "port", "encryption", "tls_verify", "username"} <= set(guards)


def test_every_cause_has_both_texts_and_a_way_out() -> None:
    for kind, cause in CAUSES.items():
        texts: tuple[Text, ...] = (cause.what, cause.advice)
        assert all(text.ru and text.en and text.ru != text.en for text in texts), kind
        assert _parts(cause.what.ru) == _parts(cause.what.en), kind
        assert _parts(cause.advice.ru) == _parts(cause.advice.en), kind


@pytest.mark.parametrize("preset", PRESETS, ids=[preset.name for preset in PRESETS])
def test_presets_fill_a_form_that_can_be_saved(preset: Any) -> None:
    rest = {"name": "mail", "sender_address": "a@x.test", "username": "a", "password": "b"}
    host = {"host": preset.fields["host"] or "mail.example.org"}
    assert list(parse({"type": preset.type, **preset.fields, **rest, **host}).check()) == []


def _problems(**fields: Any) -> list[Problem]:
    login = {"username": "anna", "password": "S3cret"}
    return list(parse({**MINIMAL, **login, **fields}).check())


def _parts(text: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
