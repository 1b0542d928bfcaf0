"""E-mail addresses: checking, the form for the envelope, and lists typed by people (spec/delivery.md A1-A7).

An address is `local@domain`. The local part is a dot-atom, ASCII or not (RFC 5321 4.1.2, RFC 6531 3.3); quoted local
parts are refused, so no address can carry a blank, a quote or an angle bracket into an SMTP command (P7). The domain is
a host name, also an international one, or an address literal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import idna

from vestnik.kernel.problem import Problem, Refused
from vestnik.kernel.text import Text

MAX_LOCAL = 64
"""Octets of a local part (RFC 5321 4.5.3.1.1)."""

MAX_DOMAIN = 255
"""Octets of a domain, as A-labels (RFC 5321 4.5.3.1.2)."""

MAX_LIST = 100_000
"""Characters of one typed list; some 4,000 addresses."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A person in a letter: the name that is shown, possibly empty, and the address."""

    name: str
    address: str


class BadAddress(Refused):
    code = "bad_address"
    text = Text("«{address}» — не адрес эл. почты: {why}", "'{address}' is no e-mail address: {why}")


@dataclass(frozen=True, slots=True)
class AddressList:
    """What a typed list holds: the good entries in order, and one problem for each bad one, naming it."""

    mailboxes: tuple[Mailbox, ...]
    problems: tuple[Problem, ...]


_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-]"
_PLAIN_ADDRESS = re.compile(
    rf"{_ATEXT}+(?:\.{_ATEXT}+)*@(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?",
    re.ASCII,
)
_LOCAL = re.compile(rf"(?:{_ATEXT}|[^\x00-\x7f])+(?:\.(?:{_ATEXT}|[^\x00-\x7f])+)*")
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII
)


@lru_cache(maxsize=16_384)
def envelope_form(address: str) -> str:
    """The address as SMTP commands and headers carry it: domain in lower case and as A-labels, local part untouched.

    Two addresses are one recipient exactly when their envelope forms are equal (A4).

    Raises:
        BadAddress: it is none; the text says what is wrong with it.
    """
    if len(address) <= MAX_LOCAL and _PLAIN_ADDRESS.fullmatch(address):
        return address  # what nearly all of them are: short, ASCII, lower-case domain
    local, at, domain = address.rpartition("@")
    if not at:
        raise _bad(address, "нет знака @", "the @ sign is missing")
    if not local or not domain:
        raise _bad(address, "пусто до или после @", "nothing before or after the @")
    return f"{_local(local, address)}@{_domain(domain, address)}"


def check_address(address: str) -> None:
    """Refuse what is no address.

    Raises:
        BadAddress: with the reason.
    """
    envelope_form(address)


def needs_smtputf8(address: str) -> bool:
    """Whether only a server with SMTPUTF8 (RFC 6531) can carry it: the local part is not ASCII (A3)."""
    return not address.isascii() and not address.rpartition("@")[0].isascii()


def domain_of(address: str) -> str:
    """The domain of an address, as A-labels.

    Raises:
        BadAddress: it is none.
    """
    return envelope_form(address).rpartition("@")[2]


def parse_addresses(text: str) -> AddressList:
    """Read a list typed by a person: `a@b.ru; "Иванов, И." <c@d.ru>`, split by comma, semicolon or line end (A1).

    Separators inside quotes, angle brackets and comments do not split. Empty entries are skipped. Each bad entry gives
    one problem that names it; the good ones are returned all the same.
    """
    if len(text) > MAX_LIST:
        error = _bad(text, "список слишком длинный", "the list is too long")
        return AddressList((), (error.problem,))
    mailboxes: list[Mailbox] = []
    problems: list[Problem] = []
    for entry in split_list(text):
        try:
            mailboxes.append(_mailbox(entry))
        except BadAddress as error:
            problems.append(error.problem)
    return AddressList(tuple(mailboxes), tuple(problems))


_CUTS = re.compile(r"[,;\r\n]")


def split_list(text: str) -> list[str]:
    """A list cut at commas, semicolons and line ends that stand outside quotes, brackets and comments; no empty entries."""
    if not _CUTS.search(text):
        return [alone] if (alone := text.strip()) else []
    found: list[str] = []
    start = depth = 0
    quoted = escaped = angled = False
    for position, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\" and (quoted or depth):
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif char in "<>":
            angled = char == "<"
        elif char in ",;\r\n" and not angled and not depth:
            found.append(text[start:position])
            start = position + 1
    found.append(text[start:])
    return [entry for part in found if (entry := part.strip())]


def _local(local: str, address: str) -> str:
    if not local.isprintable() or " " in local:
        raise _bad(address, "пробел или управляющий знак", "a blank or a control character")
    if not _LOCAL.fullmatch(local):
        raise _bad(address, "недопустимый знак до @", "a character before the @ that may not stand there")
    try:
        octets = len(local.encode())
    except UnicodeEncodeError:
        raise _bad(
            address, "недопустимый знак до @", "a character before the @ that may not stand there"
        ) from None
    if octets > MAX_LOCAL:
        raise _bad(address, f"до @ больше {MAX_LOCAL} байт", f"more than {MAX_LOCAL} octets before the @")
    return local


def _domain(domain: str, address: str) -> str:
    if domain.startswith("[") and domain.endswith("]"):
        return _literal(domain, address)
    if domain.isascii():
        host = domain.lower()
    else:
        try:
            host = idna.encode(domain, uts46=True).decode("ascii").lower()
        except (idna.IDNAError, UnicodeError):
            raise _bad(address, "недопустимое имя домена", "the domain is no valid name") from None
    if len(host) > MAX_DOMAIN:
        raise _bad(address, f"домен длиннее {MAX_DOMAIN} байт", f"the domain is over {MAX_DOMAIN} octets")
    if not _HOST.fullmatch(host):
        raise _bad(address, "недопустимое имя домена", "the domain is no valid name")
    return host


def _literal(domain: str, address: str) -> str:
    inner = domain[1:-1]
    try:
        if inner[:5].casefold() == "ipv6:":
            return f"[IPv6:{IPv6Address(inner[5:])}]"
        return f"[{IPv4Address(inner)}]"
    except AddressValueError:
        raise _bad(address, "недопустимый IP-адрес", "the address literal is wrong") from None


def _bad(address: str, ru: str, en: str) -> BadAddress:
    shown = address if len(address) <= 80 else address[:79] + "…"
    return BadAddress(address=shown, why=Text(ru, en))


_COMMENTED = re.compile(r"(?P<address>[^\s()<>]+)\s*\((?P<name>[^()]*)\)")
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)


def _mailbox(entry: str) -> Mailbox:
    """One entry: `a@b`, `<a@b>`, `Name <a@b>`, `"Name" <a@b>` or `a@b (Name)`."""
    if entry.endswith(">"):
        name, _, address = (part.strip() for part in entry[:-1].rpartition("<"))
    elif match := _COMMENTED.fullmatch(entry):
        name, address = match["name"].strip(), match["address"]
    else:
        name, address = "", entry
    if len(name) >= 2 and name[0] == name[-1] == '"':
        name = _QUOTED_PAIR.sub(r"\1", name[1:-1])
    try:
        check_address(address)
    except BadAddress as error:
        raise BadAddress(address=entry[:80], why=error.parts["why"]) from None
    return Mailbox(name, address)
