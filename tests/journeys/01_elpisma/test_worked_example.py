"""The worked example to the letter, over the API, with the server's processes and a real SMTP server."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
from ruamel.yaml import YAML
from tests.journeys.conftest import ListeningMailbox, Served, wait_for

EXAMPLE = Path(__file__).parents[3] / "examples" / "elpisma"
FILE = bytes(range(256)) * 40


def definition(path: str) -> dict[str, Any]:
    return dict(YAML(typ="safe").load((EXAMPLE / path).read_text()))


def put(api: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = api.put(path, json={name: value for name, value in body.items() if name != "kind"})
    assert answer.status_code in (200, 201), answer.text
    return dict(answer.json())


def build_example(api: httpx.Client, smtp_port: int) -> None:
    """What the page builds by hand: connection, route, template, scenario, and an account to write to."""
    put(api, "/connections/mail", definition("connections/mail.yaml") | {"port": smtp_port})
    put(api, "/routes/mail_out", definition("routes/mail_out.yaml"))
    put(api, "/templates/Elpisma", definition("templates/Elpisma.yaml"))
    put(api, "/scenarios/OtpravkaPisem", definition("scenarios/OtpravkaPisem.yaml"))
    put(api, "/accounts/petrova", {"fullName": "Анна Петрова", "mbox": "petrova@example.org"})


def press_button(api: httpx.Client, filename: str, content: bytes) -> dict[str, Any]:
    """Make the record with account and document, save it, press «Отправить письмо»."""
    upload = api.post("/documents", files={"file": (filename, content)})
    assert upload.status_code == 201, upload.text
    account = api.get("/accounts/petrova").json()["id"]
    record = api.post(
        "/templates/Elpisma/records",
        json={"values": {"Poluchatel": account, "Vlozhenie": [{"upload": upload.json()["id"]}]}},
    )
    assert record.status_code == 201, record.text
    pressed = api.post(f"/templates/Elpisma/records/{record.json()['id']}/buttons/OtpravitPismo")
    assert pressed.status_code == 200, pressed.text
    return dict(pressed.json())


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_letter_arrives_with_its_attachment(served: Served, mailbox: ListeningMailbox) -> None:
    api = served.client()
    build_example(api, mailbox.port)

    pressed = press_button(api, "Договор № 7.pdf", FILE)
    assert pressed["status"] == "done"
    [message] = pressed["messages"]
    [raw] = wait_for(mailbox.raw_letters)

    letter = parsed(raw)
    assert letter["From"].addresses[0].addr_spec == "hr@example.org"
    assert letter["From"].addresses[0].display_name == "Отдел кадров"
    assert [address.addr_spec for address in letter["To"].addresses] == ["petrova@example.org"]
    assert letter["Subject"] == "Документ Договор № 7.pdf к рассмотрению."
    body = letter.get_body(("plain",))
    assert body is not None
    assert body.get_content().split() == [
        "Здравствуйте,",
        "Анна",
        "Петрова!",
        "Рассмотрите",
        "документ",
        "Договор",
        "№",
        "7.pdf.",
    ]
    [attachment] = letter.iter_attachments()
    assert attachment.get_filename() == "Договор № 7.pdf"
    assert attachment.get_payload(decode=True) == FILE

    def sent() -> dict[str, Any] | None:
        told = api.get(f"/messages/{message}").json()
        return told if told["state"] == "sent" else None

    told = wait_for(sent)
    assert isinstance(told, dict)
    [recipient] = told["recipients"]
    assert (recipient["address"], recipient["state"]) == ("petrova@example.org", "accepted")


def test_the_content_expression_as_printed_is_refused_with_the_way_out(served: Served) -> None:
    """The page prints `?content document:content` and names the third child `Extension`: both are told at save."""
    api = served.client()
    build_example(api, 2525)
    scenario = definition("scenarios/OtpravkaPisem.yaml")
    content = scenario["actions"][0]["variables"][3]["children"][2]
    content["name"] = "Extension"
    content["value"]["n3"] = content["value"]["n3"].replace(
        "?currentDocument document:content", "?content document:content"
    )

    answer = api.put(
        "/scenarios/OtpravkaPisem",
        json={name: value for name, value in scenario.items() if name != "kind"},
        headers={"Accept-Language": "en"},
    )

    assert answer.status_code == 422
    problems = {problem["code"]: problem for problem in answer.json()["errors"]}
    never_bound = problems["never_bound"]
    assert (never_bound["line"], never_bound["column"]) == (13, 5)
    assert "?currentDocument" in never_bound["message"]
    assert "duplicate_variable" in problems
