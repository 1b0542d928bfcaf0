"""Commands, as bytes. Nothing a person or template gives can add a command or a parameter (spec/delivery.md P7, P8)."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from ipaddress import ip_address

from vestnik.connections.sending import Letter
from vestnik.connections.types.smtp_send.capabilities import Capabilities
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f<>]")
_HELO = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?|\[[0-9.]+\]|\[IPv6:[0-9A-Fa-f:.]+\]")
MAX_ENVID = 100
"""Characters of an envelope id before xtext (RFC 3461 4.4)."""

_NOTIFY = ("NEVER", "SUCCESS", "FAILURE", "DELAY")


class CommandInjection(Refused):
    code = "command_injection"
    text = Text(
        "Недопустимый знак в значении для команды {command}: {value}",
        "A character that may not stand in a value of the command {command}: {value}",
    )


def ehlo(name: str) -> bytes:
    """EHLO with a checked name."""
    return b"EHLO " + helo_name(name)


def helo_name(name: str) -> bytes:
    """A host name or address literal (P1).

    Raises:
        CommandInjection: it is neither.
    """
    if not _HELO.fullmatch(name):
        raise CommandInjection(command="EHLO", value=repr(name[:80]))
    return name.encode("ascii")


def own_name(local_address: str) -> str:
    """What we call ourselves: the machine's full name when it has one, else the address literal of our side."""
    name = socket.gethostname()
    if "." in name and _HELO.fullmatch(name):
        return name
    address = ip_address(local_address.partition("%")[0])
    return f"[{address}]" if address.version == 4 else f"[IPv6:{address}]"


def mail_from(letter: Letter, offered: Capabilities) -> bytes:
    """MAIL FROM with the parameters that are offered and needed.

    Raises:
        CommandInjection: the sender or the envelope id holds a blank, `<`, `>` or a control character.
    """
    parameters = ""
    if offered.sized:
        parameters = f" SIZE={letter.size}"
    if letter.eight_bit and offered.eight_bit:
        parameters += " BODY=8BITMIME"
    if offered.smtputf8 and (
        letter.smtputf8 or not letter.envelope_sender.isascii() or _international(letter)
    ):
        parameters += " SMTPUTF8"
    if offered.dsn and letter.envid is not None:
        parameters += f" RET=HDRS ENVID={_envid(letter.envid)}"
    return f"MAIL FROM:<{_checked('MAIL', letter.envelope_sender)}>{parameters}".encode()


def rcpt_to(recipient: str, letter: Letter, offered: Capabilities) -> bytes:
    """RCPT TO, with NOTIFY and ORCPT when delivery notices are asked for and offered (P9).

    Raises:
        CommandInjection: the recipient holds a blank, `<`, `>` or a control character.
    """
    parameters = ""
    if offered.dsn and letter.notify:
        if not set(letter.notify) <= set(_NOTIFY):
            raise CommandInjection(command="NOTIFY", value=repr(letter.notify))
        kind = "rfc822" if recipient.isascii() else "utf-8"
        parameters = f" NOTIFY={','.join(letter.notify)} ORCPT={kind};{xtext(recipient)}"
    return f"RCPT TO:<{_checked('RCPT', recipient)}>{parameters}".encode()


def group(commands: Iterable[bytes]) -> bytes:
    """Commands in one piece, each ended by CRLF."""
    return b"\r\n".join((*commands, b""))


def xtext(value: str) -> str:
    """RFC 3461 4: characters outside `!` to `~`, and `+` and `=`, as `+XX`; UTF-8 letters stay (RFC 6533 utf-8-addr-xtext)."""
    return "".join(
        f"+{ord(char):02X}" if char in "+=" or ord(char) < 33 or ord(char) == 127 else char for char in value
    )


def is_safe(value: str) -> bool:
    """Whether an address or id may stand in a command: no blank, `<`, `>` or control character (P7)."""
    return not _FORBIDDEN.search(value)


def _envid(envid: str) -> str:
    if not envid.isascii() or len(envid) > MAX_ENVID:
        raise CommandInjection(command="ENVID", value=repr(envid[:80]))
    return xtext(_checked("ENVID", envid))


def _international(letter: Letter) -> bool:
    return not all(recipient.isascii() for recipient in letter.recipients)


def _checked(command: str, value: str) -> str:
    if not is_safe(value):
        raise CommandInjection(command=command, value=repr(value[:80]))
    return value
