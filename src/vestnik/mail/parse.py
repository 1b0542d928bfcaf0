"""Letters from bytes, through the standard library, with its known failures contained here.

What it does badly and is therefore done by us: header objects that raise while they are read (`Message-ID: <[a@x>`),
encoded words that split a character, file names as encoded words or raw UTF-8, unknown charsets, attached messages that
come back changed when they are written out, nesting that ends in a RecursionError. So it is asked for the structure
and raw values alone, and every value is decoded here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from unicodedata import category

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.addresses import Mailbox, split_list
from vestnik.mail.charsets import decode
from vestnik.mail.file_names import BadFileName, base_name
from vestnik.mail.header_text import decoded_words, header_text, raw_text

MAX_PARTS = 2_000

MAX_FIELD = 16_384
"""Characters of a field of MIME that are looked at."""


class LetterUnreadable(Refused):
    code = "letter_unreadable"
    text = Text("Письмо не удалось разобрать: {why}", "The letter cannot be read: {why}")


@dataclass(frozen=True, slots=True)
class File:
    """A part that is not the letter's text. filename: without folders, possibly empty. content: decoded."""

    filename: str
    content_type: str
    content_id: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class ParsedLetter:
    """A letter as people read it. headers: all, in order, decoded. text, html: None where the letter has none."""

    headers: tuple[tuple[str, str], ...]
    subject: str
    from_: tuple[Mailbox, ...]
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    reply_to: tuple[Mailbox, ...]
    date: datetime | None
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    text: str | None
    html: str | None
    files: tuple[File, ...]

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for given, value in self.headers if given.lower() == name.lower()), None)


class _Raw(Compat32):
    """Values as they stand in the letter: the stock policy loses the bytes of those that are not ASCII.

    Long ones are cut where the standard library looks for parameters, which takes it quadratic time.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value[:MAX_FIELD]


class _Structure(Message):
    """A part whose attached messages stay bytes: the parser opens what calls itself `message`."""

    def get_content_maintype(self) -> str:
        kind = super().get_content_maintype()
        return "application" if kind == "message" else kind


def parse(raw: bytes) -> ParsedLetter:
    """Read a letter; damaged headers and bodies give what can be read of them.

    Raises:
        LetterUnreadable: too many parts, or nested too deep.
    """
    try:
        message = BytesParser(_class=_Structure, policy=_Raw()).parsebytes(raw)
    except RecursionError:
        raise LetterUnreadable(why=Text("слишком глубокая вложенность", "nested too deep")) from None
    values = list(message.raw_items())
    text, html, files = _sort(message)
    return ParsedLetter(
        headers=tuple((name, header_text(value)) for name, value in values),
        subject=header_text(_first(values, "subject")),
        from_=_mailboxes(values, "from"),
        to=_mailboxes(values, "to"),
        cc=_mailboxes(values, "cc"),
        reply_to=_mailboxes(values, "reply-to"),
        date=_date(_first(values, "date")),
        message_id=next(iter(_ids(values, "message-id")), None),
        in_reply_to=_ids(values, "in-reply-to"),
        references=_ids(values, "references"),
        text=text,
        html=html,
        files=files,
    )


def _first(values: list[tuple[str, str]], name: str) -> str:
    return next((value for given, value in values if given.lower() == name), "")


_ID = re.compile(r"<[^<>\s]+>")


def _ids(values: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(_ID.findall(raw_text(_first(values, name))))


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(raw_text(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


_GROUP = re.compile(r'[^"<>@:]*:')
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)


def _mailboxes(values: list[tuple[str, str]], name: str) -> tuple[Mailbox, ...]:
    """Every mailbox of the fields of that name; addresses are taken as they come, also wrong ones."""
    found: list[Mailbox] = []
    for given, value in values:
        if given.lower() != name:
            continue
        for entry in split_list(raw_text(value)):
            group = _GROUP.match(entry)
            member = (entry[group.end() :] if group else entry).strip()
            if member:
                found.append(_mailbox(member))
    return tuple(found)


def _mailbox(entry: str) -> Mailbox:
    name, bracket, rest = entry.rpartition("<")  # the last one: a quoted name may hold others
    if not bracket:
        return Mailbox("", entry)
    name = name.strip()
    if len(name) >= 2 and name[0] == name[-1] == '"':
        name = _QUOTED_PAIR.sub(r"\1", name[1:-1])
    return Mailbox(decoded_words(name), rest.partition(">")[0].strip())


def _sort(message: Message) -> tuple[str | None, str | None, tuple[File, ...]]:
    """The letter's text, its HTML, and everything else as files."""
    texts: list[str] = []
    html: str | None = None
    files: list[File] = []
    for part in _leaves(message):
        kind = part.get_content_type()
        shown = not _filename(part) and not raw_text(
            str(part.get("Content-Disposition", ""))
        ).lower().startswith("attachment")
        if shown and kind == "text/plain":
            texts.append(_text(part))
        elif shown and kind == "text/html" and html is None:
            html = _text(part)
        else:
            files.append(File(_filename(part), kind, _content_id(part), _content(part)))
    return "\n".join(texts) if texts else None, html, tuple(files)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content, in order, without recursion."""
    waiting = [message]
    count = 0
    while waiting:
        count += 1
        if count > MAX_PARTS:
            raise LetterUnreadable(why=Text(f"больше {MAX_PARTS} частей", f"more than {MAX_PARTS} parts"))
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(part.get_payload()))  # type: ignore[arg-type]
        else:
            yield part


def _content(part: Message) -> bytes:
    if part.is_multipart():  # a delivery status: blocks of headers
        return b"".join(block.as_bytes() for block in part.get_payload())  # type: ignore[union-attr]
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _text(part: Message) -> str:
    charset = part.get_param("charset")
    text = decode(_content(part), charset if isinstance(charset, str) else None)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _content_id(part: Message) -> str | None:
    value = raw_text(str(part.get("Content-ID", ""))).strip()
    return value.strip("<>") or None


def _filename(part: Message) -> str:
    """From `filename*`, `filename`, `name`; encoded words and raw UTF-8 are decoded too (I6)."""
    name = _parameter(part, "filename", "Content-Disposition") or _parameter(part, "name", "Content-Type")
    try:
        return base_name("".join(char for char in name if category(char) not in ("Cc", "Cs")))
    except BadFileName:
        return ""


def _parameter(part: Message, name: str, field: str) -> str:
    """A parameter, decoded. Not through `get_filename`, which takes quotes and brackets off the name itself."""
    try:
        value = part.get_param(name, "", field)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    if isinstance(value, tuple):  # RFC 2231: charset, language, bytes as characters
        return decode(str(value[2]).encode("raw-unicode-escape"), value[0])
    return header_text(str(value))
