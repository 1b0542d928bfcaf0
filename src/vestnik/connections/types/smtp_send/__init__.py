"""Sending mail over SMTP: the properties in `model`, the protocol in the files beside it."""

from vestnik.connections.types.smtp_send.model import SmtpSend

__all__ = ["SmtpSend"]
