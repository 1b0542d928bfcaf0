"""Sending mail over SMTP."""

from __future__ import annotations

from typing import ClassVar, Literal

from vestnik.kernel.text import Text
from vestnik.routes.sending import SendingRoute


class SmtpSendRoute(SendingRoute):
    """Letters that scenarios send through an SMTP connection."""

    label: ClassVar = Text("Отправка эл. почты через SMTP", "Sending mail over SMTP")
    about: ClassVar = Text(
        "Письмо из переменной сценария, через подключение «Отправка почты через SMTP»",
        "A letter made of a scenario's variable, through a connection of type 'Sending mail over SMTP'",
    )
    type: Literal["smtp_send"] = "smtp_send"
