"""No message, however odd, ends in anything but a letter or a problem that people can read."""

from __future__ import annotations

from datetime import UTC, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.values import Content, Period, Ref
from vestnik.mail.render import render

moments = st.datetimes(timezones=st.just(UTC), min_value=None)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=30),
    st.sampled_from(
        [
            "a@b.ru",
            "a@b.ru; c@d.ru",
            "X-Own",
            "Bcc",
            "QQ==",
            "doc.9",
            "<1@x>",
            "a\r\nb",
            "\ud83d",
            "a.pdf",
            "=?utf-8?q?x?=",
        ]
    ),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000),
    moments,
    st.timedeltas(),
    st.builds(Period, st.none() | moments, st.none() | moments),
    st.sampled_from(
        [Ref("doc", 9), Ref("doc", 99), Ref("rec", 1), Content("a" * 64, 3), Decimal(0), timedelta(0)]
    ),
)
lists = st.lists(scalars, max_size=3).map(tuple)
children = st.dictionaries(
    st.sampled_from(["Name", "Address", "Extension", "Content", "ContentId", "Value", "ListValues", "Other"]),
    scalars | lists,
)
values = st.one_of(scalars, lists, children, st.lists(children, max_size=3).map(tuple))
names = [
    "To",
    "Cc",
    "Bcc",
    "Attachments",
    "CustomHeaders",
    "ReplyTo",
    "InReplyTo",
    "References",
    "Subject",
    "Text",
    "Markup",
    "Other",
]


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(names), values))
def test_a_message_gives_a_letter_or_a_problem(letter, message):
    try:
        email = letter(
            message,
            request=[
                {"name": "Subject", "array": True},
                {"name": "Text", "array": True},
                {"name": "Markup", "html": True},
            ],
            body_format="html",
            body_template="{Text:dd.MM.yyyy} {Text:N2} {Markup|-} {To.Name}",
            headers=[{"name": "X-Text", "value": "{Text:c}"}, {"name": "Reply-To", "value": "{Markup}"}],
        )
        segment, *_ = render(email).segments
    except VestnikError as error:
        found = error.problems
    else:
        found = ()
        assert email.recipients()
        assert b"bcc:" not in segment.split(b"\r\n\r\n")[0].lower()
    assert all(problem.message.ru and problem.message.en for problem in found)
