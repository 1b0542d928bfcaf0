"""The whole program against Postfix and Dovecot: test of the connection, button, letter in the mailbox, log, refusal."""

from __future__ import annotations

import base64
import hashlib
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import dkim
import httpx
import pytest
from ruamel.yaml import YAML
from tests.certificates import Authority
from tests.connections.test_dkim import PEM
from tests.journeys.conftest import Served, served, wait_for
from tests.mail.test_dkim import RSA, record
from tests.peers.servers.dovecot import NTLM_PASSWORD
from tests.peers.servers.postfix import Postfix
from tests.peers.speaking import new_box

__all__ = ["served"]

pytestmark = pytest.mark.xdist_group("postfix")

EXAMPLE = Path(__file__).parents[2] / "examples" / "elpisma"
FILE = bytes(range(256)) * 40 + b"\r\n.\r\nMAIL FROM:<evil@mail.test>\r\n"
FILE_NAME = "Договор «Ромашка» № 7; копия.bin"


def definition(path: str, **changes: Any) -> dict[str, Any]:
    body = dict(YAML(typ="safe").load((EXAMPLE / path).read_text())) | changes
    return {name: value for name, value in body.items() if name != "kind"}


def put(api: httpx.Client, path: str, body: dict[str, Any]) -> None:
    answer = api.put(path, json=body)
    assert answer.status_code in (200, 201), answer.text


@pytest.fixture
def mail(postfix: Postfix, authority: Authority) -> dict[str, Any]:
    """The example's connection, to Postfix with Windows authentication and full log."""
    return definition(
        "connections/mail.yaml",
        host="localhost",
        port=postfix.port["starttls"],
        encryption="tls",
        auth_type="windows",
        domain="TEST",
        username="anna",
        password=NTLM_PASSWORD,
        tls_ca_file=str(authority.file),
        sender_address="anna@mail.test",
        test_recipients="box-probe@mail.test",
        log_level="full",
        envelope_sender="bounces@mail.test",
        reply_to="Канцелярия <office@mail.test>",
        dsn=True,
        helo_name="vestnik.test",
        dkim_domain="mail.test",
        dkim_selector="v2025",
        dkim_key=PEM,
    )


def press(api: httpx.Client) -> httpx.Response:
    """Make the record with account and document, and press «Отправить письмо»."""
    upload = api.post("/documents", files={"file": (FILE_NAME, FILE)})
    assert upload.status_code == 201, upload.text
    account = api.get("/accounts/petrova").json()["id"]
    values = {"Poluchatel": account, "Vlozhenie": [{"upload": upload.json()["id"]}]}
    record = api.post("/templates/Elpisma/records", json={"values": values})
    assert record.status_code == 201, record.text
    return api.post(f"/templates/Elpisma/records/{record.json()['id']}/buttons/OtpravitPismo")


def test_M1_M14_M17_T7_P16_from_the_button_to_the_mailbox(
    served: Served, postfix: Postfix, mail: dict[str, Any]
) -> None:
    api, box = served.client(), new_box()
    tried = api.post("/connections/mail/test", json=mail).json()
    assert tried["ok"], tried
    assert [stage["name"] for stage in tried["stages"]] == [
        "resolve", "connect", "tls", "greeting", "auth", "letter",
    ]  # fmt: skip
    assert b"Subject:" in postfix.dovecot.fetched("box-probe")[0]

    put(api, "/connections/mail", mail)
    put(api, "/routes/mail_out", definition("routes/mail_out.yaml"))
    put(api, "/templates/Elpisma", definition("templates/Elpisma.yaml"))
    put(api, "/scenarios/OtpravkaPisem", definition("scenarios/OtpravkaPisem.yaml"))
    put(api, "/accounts/petrova", {"fullName": "Анна Петрова", "mbox": f"{box}@mail.test"})
    pressed = press(api)
    assert pressed.status_code == 200, pressed.text
    [message] = pressed.json()["messages"]

    (arrived,) = postfix.dovecot.fetched(box)
    stored = api.get(f"/messages/{message}/raw").content
    assert hashlib.sha256(arrived[-len(stored) :]).digest() == hashlib.sha256(stored).digest()
    assert dkim.verify(arrived, dnsfunc=lambda name, timeout=5: record(RSA))
    added = message_from_bytes(arrived[: -len(stored)] + b"\r\n")
    assert set(added.keys()) == {"Return-Path", "Delivered-To", "Received"}
    letter = message_from_bytes(arrived, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    assert letter["Return-Path"] == "<bounces@mail.test>"
    assert letter["Reply-To"].addresses[0].addr_spec == "office@mail.test"
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content()) == (FILE_NAME, FILE)
    wait_for(lambda: api.get(f"/messages/{message}").json()["state"] == "sent")

    log = api.get("/connections/mail/log").text
    assert f"{message} run run." in log
    assert "C: EHLO vestnik.test" in log
    assert "C: AUTH NTLM" in log
    assert f"RET=HDRS ENVID={message}" in log
    assert f"C: RCPT TO:<{box}@mail.test> NOTIFY=FAILURE,DELAY ORCPT=rfc822;{box}@mail.test" in log
    for secret in (
        NTLM_PASSWORD,
        base64.b64encode(NTLM_PASSWORD.encode()).decode(),
        "TlRMTVNTUAAD",
        "Ромашка",
    ):
        assert secret not in log
    assert NTLM_PASSWORD not in served.log.read_text()

    put(api, "/connections/mail", mail | {"disabled": True})
    refused = press(api)
    assert "Подключение «mail» отключено" in refused.text or "is disabled" in refused.text
    assert len(postfix.dovecot.fetched(box)) == 1
