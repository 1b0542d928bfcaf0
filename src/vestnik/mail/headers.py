"""Header fields as text: what may stand in them, how they are encoded and where they fold (RFC 5322 2.2, RFC 2047).

Each function gives the whole field, folded, without the line end that closes it. Text from people passes `clean` first:
a line break or NUL is refused with the field's name, never removed (spec/delivery.md M5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.addresses import Mailbox, envelope_form, needs_smtputf8
from vestnik.mail.encoded_words import encode_words

WIDTH = 76
"""Columns of a line that holds encoded words (RFC 2047 2); kept for all, so that the 78 of RFC 5322 are kept too."""

MAX_UNBROKEN = 900
"""Characters that may stand in a row without a blank: with the longest name they stay below the 998 of a line."""

MAX_NAME = 76

OWNED = frozenset(
    [
        "auto-submitted",
        "bcc",
        "cc",
        "date",
        "from",
        "in-reply-to",
        "message-id",
        "mime-version",
        "received",
        "references",
        "reply-to",
        "resent-bcc",
        "return-path",
        "sender",
        "subject",
        "to",
    ]
)
"""Fields, in lower case, that are made from the letter's own values and cannot be given as further headers."""

ADDRESS_FIELDS = frozenset(
    [
        "disposition-notification-to",
        "errors-to",
        "mail-followup-to",
        "mail-reply-to",
        "return-receipt-to",
        "x-confirm-reading-to",
    ]
)
"""Further fields whose value is a list of addresses."""


class LineBreakInHeader(Refused):
    code = "line_break_in_header"
    text = Text(
        "В поле «{field}» есть перевод строки или нулевой знак; уберите его",
        "'{field}' holds a line break or a NUL character; remove it",
    )


class BadCharacter(Refused):
    code = "bad_character"
    text = Text("В поле «{field}» есть половина знака Юникода", "'{field}' holds half of a Unicode character")


class BadHeaderName(Refused):
    code = "bad_header_name"
    text = Text(
        "«{name}» не может быть именем заголовка: нужны латинские буквы, цифры и «-», не длиннее 76 знаков",
        "'{name}' cannot be a header's name: use Latin letters, digits and '-', at most 76 characters",
    )


class HeaderOwned(Refused):
    code = "header_not_allowed"
    text = Text(
        "Заголовок «{name}» письмо заполняет само; задать его нельзя",
        "The letter itself fills the header '{name}'; it cannot be given",
    )


class BadMessageId(Refused):
    code = "bad_message_id"
    text = Text(
        "«{given}» в поле «{field}» — не идентификатор письма: нужен вид <имя@домен>",
        "'{given}' in '{field}' is no message id: the form is <name@domain>",
    )


_FORBIDDEN = re.compile(r"[\r\n\x00]")
_PRINTABLE = re.compile(r"[!-~]+(?: [!-~]+)*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_QUOTABLE = re.compile(r"[ -~]+")
_NAME = re.compile(rf"[!-9;-~]{{1,{MAX_NAME}}}")
_ID = re.compile(rf"<[!-;=?-~]{{1,{MAX_UNBROKEN}}}>")
_TO_ESCAPE = re.compile(r'(["\\])')
_LONGEST_PHRASE = 70


def clean(text: str, field: str) -> str:
    """The text itself when it may stand in a header.

    Raises:
        LineBreakInHeader, BadCharacter: naming the field.
    """
    if _FORBIDDEN.search(text):
        raise LineBreakInHeader(field=field)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise BadCharacter(field=field) from None
    return text


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a further header.

    Raises:
        LineBreakInHeader, BadHeaderName: it has the wrong form.
        HeaderOwned: the letter fills it, or MIME does.
    """
    clean(name, name.splitlines()[0][:MAX_NAME] if name.strip() else "?")
    if not _NAME.fullmatch(name):
        raise BadHeaderName(name=name[:MAX_NAME])
    lower = name.lower()
    if lower in OWNED or lower.startswith(("content-", "mime-")):
        raise HeaderOwned(name=name)


def text_field(name: str, value: str) -> str:
    """A field of free text. Printable ASCII stays as it is; all else, and what looks like an encoded word (M6), is encoded.

    Blanks at the ends and in a row count as "all else": relays and readers are free to drop them.
    """
    clean(value, name)
    if not value:
        return f"{name}: "
    if _PRINTABLE.fullmatch(value) and "=?" not in value:
        words = value.split(" ")
        if max(map(len, words)) <= MAX_UNBROKEN:
            return fold(name, words)
    return fold(name, encode_words(value, WIDTH - len(name) - 2))


def address_field(name: str, mailboxes: Iterable[Mailbox], *, raw_utf8: bool = False) -> str:
    """A list of mailboxes.

    raw_utf8: write non-ASCII local parts as they are (RFC 6532). Without it such a mailbox becomes an empty group whose
    name tells the address (RFC 6857 3.1.8): every server may carry that, so the other recipients get their letter (A3).
    """
    tokens: list[str] = []
    for mailbox in mailboxes:
        tokens += _mailbox(name, mailbox, raw_utf8)
        tokens[-1] += ","
    tokens[-1] = tokens[-1][:-1]
    return fold(name, tokens)


def id_field(name: str, ids: Sequence[str]) -> str:
    """Message ids, never encoded, folded only between them (M8).

    Raises:
        BadMessageId: one is not `<…>` in printable ASCII.
    """
    for given in ids:
        if not _ID.fullmatch(given):
            clean(given, name)
            raise BadMessageId(given=given[:80], field=name)
    return fold(name, ids)


def date_field(moment: datetime) -> str:
    """`Date`, with a numeric zone (M2); `moment` has a zone."""
    return _date(moment.replace(microsecond=0), moment.utcoffset())


@lru_cache(maxsize=64)  # a mailing has many letters of one second
def _date(moment: datetime, _zone: timedelta | None) -> str:
    # Moments of different zones may be equal, so that the zone belongs to what is remembered.
    return f"Date: {format_datetime(moment)}"


def fold(name: str, tokens: Sequence[str]) -> str:
    """A field whose tokens are set with one blank, folded before those that would pass the width.

    The first token stays on the first line: some readers take a first line with nothing on it for an empty field.
    """
    if len(tokens) == 1:
        return f"{name}: {tokens[0]}"
    lines: list[str] = []
    line = f"{name}: {tokens[0]}"
    for token in tokens[1:]:
        if len(line) + 1 + len(token) > WIDTH:
            lines.append(line)
            line = " " + token
        else:
            line = f"{line} {token}"
    if not lines:
        return line
    lines.append(line)
    return "\r\n".join(lines)


@lru_cache(maxsize=1024)  # a mailing has one author
def _mailbox(field: str, mailbox: Mailbox, raw_utf8: bool) -> tuple[str, ...]:
    name = clean(mailbox.name, field)
    address = envelope_form(mailbox.address)
    if needs_smtputf8(address) and not raw_utf8:
        words = encode_words(f"{name} {address}".strip(), WIDTH - len(field) - 5)
        return (*words, ":;")
    if not name:
        return (address,)
    return (*_phrase(name, WIDTH - len(field) - 2), f"<{address}>")


def _phrase(name: str, first_room: int) -> list[str]:
    """A display name: atoms, a quoted string, or encoded words when it is not ASCII, long, or looks like one (A6)."""
    if len(name) <= _LONGEST_PHRASE and "=?" not in name:
        if _ATOMS.fullmatch(name):
            return name.split(" ")
        if _QUOTABLE.fullmatch(name):
            return ['"' + _TO_ESCAPE.sub(r"\\\1", name) + '"']
    return encode_words(name, first_room)
