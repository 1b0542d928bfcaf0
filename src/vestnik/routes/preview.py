"""What a route makes of sample values: the letter before anybody gets it (spec/routes.md, preview)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Content, Period, Ref, Value
from vestnik.mail.email import Email, Mailbox
from vestnik.mail.header_text import header_text
from vestnik.mail.plain_text import plain_text
from vestnik.mail.render import render
from vestnik.mail.segments import BlobSegment, Rendered
from vestnik.routes.attribute import MessageAttribute
from vestnik.routes.compose import Sender, compose
from vestnik.routes.files import Documents, StoredFile
from vestnik.routes.placeholders import placeholders
from vestnik.routes.recipients import NoRecipients
from vestnik.routes.sending import SendingRoute

MAX_SOURCE = 256 * 1024
"""Characters of the source that a preview shows."""


def preview(
    route: SendingRoute,
    connection: Sender,
    message: Mapping[str, Value] | None = None,
    *,
    language: Language,
    reader: Language,
    zone: ZoneInfo,
    now: datetime,
    documents: Documents | None = None,
) -> dict[str, Any]:
    """The letter as people see it and as it would be sent.

    message: what a scenario would give; None takes sample values that show the attribute's own name. Where nobody would
    get the letter a sample recipient is put in. language: of the values in the letter, as in one that is sent. reader: the
    language of whoever looks at it, and so of the samples.

    Returns:
        `{"from", "to", "cc", "bcc", "subject", "text", "html", "attachments", "headers", "source", "size"}`; `headers`
        as pairs of name and decoded value, `source` with stored files cut out.

    Raises:
        Refused: as `compose` and `render`.
    """
    given = _samples(route, reader, now) if message is None else message

    def composed(message: Mapping[str, Value]) -> Email:
        return compose(
            route,
            connection,
            message,
            documents=documents or _no_documents,
            language=language,
            zone=zone,
            message_id="<preview@localhost>",
            now=now,
        )

    try:
        email = composed(given)
    except NoRecipients:
        email = composed({**given, "To": _mailbox(reader)})
    return letter_json(email, reader)


def letter_json(email: Email, reader: Language) -> dict[str, Any]:
    """A letter as `preview` gives it, in the language of whoever looks at it.

    Raises:
        Refused: as `render`.
    """
    rendered = render(email)
    source = _source(rendered, reader)
    return {
        "from": _shown(email.from_),
        "to": _shown(email.to),
        "cc": _shown(email.cc),
        "bcc": _shown(email.bcc),
        "subject": email.subject,
        "text": plain_text(email.html) if email.html is not None else email.text,
        "html": email.html,
        "attachments": [_file(email, index) for index in range(len(email.attachments))],
        "headers": _headers(source),
        "source": source[:MAX_SOURCE],
        "size": rendered.size,
    }


def sample(attributes: Sequence[MessageAttribute], reader: Language, now: datetime) -> dict[str, Value]:
    """Values that show where each attribute goes: its name for a string, one object for an array of objects."""
    return {
        attribute.name: _sample(attribute, reader, now)
        for attribute in attributes
        if attribute.name not in _UNSAMPLED
    }


def _samples(route: SendingRoute, reader: Language, now: datetime) -> dict[str, Value]:
    """Samples of the route's attributes; those that its tab uses as addresses are addresses."""
    tab = route.integration
    texts = [row.address for row in (*tab.recipients, *tab.cc, *tab.bcc)]
    texts += [header.value for header in tab.headers if header.name.lower() == "reply-to"]
    addresses = {place.names[0] for text in texts for place in placeholders(text) if len(place.names) == 1}
    return {**sample(route.request, reader, now), **dict.fromkeys(addresses, _ADDRESS)}


_UNSAMPLED = frozenset(
    (
        "Cc",
        "Bcc",
        "Attachments",
        "CustomHeaders",
        "Meeting",
        "ListUnsubscribe",
        "ReplyTo",
        "InReplyTo",
        "References",
    )
)
_ADDRESS = "recipient@example.org"
_NAME = Text("Имя получателя", "Recipient's name")
_KEY, _VALUE = Text("ключ", "key"), Text("значение", "value")
_CUT_OUT = Text("[{size} байт в Base64]\r\n", "[{size} bytes in Base64]\r\n")


def _mailbox(reader: Language) -> dict[str, Value]:
    return {"Name": _NAME.of(reader), "Address": _ADDRESS}


def _sample(attribute: MessageAttribute, reader: Language, now: datetime) -> Value:
    match attribute.type:
        case "number":
            return Decimal("1234.5")
        case "duration":
            return timedelta(hours=1, minutes=30)
        case "datetime":
            return now
        case "period":
            return Period(now, now + timedelta(days=1))
        case "boolean":
            return True
        case "key_value":
            return {_KEY.of(reader): _VALUE.of(reader)}
        case "object":
            return _mailbox(reader) if attribute.name == "To" else sample(attribute.children, reader, now)
    return f"«{attribute.name}»"


def _no_documents(document: Ref) -> StoredFile:
    raise NotFound(what=str(document))


def _shown(mailboxes: Sequence[Mailbox]) -> list[dict[str, str]]:
    return [{"name": mailbox.name, "address": mailbox.address} for mailbox in mailboxes]


def _file(email: Email, index: int) -> dict[str, Any]:
    file = email.attachments[index]
    size = file.content.size if isinstance(file.content, Content) else len(file.content)
    return {"name": file.filename, "size": size}


def _source(rendered: Rendered, reader: Language) -> str:
    return "".join(
        _CUT_OUT.format(size=segment.size).of(reader)
        if isinstance(segment, BlobSegment)
        else segment.decode()
        for segment in rendered.segments
    )


def _headers(source: str) -> list[list[str]]:
    head = source.partition("\r\n\r\n")[0].replace("\r\n ", " ")
    pairs = (line.partition(":") for line in head.split("\r\n"))
    return [[name, header_text(value)] for name, _, value in pairs]
