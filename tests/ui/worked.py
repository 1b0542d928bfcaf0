"""What pages of records, letters and runs need to be there already: the worked example under names of their own."""

from __future__ import annotations

from typing import Any

from tests.ui.driving import Ui

SUBJECT = "Документ к рассмотрению"


def given_template(ui: Ui, **parts: Any) -> str:
    """A template with a title, an account, a file and the button «Отправить письмо»; parts replace those of its body."""
    name = ui.name("Elpisma")
    body = {
        "kind": "template",
        "name": name,
        "title": f"Эл. письма {name}",
        "attributes": [
            {"name": "Tema", "title": "Тема", "data_type": "text", "is_title": True},
            {"name": "Poluchatel", "title": "Получатель", "data_type": "account", "log_changes": True},
            {"name": "Vlozhenie", "title": "Вложение", "data_type": "document", "multiple": False},
        ],
        "forms": [
            {
                "name": "defaultForm",
                "title": "Основная форма",
                "is_default": True,
                "rows": [
                    ["Tema"],
                    [{"attribute": "Poluchatel", "access": "required"}],
                    ["Vlozhenie"],
                    [{"button": "OtpravitPismo"}],
                ],
            }
        ],
        "buttons": [{"name": "OtpravitPismo", "title": "Отправить письмо", "operation": "trigger_event"}],
        **parts,
    }
    put(ui, f"/templates/{name}", body)
    return name


def given_mailing(ui: Ui, template: str, port: int, *, answer: str | None = None, **connection: Any) -> str:
    """A connection, a route and a scenario of the button that writes to the record's account; their common name.

    answer: the variable of the server's answer, for which the scenario then waits.
    """
    name = ui.name("mail")
    body = {
        "type": "smtp_send",
        "host": "127.0.0.1",
        "port": port,
        "encryption": "none",
        "auth_type": "none",
        "sender_address": "hr@example.org",
        **connection,
    }
    put(ui, f"/connections/{name}", body)
    integration = {"subject_template": SUBJECT, "body_template": "Здравствуйте, {FullName}!"}
    declared = [{"name": "FullName", "type": "string"}]
    put(
        ui,
        f"/routes/{name}",
        {
            "type": "smtp_send",
            "connection": name,
            "attributes": {"request": declared},
            "integration": integration,
        },
    )
    to = {"name": "To", "children": [{"name": "Address", "value": {"formula": "$Poluchatel->mbox"}}]}
    full_name = {"name": "FullName", "value": {"formula": "$Poluchatel->fullName"}}
    put(
        ui,
        f"/scenarios/{name}",
        {
            "title": f"Отправка писем {name}",
            "event": {"type": "button_clicked", "context_template": template, "button": "OtpravitPismo"},
            "actions": [
                {
                    "id": "fill",
                    "type": "change_variables",
                    "operation": "replace",
                    "set": "mail",
                    "variables": [to, full_name],
                },
                {
                    "id": "send",
                    "type": "send_message",
                    "connection": name,
                    "route": name,
                    "message_variable": "mail",
                    "response_variable": answer,
                },
            ],
        },
    )
    return name


def given_account(ui: Ui, full_name: str = "Анна Петрова", mbox: str | None = "") -> str:
    """An account; its id. mbox: None for one without an address."""
    login = ui.name("petrova")
    body = {
        "fullName": full_name,
        "mbox": f"{login}@example.org" if mbox == "" else mbox,
        "active": True,
    }
    return str(put(ui, f"/accounts/{login}", body)["id"])


def given_record(ui: Ui, template: str, **values: Any) -> str:
    """A record; its id."""
    answer = ui.api().post(f"/templates/{template}/records", json={"values": values})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def pressed(ui: Ui, template: str, record: str) -> Any:
    """Press «Отправить письмо»; the answer, of a refusal too."""
    return ui.api().post(f"/templates/{template}/records/{record}/buttons/OtpravitPismo", json={}).json()


def sent_letter(ui: Ui, port: int, **connection: Any) -> tuple[str, str]:
    """A letter of the worked example and the name of its route."""
    template = given_template(ui)
    route = given_mailing(ui, template, port, **connection)
    record = given_record(ui, template, Tema="Договор", Poluchatel=given_account(ui))
    return str(pressed(ui, template, record)["messages"][0]), route


def put(ui: Ui, path: str, body: Any) -> Any:
    """Put a definition or an account that has to be taken."""
    answer = ui.api().put(path, json=body)
    assert answer.is_success, answer.text
    return answer.json()
