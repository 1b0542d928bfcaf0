"""Invitations, read by the standard library, a parser in Rust and icalendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component
from tests.mail.conftest import PLAIN, Sent, send

from vestnik.mail.email import Mailbox
from vestnik.mail.meeting import Meeting, MeetingEndsEarly, invitation

MOSCOW = ZoneInfo("Europe/Moscow")
START = datetime(2025, 4, 1, 15, 0, tzinfo=MOSCOW)
MEETING = Meeting(START, START + timedelta(hours=1), "Переговорная, 3 этаж; вход с улицы", "Обсуждение")


def event_of(sent: Sent) -> tuple[Component, Component]:
    """Calendar and event of the letter's invitation."""
    (part,) = (part for part in sent.std.walk() if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation_is_a_shape_of_the_text_that_readers_know_by_its_method(
    sent: Callable[..., Sent],
) -> None:
    made = sent(meeting=MEETING, html="<p>Приходите</p>")
    assert [part.get_content_type() for part in made.std.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    calendar = list(made.std.walk())[-1]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert made.rust.subject == "Документ"


def test_an_invitation_says_when_where_and_who(sent: Callable[..., Sent]) -> None:
    people = {
        "to": (Mailbox('Анна "Ася" Петрова', "anna@example.ru"),),
        "cc": (Mailbox("", "boris@example.org"),),
        "bcc": (Mailbox("", "secret@example.org"),),
    }
    made = sent(meeting=MEETING, text="Приходите.\nС вопросами.", **people)
    calendar, event = event_of(made)
    assert calendar["METHOD"] == "REQUEST"
    assert event.decoded("DTSTART") == datetime(2025, 4, 1, 12, 0, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2025, 4, 1, 13, 0, tzinfo=UTC)
    assert event["SUMMARY"] == "Обсуждение"
    assert event["LOCATION"] == "Переговорная, 3 этаж; вход с улицы"
    assert event["DESCRIPTION"] == "Приходите.\nС вопросами."
    assert event["ORGANIZER"] == "mailto:dogovory@example.ru"
    assert event["UID"] == "17@example.ru"
    assert [str(one) for one in event["ATTENDEE"]] == ["mailto:anna@example.ru", "mailto:boris@example.org"]
    assert event["ATTENDEE"][0].params["CN"] == "Анна 'Ася' Петрова"
    assert b"secret" not in made.raw


def test_the_summary_is_the_subject_unless_said(sent: Callable[..., Sent]) -> None:
    _, event = event_of(sent(meeting=Meeting(START, START + timedelta(minutes=1)), subject="Встреча"))
    assert event["SUMMARY"] == "Встреча"
    assert "LOCATION" not in event


def test_the_same_letter_gives_the_same_invitation() -> None:
    assert invitation(MEETING, PLAIN, "text") == invitation(MEETING, PLAIN, "text")


def test_a_meeting_ends_after_it_begins() -> None:
    with pytest.raises(MeetingEndsEarly):
        Meeting(START, START)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_adds_a_property(location: str, name: str) -> None:
    meeting = Meeting(START, START + timedelta(hours=1), location, "x\r\nATTENDEE:mailto:evil@example.org")
    people: dict[str, Any] = {"to": (Mailbox("Анна", "anna@example.ru"),)}
    text = invitation(meeting, type(PLAIN)(**{**_fields(), **people}), f"{name}\r\nBEGIN:VALARM")
    calendar = Calendar.from_ical(text)
    assert [one.name for one in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    (event,) = calendar.walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:anna@example.ru"


@given(st.text(max_size=60))
def test_any_display_name_makes_one_attendee(name: str) -> None:
    people: dict[str, Any] = {"to": (Mailbox(name, "anna@example.ru"),)}
    text = invitation(MEETING, type(PLAIN)(**{**_fields(), **people}), "")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:anna@example.ru"


def _fields() -> dict[str, Any]:
    return {name: getattr(PLAIN, name) for name in PLAIN.__dataclass_fields__}


def test_long_lines_stay_within_their_bounds() -> None:
    send(type(PLAIN)(**{**_fields(), "meeting": Meeting(START, START + timedelta(1), "я" * 5000)}))
