"""The part of a connection that names a mail server: where it is, who we are to it, and how far it is trusted.

Shared by the types that speak to a host and port. Source: spec/connections.md 2, spec/contract.md 3, spec/delivery.md S, T.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from typing import Annotated, Any, ClassVar, Literal

import idna
from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from vestnik.connections.base import ADVANCED, Connection
from vestnik.kernel.problem import Problem, Problems
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Beside, Choices, Help, Placeholder, Text, When, Widget

Encryption = Literal["none", "ssl", "tls"]
Verification = Literal["full", "fingerprint", "off"]
TlsVersion = Literal["1.2", "1.3", "legacy"]

_PROTOCOL = re.compile(r"^\s*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_FINGERPRINT = re.compile(r"[0-9a-fA-F]{64}")


class MailServer(Connection):
    """A connection to a host and port, with a login and TLS."""

    guarded_by: ClassVar[tuple[str, ...]] = (
        "host",
        "port",
        "encryption",
        "tls_verify",
        "tls_ca_file",
        "tls_fingerprint",
        "tls_min_version",
        "allow_plaintext_auth",
        "ntlm_v1",
        "auth_type",
        "username",
    )
    default_ports: ClassVar[dict[str, int]]
    """The port that goes with each encryption, used where none is given."""

    host: Annotated[
        str,
        Field(max_length=1000),
        Text("Адрес почтового сервера", "Mail server's address"),
        Help("Имя или IP-адрес, без протокола", "A name or an IP address, without protocol"),
        Placeholder("smtp.example.org"),
    ]
    port: Annotated[
        int,
        Field(ge=1, le=65535),
        Text("Порт", "Port"),
        Help(
            "587 — TLS, 465 — SSL, 25 — без шифрования; следует за шифрованием, пока не изменён вручную",
            "587 for TLS, 465 for SSL, 25 without encryption; follows the encryption until edited by hand",
        ),
        Widget("port"),
        Beside(),
    ]
    auth_type: Annotated[
        Literal["none", "basic", "windows"],
        Text("Тип аутентификации", "Authentication"),
        Help(
            "«Базовая» выбирает самый надёжный из способов SCRAM-SHA-256, CRAM-MD5, PLAIN, LOGIN; «Windows» — NTLMv2",
            "Basic takes the strongest of SCRAM-SHA-256, CRAM-MD5, PLAIN, LOGIN; Windows is NTLMv2",
        ),
        Choices(
            none=Text("Отсутствует", "None"),
            basic=Text("Базовая", "Basic"),
            windows=Text("Аутентификация Windows", "Windows authentication"),
        ),
    ] = "basic"
    username: Annotated[
        str,
        Field(max_length=512),
        Text("Имя пользователя", "User name"),
        Help("Для Windows также ДОМЕН\\имя или имя@домен", "For Windows also DOMAIN\\user or user@domain"),
        When("auth_type", "basic", "windows"),
    ] = ""
    password: Annotated[
        Secret | None,
        Text("Пароль", "Password"),
        Help(
            "Хранится зашифрованным и больше не показывается; пустое поле оставляет прежний",
            "Kept encrypted and never shown again; an empty field keeps the former one",
        ),
        When("auth_type", "basic", "windows"),
        Beside(),
    ] = None
    domain: Annotated[
        str,
        Field(max_length=255),
        Text("Домен", "Domain"),
        Help(
            "Домен Windows; не нужен, если он указан в имени пользователя",
            "The Windows domain; not needed when the user name holds it",
        ),
        When("auth_type", "windows"),
        Beside(),
    ] = ""
    encryption: Annotated[
        Encryption,
        Text("Шифрование", "Encryption"),
        Choices(none=Text("Отсутствует", "None"), ssl=Text("SSL", "SSL"), tls=Text("TLS", "TLS")),
        Help(
            "SSL — с первого байта, TLS — обязательный переход командой STARTTLS",
            "SSL from the first byte; TLS by the STARTTLS command, which is then required",
        ),
    ]

    tls_verify: Annotated[
        Verification,
        Text("Проверка сертификата", "Certificate check"),
        Help(
            "Без проверки посторонний может выдать себя за сервер и прочесть пароль",
            "Without a check somebody else can pose as the server and read the password",
        ),
        Choices(
            full=Text("Полная: центр и имя сервера", "Full: authority and host name"),
            fingerprint=Text("По отпечатку", "By fingerprint"),
            off=Text("Не проверять (небезопасно)", "None (unsafe)"),
        ),
        When("encryption", "ssl", "tls"),
        ADVANCED,
    ] = "full"
    tls_ca_file: Annotated[
        str,
        Field(max_length=1000),
        Text("Файл своего центра сертификации", "File of your own authority"),
        Help(
            "PEM на сервере Вестника; пусто — центры системы", "PEM on Vestnik's machine; empty: the system's"
        ),
        When("tls_verify", "full"),
        ADVANCED,
    ] = ""
    tls_fingerprint: Annotated[
        str,
        Field(max_length=200),
        Text("Отпечаток сертификата SHA-256", "SHA-256 fingerprint of the certificate"),
        Help(
            "64 шестнадцатеричных знака, можно с двоеточиями; его показывает «Проверить соединение»",
            "64 hexadecimal digits, colons allowed; 'Test connection' shows it",
        ),
        When("tls_verify", "fingerprint"),
        ADVANCED,
    ] = ""
    tls_min_version: Annotated[
        TlsVersion,
        Text("Наименьшая версия TLS", "Lowest TLS version"),
        Help(
            "Старые версии взламываются; включайте их только для сервера, который нельзя обновить",
            "Older versions can be broken; allow them only for a server that cannot be updated",
        ),
        Choices(
            {"1.2": Text("1.2", "1.2"), "1.3": Text("1.3", "1.3")},
            legacy=Text("Устаревшие версии (небезопасно)", "Outdated versions (unsafe)"),
        ),
        When("encryption", "ssl", "tls"),
        ADVANCED,
    ] = "1.2"
    allow_plaintext_auth: Annotated[
        bool,
        Text(
            "Разрешить пароль открытым текстом без шифрования",
            "Allow clear-text passwords without encryption",
        ),
        Help("Пароль прочтёт любой, кто слушает сеть", "Whoever listens to the network reads the password"),
        When("encryption", "none"),
        ADVANCED,
    ] = False
    ntlm_v1: Annotated[
        bool,
        Text("Разрешить NTLMv1 (небезопасно)", "Allow NTLMv1 (unsafe)"),
        Help(
            "Ответ NTLMv1 подбирается за часы; только для сервера, который не умеет NTLMv2",
            "An NTLMv1 answer is broken in hours; only for a server that does not know NTLMv2",
        ),
        When("auth_type", "windows"),
        ADVANCED,
    ] = False
    connect_timeout: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(minutes=10)),
        Text("Ожидание соединения", "Time to connect"),
        Help(
            "На каждый адрес сервера и на установку TLS",
            "For each address of the server, and for the TLS handshake",
        ),
        ADVANCED,
    ] = timedelta(seconds=30)
    command_timeout: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(hours=1)),
        Text("Ожидание ответа на команду", "Time for a reply"),
        Help(
            "Молчание дольше этого прерывает сеанс, письмо вернётся в очередь",
            "A longer silence ends the session, and the letter goes back to the queue",
        ),
        ADVANCED,
    ] = timedelta(minutes=5)

    @model_validator(mode="before")
    @classmethod
    def _port_follows_encryption(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("port") is None:
            encryption = given.get("encryption", cls.model_fields["encryption"].default)
            if isinstance(encryption, str) and (port := cls.default_ports.get(encryption)):
                return {**given, "port": port}
        return given

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The usual ports go into the schema, so that a form can let the port follow the encryption."""
        made = handler(schema)
        ports = {"x-default-ports": cls.default_ports} if "default_ports" in vars(cls) else {}
        handler.resolve_ref_schema(made).update(ports)
        return made

    @property
    def authenticates(self) -> bool:
        """Whether a login is tried at all; an empty user name means none (S9)."""
        return self.auth_type != "none" and bool(self.username)

    @property
    def ascii_host(self) -> str:
        """The host as DNS, SNI and certificates know it: an IP address, or a name as A-labels (T5)."""
        host = self.host.strip().removeprefix("[").removesuffix("]").rstrip(".")
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")

    def check(self) -> Iterator[Problem]:
        problems = Problems()
        self._check_host(problems)
        self._check_login(problems)
        if self.tls_verify == "fingerprint" and not _FINGERPRINT.fullmatch(self.fingerprint):
            problems.add(
                "bad_fingerprint",
                Text(
                    "Нужен отпечаток SHA-256: 64 шестнадцатеричных знака",
                    "A SHA-256 fingerprint is needed: 64 hexadecimal digits",
                ),
                "tls_fingerprint",
            )
        if self.encryption != "none" and self.tls_verify == "off":
            problems.add(
                "tls_unverified",
                Text(
                    "Сертификат сервера не проверяется: пароль и письма может прочесть посторонний",
                    "The server's certificate is not verified: others may read password and letters",
                ),
                "tls_verify",
                severity="warning",
            )
        yield from problems.found

    @property
    def fingerprint(self) -> str:
        """The pinned fingerprint, in lower case without colons and blanks."""
        return re.sub(r"[:\s]", "", self.tls_fingerprint).lower()

    def _check_host(self, problems: Problems) -> None:
        host = self.host.strip()
        if not host:
            problems.add(
                "required", Text("Укажите адрес почтового сервера", "Enter the mail server's address"), "host"
            )
        elif stripped := stripped_host(host):
            problems.add(
                "host_with_protocol",
                Text(
                    "Укажите адрес без протокола: {host}", "Enter the address without protocol: {host}"
                ).format(host=stripped),
                "host",
                suggestion=stripped,
            )
        elif not _is_host(host):
            problems.add(
                "bad_host",
                Text("Это не имя и не IP-адрес сервера", "This is neither a host name nor an IP address"),
                "host",
            )

    def _check_login(self, problems: Problems) -> None:
        if self.auth_type == "none":
            return
        if not self.username:
            problems.add(
                "required",
                Text(
                    "Укажите имя пользователя или выберите «Отсутствует»",
                    "Enter a user name, or choose 'None'",
                ),
                "username",
            )
        elif not self.password:
            problems.add("required", Text("Введите пароль", "Enter the password"), "password")
        for name in ("username", "domain"):
            if not getattr(self, name).isprintable():
                problems.add(
                    "control_character",
                    Text("Недопустимый управляющий знак", "Contains a control character"),
                    name,
                )


def stripped_host(given: str) -> str | None:
    """What is meant by an address with a protocol (`smtp://mail.example.org:587/` gives `mail.example.org`), else None."""
    if not _PROTOCOL.match(given):
        return None
    rest = _PROTOCOL.sub("", given).split("/")[0].rpartition("@")[2].strip()
    if rest.startswith("["):
        return rest[1:].split("]")[0]
    return rest if rest.count(":") > 1 else rest.split(":")[0]


def _is_host(host: str) -> bool:
    bare = host.removeprefix("[").removesuffix("]")
    try:
        ip_address(bare)
    except ValueError:
        return _is_host_name(host)
    return True


def _is_host_name(host: str) -> bool:
    try:
        ascii_host = host if host.isascii() else idna.encode(host.rstrip("."), uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return False
    return len(ascii_host) <= 253 and all(
        re.fullmatch(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?", label)
        for label in ascii_host.rstrip(".").split(".")
    )
