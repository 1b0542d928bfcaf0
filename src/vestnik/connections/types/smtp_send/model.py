"""What an administrator sets to send mail over SMTP (spec/connections.md 2, spec/contract.md 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from vestnik.connections.addresses import check_address_list, check_one_address
from vestnik.connections.base import ADVANCED, ConnectionLog, Network, SendingConnection
from vestnik.connections.dkim import check_dkim
from vestnik.connections.mail_server import Encryption, MailServer
from vestnik.connections.types.smtp_send.commands import CommandInjection, helo_name
from vestnik.connections.types.smtp_send.deadlines import Deadlines
from vestnik.connections.types.smtp_send.opening import open_session
from vestnik.connections.types.smtp_send.session import SmtpSession
from vestnik.kernel.problem import Problem, Problems
from vestnik.kernel.text import Choices, Help, Text


class SmtpSend(SendingConnection, MailServer):
    """Sending through an SMTP server (RFC 5321, RFC 6409)."""

    label: ClassVar[Text] = Text("Отправка почты через SMTP", "Sending mail over SMTP")
    about: ClassVar[Text] = Text(
        "Подключение к почтовому серверу, через который сценарии отправляют письма",
        "A mail server through which scenarios send letters",
    )
    group: ClassVar[Text] = Text("Подключения к электронной почте", "E-mail connections")
    default_ports: ClassVar[dict[str, int]] = {"tls": 587, "ssl": 465, "none": 25}

    type: Literal["smtp_send"] = "smtp_send"
    encryption: Annotated[
        Encryption,
        Text("Шифрование", "Encryption"),
        Choices(none=Text("Отсутствует", "None"), ssl=Text("SSL", "SSL"), tls=Text("TLS", "TLS")),
        Help(
            "SSL — с первого байта, TLS — обязательный переход командой STARTTLS",
            "SSL from the first byte; TLS by the STARTTLS command, which is then required",
        ),
    ] = "tls"
    helo_name: Annotated[
        str,
        Field(max_length=255),
        Text("Имя для приветствия", "Name for the greeting"),
        Help(
            "Как представляться серверу (EHLO); пусто — имя этой машины",
            "How to introduce ourselves (EHLO); empty: this machine's name",
        ),
        ADVANCED,
    ] = ""
    data_timeout: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(hours=1)),
        Text("Ожидание при передаче письма", "Time for a block of a letter"),
        Help(
            "На каждую часть письма, которую сервер принимает медленно",
            "For each piece of a letter that the server is slow to take",
        ),
        ADVANCED,
    ] = timedelta(minutes=3)
    final_timeout: Annotated[
        timedelta,
        Field(ge=timedelta(seconds=1), le=timedelta(hours=1)),
        Text("Ожидание ответа после письма", "Time for the answer after a letter"),
        Help(
            "Сервер проверяет письмо перед ответом; если ответа нет, неизвестно, принято ли оно",
            "The server examines a letter before it answers; without an answer nobody knows whether it was taken",
        ),
        ADVANCED,
    ] = timedelta(minutes=10)

    @property
    def deadlines(self) -> Deadlines:
        """The times of this connection, in seconds."""
        return Deadlines(
            connect=self.connect_timeout.total_seconds(),
            command=self.command_timeout.total_seconds(),
            block=self.data_timeout.total_seconds(),
            final=self.final_timeout.total_seconds(),
        )

    def check(self) -> Iterator[Problem]:
        yield from MailServer.check(self)
        problems = Problems()
        check_one_address(problems, self.sender_address, "sender_address", required=True)
        check_one_address(problems, self.envelope_sender, "envelope_sender")
        for field in ("reply_to", "test_recipients", "redirect_to"):
            check_address_list(problems, getattr(self, field), field)
        if self.helo_name:
            try:
                helo_name(self.helo_name)
            except CommandInjection:
                problems.add(
                    "bad_helo_name",
                    Text(
                        "Нужно имя машины или IP-адрес в квадратных скобках",
                        "A host name is needed, or an IP address in square brackets",
                    ),
                    "helo_name",
                )
        yield from problems.found
        yield from check_dkim(self.dkim_domain, self.dkim_selector, self.dkim_key, self.sender_address)

    async def open(self, log: ConnectionLog, network: Network) -> SmtpSession:
        """Connect and authenticate."""
        return await open_session(self, log, network)
