"""The DKIM properties of a connection: what is wrong with them, and the signer they make (spec/delivery.md M17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import idna

from vestnik.definitions.stored import MASK
from vestnik.kernel.problem import Problem
from vestnik.kernel.secret import Secret
from vestnik.kernel.text import Text
from vestnik.mail.dkim import BadDkimKey, Signer, read_key

_SELECTOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")

_INCOMPLETE = Text(
    "Для подписи DKIM нужны домен, селектор и ключ; заполните и это поле или очистите остальные",
    "A DKIM signature needs domain, selector and key: fill this field too, or clear the others",
)
_BAD_DOMAIN = Text("Это не имя домена", "This is no domain name")
_BAD_SELECTOR = Text(
    "Селектор — латинские буквы, цифры, «-» и точки", "A selector is letters, digits, '-' and dots"
)
_OTHER_DOMAIN = Text(
    "Адрес отправителя не принадлежит домену {domain}: подпись не поможет письму пройти проверку DMARC",
    "The sender's address does not belong to {domain}: the signature will not help the letter past DMARC",
)


def signer_of(domain: str, selector: str, key: Secret | None) -> Signer | None:
    """The signer of complete properties, None without domain.

    Raises:
        BadDkimKey: the key is none.
    """
    if not (domain and selector and key):
        return None
    return Signer(_ascii(domain), selector, read_key(key.reveal()))


def check_dkim(domain: str, selector: str, key: Secret | None, sender_address: str) -> Iterator[Problem]:
    """What forbids signing, at its field."""
    given = {"dkim_domain": domain, "dkim_selector": selector, "dkim_key": key}
    if not any(given.values()):
        return
    for field, value in given.items():
        if not value:
            yield Problem("required", _INCOMPLETE, (field,))
    if selector and not _SELECTOR.fullmatch(selector):
        yield Problem("bad_selector", _BAD_SELECTOR, ("dkim_selector",))
    if key and key != MASK:
        try:
            read_key(key.reveal())
        except BadDkimKey as error:
            yield error.problem.under("dkim_key")
    if domain:
        yield from _check_domain(domain, sender_address)


def _check_domain(domain: str, sender_address: str) -> Iterator[Problem]:
    try:
        ours, theirs = _ascii(domain), _ascii(sender_address.rpartition("@")[2])
    except (idna.IDNAError, UnicodeError):
        yield Problem("bad_domain", _BAD_DOMAIN, ("dkim_domain",))
        return
    if theirs != ours and not theirs.endswith(f".{ours}"):
        text = _OTHER_DOMAIN.format(domain=domain)
        yield Problem("dkim_not_aligned", text, ("dkim_domain",), severity="warning")


def _ascii(domain: str) -> str:
    return idna.encode(domain.strip().rstrip("."), uts46=True).decode("ascii").lower()
