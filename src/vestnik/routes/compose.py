"""A letter from a route, its connection and a message (spec/routes.md 3, "What the letter consists of")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Protocol
from zoneinfo import ZoneInfo

from vestnik.kernel.problem import Path, Problems, Refused
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import Content, Ref, Value, as_list
from vestnik.mail.email import Attachment, Email, Mailbox, Meeting, Unsubscribe
from vestnik.mail.headers import clean
from vestnik.routes.attribute import MessageAttribute, find
from vestnik.routes.custom_headers import Headers, check_header_name, reply_addresses, sort_headers
from vestnik.routes.files import Documents, FileField, attachment, decode
from vestnik.routes.formats import formatted
from vestnik.routes.integration import RecipientRow
from vestnik.routes.message import read_message
from vestnik.routes.placeholders import Placeholder, fill
from vestnik.routes.recipients import NoRecipients, mailboxes, once
from vestnik.routes.sending import SendingRoute
from vestnik.routes.shown import shown


class Sender(Protocol):
    """What a letter takes from its connection. Every sending connection has it."""

    @property
    def sender_name(self) -> str: ...

    @property
    def sender_address(self) -> str: ...

    @property
    def reply_to(self) -> str | None: ...


def compose(
    route: SendingRoute,
    connection: Sender,
    message: Mapping[str, Value],
    *,
    documents: Documents,
    language: Language,
    zone: ZoneInfo,
    message_id: str,
    now: datetime,
    automatic: bool = True,
) -> Email:
    """The letter that this message makes; nothing is read but documents, nothing is stored.

    message: the scenario's variable set, names to values. documents: finds the file behind a document. language, zone:
    how numbers and moments are shown. automatic: whether a rule and not a person sends it (`Auto-Submitted`, M16).

    Raises:
        Invalid: everything that is wrong with the message, each with the attribute or template as its path.
        NoRecipients: neither the message nor the route gives an address.
    """
    values = read_message(route.request, message)
    draft = _Draft(route, values, documents, language, zone)
    to, cc, bcc = draft.recipients()
    headers = draft.headers()
    reply_to = draft.reply_to(headers, connection)
    subject = draft.subject()
    body = draft.body()
    attachments = draft.attachments()
    meeting = draft.meeting()
    unsubscribe = draft.unsubscribe()
    draft.problems.raise_errors()
    if not (to or cc or bcc):
        raise NoRecipients(path=("To",))
    is_html = route.integration.body_format == "html"
    return Email(
        from_=(Mailbox(connection.sender_name, connection.sender_address),),
        message_id=message_id,
        date=now.astimezone(zone),
        to=to,
        cc=cc,
        bcc=bcc,
        reply_to=reply_to,
        subject=subject,
        text=None if is_html else body,
        html=body if is_html else None,
        attachments=attachments,
        in_reply_to=draft.ids("InReplyTo") or headers.in_reply_to,
        references=draft.ids("References") or headers.references,
        headers=_without_unsubscribe(headers.others) if unsubscribe else headers.others,
        meeting=meeting,
        unsubscribe=unsubscribe,
        auto_submitted="auto-generated" if automatic else None,
    )


_MEETING_TIMES = Text(
    "Встрече нужны начало и конец (Meeting: Start и End)",
    "A meeting needs its start and end (Meeting: Start, End)",
)


def _without_unsubscribe(headers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The attribute wins over headers of that name."""
    return tuple(one for one in headers if not one[0].lower().startswith("list-unsubscribe"))


@dataclass(slots=True)
class _Draft:
    """The message on its way to a letter; problems gather until the end, so that all are told at once."""

    route: SendingRoute
    values: dict[str, Value]
    documents: Documents
    language: Language
    zone: ZoneInfo
    problems: Problems = field(default_factory=Problems)

    def subject(self) -> str:
        template = self.route.integration.subject_template
        if template:
            return self._line(template, ("integration", "subject_template"))
        return self._clean(self._own("Subject"), ("Subject",), "Subject")

    def body(self) -> str:
        integration = self.route.integration
        is_html = integration.body_format == "html"
        if integration.body_template:
            return fill(integration.body_template, lambda place: self._value(place, is_html))
        attribute = find(self.route.request, "Body")
        if attribute is None:
            return ""
        body = self._own("Body")
        return escape(body) if is_html and not attribute.html else body

    def recipients(self) -> tuple[tuple[Mailbox, ...], ...]:
        """To, Cc, Bcc: those of the message, then those of the tab, each address once."""
        tab = self.route.integration
        rows: tuple[tuple[str, str, Sequence[RecipientRow]], ...] = (
            ("To", "recipients", tab.recipients),
            ("Cc", "cc", tab.cc),
            ("Bcc", "bcc", tab.bcc),
        )
        return tuple(
            once((*self._message_mailboxes(name), *self._tab_mailboxes(part, given)))
            for name, part, given in rows
        )

    def headers(self) -> Headers:
        """Those of the tab, then `CustomHeaders`."""
        given = [*self._tab_headers(), *self._message_headers()]
        try:
            return sort_headers(given)
        except Refused as error:
            self.problems.found.append(error.problem.under("Reply-To"))
            return sort_headers(())

    def reply_to(self, headers: Headers, connection: Sender) -> tuple[Mailbox, ...]:
        """From the attribute and the headers; the connection's own when they give none."""
        try:
            found = (*reply_addresses(self._own("ReplyTo")), *headers.reply_to)
        except Refused as error:
            self.problems.found.append(error.problem.under("ReplyTo"))
            return ()
        return once(found or reply_addresses(connection.reply_to or ""))

    def meeting(self) -> Meeting | None:
        """From the attribute, once both times are there."""
        given = self.values["Meeting"]
        if not isinstance(given, Mapping):
            return None
        start, end = given["Start"], given["End"]
        for name, moment in (("Start", start), ("End", end)):
            if not isinstance(moment, datetime):
                self.problems.add("required", _MEETING_TIMES, "Meeting", name)
        if not (isinstance(start, datetime) and isinstance(end, datetime)):
            return None
        try:
            return Meeting(start, end, self._text(given["Location"]), self._text(given["Summary"]))
        except Refused as error:
            self.problems.found.append(error.problem)
            return None

    def unsubscribe(self) -> Unsubscribe | None:
        """From the attribute."""
        given = self.values["ListUnsubscribe"]
        if not isinstance(given, Mapping):
            return None
        url, mailto = (self._text(given[name]).strip() for name in ("Url", "Mailto"))
        try:
            return Unsubscribe(url, mailto) if url or mailto else None
        except Refused as error:
            self.problems.found.append(error.problem.under("ListUnsubscribe"))
            return None

    def ids(self, name: str) -> tuple[str, ...]:
        """The message ids in an attribute."""
        return tuple(" ".join(self._text(item) for item in as_list(self.values[name])).split())

    def attachments(self) -> tuple[Attachment, ...]:
        """Those of the tab, then those of the message."""
        static = [Attachment(file.name, decode(file.content)) for file in self.route.integration.attachments]
        found = [
            attachment(self._file_fields(given), self.documents, path, self.problems)
            for path, given in self._objects("Attachments")
        ]
        return (*static, *(file for file in found if file is not None))

    def _file_fields(self, given: Mapping[str, Value]) -> dict[str, FileField]:
        return {
            name: value if isinstance(value, Content | Ref) else self._text(value)
            for name, value in given.items()
        }

    def _message_mailboxes(self, name: str) -> Iterator[Mailbox]:
        for path, given in self._objects(name):
            shown_name = self._clean(self._text(given["Name"]), (*path, "Name"), f"{name}.Name")
            yield from mailboxes(shown_name, self._text(given["Address"]), path, self.problems)

    def _tab_mailboxes(self, part: str, rows: Sequence[RecipientRow]) -> Iterator[Mailbox]:
        for index, row in enumerate(rows):
            path = ("integration", part, index)
            name = self._line(row.full_name, (*path, "full_name"))
            yield from mailboxes(name, fill(row.address, self._value), path, self.problems)

    def _tab_headers(self) -> Iterator[tuple[str, str]]:
        for index, header in enumerate(self.route.integration.headers):
            yield header.name, self._line(header.value, ("integration", "headers", index, "value"))

    def _message_headers(self) -> Iterator[tuple[str, str]]:
        for path, given in self._objects("CustomHeaders"):
            name = self._text(given["Name"])
            try:
                check_header_name(name)
            except Refused as error:
                self.problems.found.append(error.problem.under(*path, "Name"))
                continue
            values = as_list(given["ListValues"]) or (given["Value"],)
            for value in values:
                yield name, self._clean(self._text(value), (*path, "Value"), name)

    def _objects(self, name: str) -> Iterator[tuple[Path, Mapping[str, Value]]]:
        for index, item in enumerate(as_list(self.values[name])):
            assert isinstance(item, Mapping)
            yield (name, index), item

    def _own(self, name: str) -> str:
        """The text of an attribute that the route may or may not declare."""
        return self._text(self.values.get(name))

    def _text(self, value: Value) -> str:
        return shown(value, self.language, self.zone)

    def _line(self, template: str, path: Path) -> str:
        """A filled template that goes into a header: a line break in a value is refused, naming the attribute."""

        def value_of(place: Placeholder) -> str:
            return self._clean(self._value(place), path, "{" + place.path + "}")

        return self._clean(fill(template, value_of), path, str(path[1]))

    def _clean(self, text: str, path: Path, name: str) -> str:
        try:
            return clean(text, name)
        except Refused as error:
            self.problems.found.append(error.problem.under(*path))
            return ""

    def _value(self, place: Placeholder, is_html: bool = False) -> str:
        """What a placeholder gives; in HTML escaped unless the attribute is markup."""
        attribute, value = self._find(place)
        items = [self._item(item, place) for item in as_list(value)]
        text = ", ".join(item for item in items if item)
        if not text:
            return place.default
        return escape(text) if is_html and not (attribute and attribute.html) else text

    def _item(self, item: Value, place: Placeholder) -> str:
        if place.pattern and (made := formatted(item, place.pattern, self.language, self.zone)) is not None:
            return made
        return self._text(item)

    def _find(self, place: Placeholder) -> tuple[MessageAttribute | None, Value]:
        """The attribute that a placeholder names, and its values; those of all objects when its parent is an array."""
        first, *rest = place.names
        attribute = find(self.route.request, first)
        found: tuple[Value, ...] = as_list(self.values.get(first))
        for name in rest:
            attribute = attribute.child(name) if attribute else None
            found = tuple(
                value for item in found if isinstance(item, Mapping) for value in as_list(item.get(name))
            )
        return attribute, found
