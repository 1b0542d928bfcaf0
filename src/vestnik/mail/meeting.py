"""Invitations to meetings: a calendar part that mail programs show with buttons (RFC 5546 METHOD:REQUEST, RFC 6047)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import category

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.mail.addresses import Mailbox, envelope_form

if TYPE_CHECKING:
    from vestnik.mail.email import Email


class MeetingEndsEarly(Refused):
    code = "meeting_ends_early"
    text = Text("Встреча должна закончиться позже, чем начнётся", "A meeting has to end after it begins")


@dataclass(frozen=True, slots=True)
class Meeting:
    """start, end: with zone. summary: empty for the letter's subject.

    Raises:
        MeetingEndsEarly.
    """

    start: datetime
    end: datetime
    location: str = ""
    summary: str = ""

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise MeetingEndsEarly(path=("Meeting", "End"))


def invitation(meeting: Meeting, email: Email, description: str) -> str:
    """The text of the `text/calendar` part.

    The author invites everyone in To and Cc; who gets a blind copy is not named. Moments are in UTC, so that no reader
    needs our time zones. The same letter always gives the same text.
    """
    from icalendar import Calendar, Event, vCalAddress, vText  # takes 0.1 s to import, and few letters invite

    def person(mailbox: Mailbox, **parameters: str) -> vCalAddress:
        made = vCalAddress(f"mailto:{envelope_form(mailbox.address)}")
        if name := _parameter(mailbox.name):
            made.params["CN"] = vText(name)
        made.params.update({key: vText(value) for key, value in parameters.items()})
        return made

    event = Event()
    event.add("uid", email.message_id.strip("<>"))
    event.add("dtstamp", email.date.astimezone(UTC))
    event.add("dtstart", meeting.start.astimezone(UTC))
    event.add("dtend", meeting.end.astimezone(UTC))
    event.add("summary", _text(meeting.summary or email.subject))
    if meeting.location:
        event.add("location", _text(meeting.location))
    if description.strip():
        event.add("description", _text(description.strip()))
    event.add("sequence", 0)
    event.add("status", "CONFIRMED")
    event.add("organizer", person(email.sender or email.from_[0]))
    for mailbox in (*email.to, *email.cc):
        rsvp = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
        event.add("attendee", person(mailbox, **rsvp))
    calendar = Calendar()
    calendar.add("prodid", "-//Vestnik//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _text(value: str) -> str:
    """Text without control characters, which RFC 5545 3.1 forbids; line breaks are escaped by the library."""
    return _without_controls(value.replace("\r\n", "\n").replace("\r", "\n"), "\n\t")


def _parameter(name: str) -> str:
    """A display name as a parameter: it may hold no quotes and no control characters (RFC 5545 3.2)."""
    return _without_controls(name.replace('"', "'"))


def _without_controls(text: str, but: str = "") -> str:
    return "".join(char for char in text if char in but or category(char) != "Cc")
