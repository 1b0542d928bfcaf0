"""Letters read back, good ones and bad ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.mail.email import Attachment, Mailbox
from vestnik.mail.parse import LetterUnreadable, parse


def test_what_we_send_is_read_back(sent):
    inner = b"Subject: inner\r\n\r\nHello\r\n"
    letter = parse(
        sent(
            subject="Документ № 17",
            html="<p>Здравствуйте!</p>",
            cc=(Mailbox('Борис "Б"', "b@example.ru"), Mailbox("", "c@example.ru")),
            reply_to=(Mailbox("", "reply@example.ru"),),
            in_reply_to=("<1@x>",),
            references=("<0@x>", "<1@x>"),
            attachments=(Attachment("Отчёт.pdf", b"\x00\xff"), Attachment("inner.eml", inner)),
        ).raw
    )
    assert letter.subject == "Документ № 17"
    assert letter.from_ == (Mailbox("Отдел договоров", "dogovory@example.ru"),)
    assert letter.to == (Mailbox("Анна", "anna@example.ru"),)
    assert letter.cc == (Mailbox('Борис "Б"', "b@example.ru"), Mailbox("", "c@example.ru"))
    assert letter.reply_to == (Mailbox("", "reply@example.ru"),)
    assert letter.date == datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC)
    assert letter.message_id == "<17@example.ru>"
    assert (letter.in_reply_to, letter.references) == (("<1@x>",), ("<0@x>", "<1@x>"))
    assert (letter.text, letter.html) == ("Здравствуйте!\n", "<p>Здравствуйте!</p>")
    assert [(file.filename, file.content) for file in letter.files] == [
        ("Отчёт.pdf", b"\x00\xff"),
        ("inner.eml", inner),
    ]
    assert letter.header("SUBJECT") == "Документ № 17"


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "iso-8859-5", "utf-8"])
def test_I5_the_charsets_of_russian_mail_decode(charset):
    body = f"Content-Type: text/plain; charset={charset}\n\nПривет"
    assert parse(body.encode(charset)).text == "Привет"


@pytest.mark.parametrize(
    "label", ["", "; charset=us-ascii", "; charset=nonsense", "; charset=hex", "; charset=punycode"]
)
def test_I5_unlabelled_and_mislabelled_text_decodes(label):
    for charset in ("utf-8", "windows-1251"):
        assert parse(f"Content-Type: text/plain{label}\n\nПривет, мир".encode(charset)).text == "Привет, мир"


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?utf-8?q?=D0=90?= =?utf-8?q?=D0=91?=", "АБ"),
        (b"=?utf-8?q?=D0?=\r\n =?utf-8?q?=90?=", "А"),
        (b"=?koi8-r?b?4Q==?= =?windows-1251?q?=C1?=", "АБ"),
        (b"=?UTF-8*ru?Q?a_b?= x", "a b x"),
        (b"=?utf-8?b?0JA?=", "А"),
        (b"=?nonsense?q?a?=", "a"),
        ("Привет".encode(), "Привет"),
        ("Привет".encode("cp1251"), "Привет"),
        (b"=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
    ],
)
def test_I5_subjects_decode(raw, subject):
    assert parse(b"Subject: " + raw + b"\r\n\r\n").subject == subject


def test_I5_a_name_whose_character_is_split_between_two_words_decodes():
    assert parse(b"From: =?utf-8?q?=D0?= =?utf-8?q?=90?= <a@b.ru>\n\n").from_ == (Mailbox("А", "a@b.ru"),)


@pytest.mark.parametrize(
    "parameter",
    ["filename*=utf-8''%D0%90.txt", "filename*0*=utf-8''%D0; filename*1*=%90.txt", 'filename="=?utf-8?b?0JAudHh0?="', 'filename="А.txt"',
     'filename="C:\\\\dir\\\\А.txt"', 'filename="../А.txt"'],
)  # fmt: skip
def test_I6_file_names_decode(parameter):
    raw = f"Content-Type: image/png\nContent-Disposition: attachment; {parameter}\n\nx".encode()
    assert parse(raw).files[0].filename == "А.txt"


def test_I4_damaged_headers_give_what_can_be_read():
    raw = b"Message-ID: <[a@x>\nDate: nonsense\nFrom: <<>>,;\xff\nTo: undisclosed-recipients:;\nContent-Type: ;;\n\nbody"
    letter = parse(raw)
    assert letter.message_id == "<[a@x>"
    assert letter.date is None
    assert letter.to == ()
    assert letter.text == "body"


def test_I4_broken_base64_gives_what_can_be_read():
    raw = b"Content-Transfer-Encoding: base64\n\naGVsbG8"
    assert parse(raw).text in ("hello", "aGVsbG8")


def test_I4_a_letter_of_thousands_of_parts_is_refused():
    part = b"--b\n\nx\n"
    with pytest.raises(LetterUnreadable):
        parse(b"Content-Type: multipart/mixed; boundary=b\n\n" + part * 10_000 + b"--b--\n")


def test_I4_endless_nesting_is_refused_or_read():
    raw = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000))
    with pytest.raises(LetterUnreadable):
        parse(raw)


def test_a_date_keeps_its_zone():
    date = parse(b"Date: Wed, 12 Mar 2025 12:15:30 +0300\n\n").date
    assert date == datetime(2025, 3, 12, 12, 15, 30, tzinfo=timezone(timedelta(hours=3)))


@settings(max_examples=200)
@given(st.binary(max_size=500))
def test_I4_no_bytes_make_the_parser_fail(raw):
    parse(raw)
    parse(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + raw)
    parse(b"Subject: =?utf-8?b?" + raw + b"?=\nFrom: " + raw)
