"""Every property that spec/connections.md 2 and spec/contract.md 3 give an SMTP connection: in the form, with its default.

What each of them does is held where it is done: the tests named here.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.connections.conftest import MakeConnection

from vestnik.connections.kind import ConnectionKind
from vestnik.connections.presets import PRESETS
from vestnik.connections.registry import CONNECTIONS

PAGE: dict[str, Any] = {
    "name": None,
    "disabled": False,
    "description": "",
    "log_level": "errors",
    "host": None,
    "port": None,
    "auth_type": "basic",
    "username": "",
    "password": None,
    "domain": "",
    "encryption": "tls",
    "sender_name": "",
    "sender_address": None,
    "test_without_sending": False,
    "test_recipients": "",
}
"""spec/connections.md 2, column S; None has no default, or one that follows another field."""

ADVANCED: dict[str, Any] = {
    "tls_verify": "full",
    "tls_ca_file": "",
    "tls_fingerprint": "",
    "tls_min_version": "1.2",
    "allow_plaintext_auth": False,
    "ntlm_v1": False,
    "helo_name": "",
    "envelope_sender": "",
    "reply_to": "",
    "max_sessions": 4,
    "max_messages_per_session": 100,
    "session_idle": "PT30S",
    "rate_limit": None,
    "rate_period": "PT1M",
    "max_size": 26_214_400,
    "max_recipients": 100,
    "connect_timeout": "PT30S",
    "command_timeout": "PT5M",
    "data_timeout": "PT3M",
    "final_timeout": "PT10M",
    "retry_first": "PT1M",
    "retry_factor": 2.0,
    "retry_max": "PT1H",
    "expires_after": "P2D",
    "when_uncertain": "retry",
    "redirect_to": "",
    "allowed_domains": [],
    "dsn": False,
    "dkim_domain": "",
    "dkim_selector": "",
    "dkim_key": None,
}
"""spec/contract.md 3."""

GUARDS = {
    "host": "other.example.org",
    "port": 2525,
    "encryption": "ssl",
    "tls_verify": "off",
    "tls_ca_file": "/etc/other.pem",
    "tls_fingerprint": "0" * 64,
    "tls_min_version": "legacy",
    "allow_plaintext_auth": True,
    "ntlm_v1": True,
    "auth_type": "windows",
    "username": "boris",
}
"""What a password must be entered again for, with another value of each: otherwise whoever may edit the connection could
have it sent to a server of his own, or in a form that can be read on the way."""


@pytest.fixture(scope="module")
def form() -> dict[str, Any]:
    """The fields of the form, by name."""
    (schema,) = (entry["schema"] for entry in CONNECTIONS.schemas if entry["type"] == "smtp_send")
    fields: dict[str, Any] = schema["properties"]
    return fields


@pytest.mark.parametrize(("name", "default"), {**PAGE, **ADVANCED}.items())
def test_a_property_is_in_the_form_with_label_help_and_default(
    form: dict[str, Any], name: str, default: Any
) -> None:
    field = form[name]
    for text in ("x-label", "x-help"):
        assert field[text]["ru"].strip(), text
        assert field[text]["en"].strip(), text
        assert field[text]["ru"] != field[text]["en"] or field[text]["en"].isascii()
    assert field.get("default") == default
    assert ("x-section" in field) == (name in ADVANCED)


def test_there_is_no_other_property(form: dict[str, Any]) -> None:
    assert set(form) - set(PAGE) - set(ADVANCED) == {"kind", "type", "session_age"}


@pytest.mark.parametrize(("field", "value"), GUARDS.items())
def test_S10_a_change_of_this_field_asks_for_the_password_again(
    make_connection: MakeConnection, field: str, value: Any
) -> None:
    kind = ConnectionKind()
    before, after = make_connection(587), make_connection(587).model_copy(update={field: value})
    assert kind.secret_guards(before) != kind.secret_guards(after)


@pytest.mark.parametrize("field", ["description", "sender_name", "log_level", "max_sessions", "disabled"])
def test_S10_a_change_of_another_field_does_not(make_connection: MakeConnection, field: str) -> None:
    assert field not in ConnectionKind().secret_guards(make_connection(587))


def test_presets_name_the_servers_that_people_use() -> None:
    found = {
        preset.name: tuple(preset.fields[name] for name in ("host", "port", "encryption", "auth_type"))
        for preset in PRESETS
    }
    assert found == {
        "yandex_360": ("smtp.yandex.ru", 465, "ssl", "basic"),
        "vk_workspace": ("smtp.mail.ru", 465, "ssl", "basic"),
        "mail_ru": ("smtp.mail.ru", 465, "ssl", "basic"),
        "gmail": ("smtp.gmail.com", 587, "tls", "basic"),
        "microsoft_365": ("smtp.office365.com", 587, "tls", "basic"),
        "own_exchange": ("", 587, "tls", "windows"),
        "own_server": ("", 587, "tls", "basic"),
    }
    assert all(preset.hint.ru and preset.hint.en for preset in PRESETS)
