"""Servers that people use, as starting points for the form of a new connection. Data; the form fills its fields from it.

Sources: the providers' own help pages for SMTP clients (Yandex 360, VK WorkSpace, Mail.ru, Gmail, Microsoft 365).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vestnik.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Preset:
    """One entry. type: of the connection. fields: values to put into the form. hint: what else has to be done."""

    name: str
    label: Text
    type: str
    fields: dict[str, Any]
    hint: Text

    def as_json(self) -> dict[str, Any]:
        """As the web form gets it."""
        return {
            "name": self.name,
            "label": self.label.as_json(),
            "type": self.type,
            "fields": self.fields,
            "hint": self.hint.as_json(),
        }


def _smtp(host: str, encryption: str, port: int, auth_type: str = "basic") -> dict[str, Any]:
    return {"host": host, "port": port, "encryption": encryption, "auth_type": auth_type}


PRESETS: tuple[Preset, ...] = (
    Preset(
        "yandex_360",
        Text("Яндекс 360", "Yandex 360"),
        "smtp_send",
        _smtp("smtp.yandex.ru", "ssl", 465),
        Text(
            "Нужен пароль приложения: Яндекс ID → Безопасность → Пароли приложений → Почта. Имя пользователя — полный адрес. "
            "Адрес отправителя должен принадлежать этому ящику.",
            "An app password is needed: Yandex ID, Security, App passwords, Mail. The user name is the full address. "
            "The sender's address must belong to that mailbox.",
        ),
    ),
    Preset(
        "vk_workspace",
        Text("VK WorkSpace", "VK WorkSpace"),
        "smtp_send",
        _smtp("smtp.mail.ru", "ssl", 465),
        Text(
            "Нужен пароль для внешних приложений; администратор домена должен разрешить доступ по SMTP.",
            "A password for external applications is needed; the domain's administrator must permit access by SMTP.",
        ),
    ),
    Preset(
        "mail_ru",
        Text("Почта Mail.ru", "Mail.ru"),
        "smtp_send",
        _smtp("smtp.mail.ru", "ssl", 465),
        Text(
            "Нужен пароль для внешних приложений: Настройки → Безопасность. Имя пользователя — полный адрес.",
            "A password for external applications is needed: Settings, Security. The user name is the full address.",
        ),
    ),
    Preset(
        "gmail",
        Text("Gmail", "Gmail"),
        "smtp_send",
        _smtp("smtp.gmail.com", "tls", 587),
        Text(
            "Нужны двухэтапная аутентификация и пароль приложения. Чужой адрес отправителя Gmail заменит на адрес ящика.",
            "Two-step verification and an app password are needed. Gmail replaces a foreign sender by the mailbox's address.",
        ),
    ),
    Preset(
        "microsoft_365",
        Text("Microsoft 365", "Microsoft 365"),
        "smtp_send",
        _smtp("smtp.office365.com", "tls", 587),
        Text(
            "Для ящика должен быть разрешён Authenticated SMTP; без него вход по паролю не принимается.",
            "Authenticated SMTP must be enabled for the mailbox; otherwise a password is not taken.",
        ),
    ),
    Preset(
        "own_exchange",
        Text("Свой Exchange", "Your own Exchange"),
        "smtp_send",
        _smtp("", "tls", 587, "windows"),
        Text(
            "Порт 587 — соединитель приёма «Client Frontend»; имя пользователя и домен — как при входе в Windows. "
            "Если сертификат выдал свой центр, укажите файл этого центра в «Дополнительно». "
            "Ящику нужно право «Отправить как» для другого адреса отправителя.",
            "Port 587 is the receive connector 'Client Frontend'; user name and domain are those of the Windows login. "
            "For a certificate of your own authority name its file under Advanced. "
            "For another sender's address the mailbox needs the right 'Send as'.",
        ),
    ),
    Preset(
        "own_server",
        Text("Свой почтовый сервер", "Your own mail server"),
        "smtp_send",
        _smtp("", "tls", 587),
        Text(
            "Postfix, Exim и другие: порт 587 — «TLS», порт 465 — «SSL». "
            "Если сертификат выдал свой центр, укажите файл этого центра в «Дополнительно».",
            "Postfix, Exim and others: port 587 is TLS, port 465 is SSL. "
            "For a certificate of your own authority name its file under Advanced.",
        ),
    ),
)
