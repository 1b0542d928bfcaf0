"""The rows M1-M16 of spec/delivery.md on the bytes that leave, read back by two parsers."""

from __future__ import annotations

import random
import re
from base64 import b64decode
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.kernel.problem import Refused, VestnikError
from vestnik.mail.email import Attachment, Mailbox
from vestnik.mail.file_names import BadFileName, base_name
from vestnik.mail.header_text import header_text
from vestnik.mail.message_ids import new_message_id
from vestnik.mail.parse import parse
from vestnik.mail.segments import Rendered, dump, load

OUR_FIELDS = ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version"]


def test_M1_every_reading_gives_the_same_bytes(sent, stored):
    content, blobs = stored(b"x" * 200_000)
    letter = sent(attachments=(Attachment("a.bin", content),), blobs=blobs)
    again = sent(attachments=(Attachment("a.bin", content),), blobs=blobs)
    assert letter.raw == again.raw
    assert load(dump(letter.rendered)) == letter.rendered


@pytest.mark.parametrize("name", OUR_FIELDS)
def test_M2_each_field_stands_exactly_once(sent, name):
    assert len(re.findall(rf"(?m)^{name}:", sent().head)) == 1


def test_M2_the_date_has_a_numeric_zone(sent):
    assert sent().field("Date") == "Wed, 12 Mar 2025 09:15:30 +0000"


def test_M2_one_moment_is_written_in_the_zone_of_each_letter(sent):
    moment = datetime(2025, 3, 12, 9, 15, 30, 7, tzinfo=UTC)
    assert sent(date=moment).field("Date") == "Wed, 12 Mar 2025 09:15:30 +0000"
    in_moscow = moment.astimezone(timezone(timedelta(hours=3)))
    assert sent(date=in_moscow).field("Date") == "Wed, 12 Mar 2025 12:15:30 +0300"


def test_M2_a_date_without_zone_is_refused(sent):
    assert code_of(sent, date=datetime(2025, 3, 12)) == "date_without_zone"


def test_M2_cc_stands_only_when_there_is_one(sent):
    assert "Cc:" not in sent().head
    assert sent(cc=(Mailbox("", "b@example.ru"),)).field("Cc") == "b@example.ru"


def test_M2_several_authors_need_a_sender(sent):
    authors = (Mailbox("", "a@example.ru"), Mailbox("", "b@example.ru"))
    assert code_of(sent, from_=authors) == "sender_missing"
    assert sent(from_=authors, sender=authors[0]).field("Sender") == "a@example.ru"
    assert "Sender:" not in sent(sender=Mailbox("Отдел договоров", "dogovory@example.ru")).head


def test_M3_the_message_id_is_ascii_unique_and_of_the_senders_domain():
    first, second = new_message_id("a@почта.рф"), new_message_id("a@почта.рф")
    assert first != second
    assert re.fullmatch(r"<[0-9a-f]{32}@xn--80a1acny\.xn--p1ai>", first)


def test_M4_bcc_is_not_in_the_bytes(sent):
    letter = sent(bcc=(Mailbox("Тайный", "secret@example.ru"),))
    assert b"secret" not in letter.raw
    assert b"bcc" not in letter.raw.lower()


def test_M4_a_hidden_recipient_must_be_an_address_too(sent):
    assert code_of(sent, bcc=(Mailbox("", "nobody"),)) == "bad_address"


@pytest.mark.parametrize(
    "name", ["Bcc", "BCC", "Subject", "Content-Type", "MIME-Version", "Received", "Resent-Bcc"]
)
def test_M4_no_further_header_may_be_one_that_the_letter_owns(sent, name):
    assert code_of(sent, headers=((name, "x"),)) == "header_not_allowed"


BREAKS = ["a\r\nBcc: x@y.ru", "a\nb", "a\rb", "a\0b"]


@pytest.mark.parametrize("value", BREAKS)
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("Subject", lambda v: {"subject": v}),
        ("X-Own", lambda v: {"headers": (("X-Own", v),)}),
        ("From", lambda v: {"from_": (Mailbox(v, "a@b.ru"),)}),
        ("To", lambda v: {"to": (Mailbox(v, "a@b.ru"),)}),
        ("Cc", lambda v: {"cc": (Mailbox(v, "a@b.ru"),)}),
        ("Reply-To", lambda v: {"reply_to": (Mailbox(v, "a@b.ru"),)}),
        ("References", lambda v: {"references": (f"<{v}>",)}),
        ("Message-ID", lambda v: {"message_id": f"<{v}@b.ru>"}),
        ("filename", lambda v: {"attachments": (Attachment(v, b""),)}),
        ("Content-ID", lambda v: {"attachments": (Attachment("a", b"", content_id=v),)}),
        ("Auto-Submitted", lambda v: {"auto_submitted": v}),
        ("Disposition-Notification-To", lambda v: {"headers": (("Disposition-Notification-To", v),)}),
    ],
)
def test_M5_a_line_break_is_refused_with_the_name_of_its_field(sent, field, change, value):
    with pytest.raises(Refused, match=f"'{field}'") as caught:
        sent(**change(value))
    assert caught.value.code == "line_break_in_header"


@pytest.mark.parametrize("value", BREAKS)
def test_M5_a_line_break_in_an_address_or_a_headers_name_is_refused(sent, value):
    assert code_of(sent, to=(Mailbox("", f"{value}@b.ru"),)) == "bad_address"
    assert code_of(sent, to=(Mailbox("", f"a@{value}"),)) == "bad_address"
    assert code_of(sent, headers=((value, "x"),)) == "line_break_in_header"


@pytest.mark.parametrize("name", ["", "Два слова", "a b", "a:b", "x" * 77])
def test_M5_a_headers_name_has_a_form(sent, name):
    assert code_of(sent, headers=((name, "x"),)) == "bad_header_name"


def test_M5_half_a_unicode_character_is_refused_everywhere(sent):
    for change in (
        {"subject": "\ud83d"},
        {"text": "\ud83d"},
        {"html": "\ud83d"},
        {"to": (Mailbox("\ud83d", "a@b.ru"),)},
    ):
        assert code_of(sent, **change) == "bad_character"


ENCODED_LOOK = "=?utf-8?q?a=0D=0ABcc:_x?="


def test_M6_text_like_an_encoded_word_arrives_literally(sent):
    letter = sent(
        subject=ENCODED_LOOK, to=(Mailbox(ENCODED_LOOK, "a@b.ru"),), headers=(("X-Own", ENCODED_LOOK),)
    )
    assert letter.std["Subject"] == letter.rust.subject == ENCODED_LOOK
    assert letter.std["To"].addresses[0].display_name == ENCODED_LOOK
    assert letter.std["X-Own"] == ENCODED_LOOK
    assert "\r\nBcc" not in letter.head


def test_M6_a_file_name_like_an_encoded_word_arrives_literally(sent):
    assert sent(attachments=(Attachment("=?utf-8?q?x?=.txt", b""),)).files[0][0] == "=?utf-8?q?x?=.txt"


LONG = "Документ 📄👩‍👩‍👧‍👦 к рассмотрению " * 10


def test_M7_a_long_subject_with_emoji_decodes_exactly(sent):
    subject = LONG[:300].strip()
    letter = sent(subject=subject)
    assert letter.std["Subject"] == letter.rust.subject == subject


def test_M7_encoded_words_are_at_most_75_long_and_split_no_character(sent):
    words = re.findall(r"=\?utf-8\?b\?([^?]*)\?=", sent(subject=LONG).field("Subject"))
    assert len(words) > 5
    for word in words:
        assert len(f"=?utf-8?b?{word}?=") <= 75
        b64decode(word).decode("utf-8", "strict")


def test_M8_ids_are_never_encoded_and_fold_only_between_ids(sent):
    ids = tuple(f"<{n}.{'x' * 150}=?utf-8?q?a?=@example.ru>" for n in range(30))
    letter = sent(references=ids, in_reply_to=ids[:1])
    assert letter.field("References") == " ".join(ids)
    assert letter.field("In-Reply-To") == ids[0]


def test_M3_a_message_id_has_a_domain(sent):
    assert code_of(sent, message_id="<17>") == "bad_message_id"


@pytest.mark.parametrize("given", ["17@example.ru", "<a b@c>", "<почта@x>", "<>", f"<{'x' * 1000}@y>"])
def test_M8_what_is_no_id_is_refused(sent, given):
    assert code_of(sent, in_reply_to=(given,)) == "bad_message_id"


def test_M9_headers_fold_at_78_and_no_line_passes_998(sent):
    letter = sent(
        subject="word " * 100 + "end",
        to=tuple(
            Mailbox(f"Иван Петрович Очень-Длинная-Фамилия {n}", f"user{n}@example.ru") for n in range(50)
        ),
        text="x" * 5000 + "\n" + "щ" * 5000,
    )
    assert all(len(line) <= 78 for line in letter.head.split("\r\n"))
    assert letter.std["Subject"] == "word " * 100 + "end"
    assert len(letter.std["To"].addresses) == 50


def test_M9_a_long_word_of_a_header_stays_whole_while_the_line_allows(sent):
    url = f"<https://example.ru/{'x' * 500}>"
    assert sent(headers=(("List-Unsubscribe", url),)).field("List-Unsubscribe") == url
    assert sent(subject="x" * 2000).std["Subject"] == "x" * 2000


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Hello\n", "7bit"),
        ("x" * 998 + "\n", "7bit"),
        ("x" * 999 + "\n", "quoted-printable"),
        ("Café au lait, s'il vous plaît, avec du sucre\n", "quoted-printable"),
        ("Здравствуйте\n", "base64"),
        ("bell \a\n", "quoted-printable"),
        ("", "7bit"),
    ],
)
def test_M9_M11_the_transfer_encoding_follows_the_text(sent, text, encoding):
    letter = sent(text=text)
    assert letter.std["Content-Transfer-Encoding"] == encoding
    assert letter.std.get_content().replace("\r\n", "\n").removesuffix("\n") == text.removesuffix("\n")


def test_M10_every_line_end_of_the_text_becomes_crlf(sent):
    assert sent(text="a\nb\r\nc\rd").raw.endswith(b"\r\n\r\na\r\nb\r\nc\r\nd\r\n")


def test_M11_everything_is_7bit(sent):
    letter = sent(
        text="щ", html="<p>щ", attachments=(Attachment("щ.txt", "щ".encode()),), headers=(("X-Own", "щ"),)
    )
    assert letter.raw.isascii()
    assert not letter.rendered.eight_bit


def test_M12_html_goes_with_a_text_alternative_plain_first(sent):
    letter = sent(text=None, html="<p>Привет, <b>Анна</b></p>")
    assert letter.std.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.std.iter_parts()] == ["text/plain", "text/html"]
    assert letter.rust.text_plain == ["Привет, Анна"]
    assert letter.rust.text_html == ["<p>Привет, <b>Анна</b></p>"]


def test_M12_an_image_that_the_html_shows_is_related(sent):
    letter = sent(
        html='<img src="cid:logo@x">',
        attachments=(Attachment("logo.png", b"PNG", content_id="logo@x"), Attachment("a.txt", b"A")),
    )
    kinds = [part.get_content_type() for part in letter.std.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "text/plain",
    ]  # fmt: skip
    related = next(part for part in letter.std.walk() if part.get_content_type() == "multipart/related")
    assert related.get_payload(1)["Content-ID"] == "<logo@x>"
    assert related.get_payload(1).get_content_disposition() == "inline"


def test_M12_an_image_that_is_not_attached_is_refused(sent):
    with pytest.raises(Refused, match="cid:logo"):
        sent(html='<img src="cid:logo">')


def test_M12_cid_in_running_text_is_no_reference(sent):
    assert sent(html="<p>cid:logo</p>").rust.text_html == ["<p>cid:logo</p>"]


def test_M12_a_content_id_that_nothing_shows_makes_an_ordinary_attachment(sent):
    letter = sent(text="x", attachments=(Attachment("logo.png", b"PNG", content_id="logo"),))
    assert letter.std.get_content_type() == "multipart/mixed"


NAMES = [
    "отчёт.pdf",
    "a.pdf",
    'кавычки "и" \\ черта.txt',
    'quote".txt',
    "back\\slash.txt",
    "п" * 196 + ".pdf",
    "x" * 196 + ".pdf",
    "👩‍👩‍👧‍👦📄.pdf",
    "100%'*;=.txt",
    "tab\there.txt",
    "nbsp\xa0.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_M13_file_names_survive(sent, name):
    letter = sent(attachments=(Attachment(name, b"x"),))
    assert letter.files == [(name, b"x")]
    assert all(len(line) <= 78 for line in letter.raw.decode().split("\r\n"))


@pytest.mark.parametrize("name", [name for name in NAMES if "\t" not in name and "\\" not in name])
def test_M13_file_names_survive_in_the_second_parser(sent, name):
    assert sent(attachments=(Attachment(name, b"x"),)).rust.attachments[0].filename == name


@pytest.mark.parametrize(
    "given",
    [
        "dir/a.pdf",
        "/etc/a.pdf",
        "C:\\Users\\Anna\\a.pdf",
        "\\\\server\\share\\a.pdf",
        "..\\..\\a.pdf",
        "C:a.pdf",
        " a.pdf ",
    ],
)
def test_M13_path_parts_are_removed(sent, given):
    assert sent(attachments=(Attachment(given, b""),)).files[0][0] == "a.pdf"


@pytest.mark.parametrize("given", ["", "..", "a/", "C:\\"])
def test_M13_a_name_of_which_nothing_remains_is_refused(sent, given):
    assert code_of(sent, attachments=(Attachment(given, b""),)) == "bad_file_name"


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 100_000, 20_000_000])
def test_M14_a_stored_file_arrives_byte_for_byte(sent, stored, size):
    data = random.Random(size).randbytes(size)
    content, blobs = stored(data)
    letter = sent(attachments=(Attachment("a.bin", content), Attachment("b.txt", b"B")), blobs=blobs)
    assert letter.files == [("a.bin", data), ("b.txt", b"B")]
    assert [bytes(file.content) for file in letter.rust.attachments] == [data, b"B"]


@pytest.mark.parametrize("data", [b"", b"a\nb\r\nc\rd", "Привет\n".encode("cp1251"), b".\r\n.\r\nFrom x\r\n"])
def test_M14_text_files_arrive_byte_for_byte(sent, data):
    letter = sent(attachments=(Attachment("a.txt", data),))
    assert letter.files == [("a.txt", data)]
    assert letter.std.get_payload(1)["Content-Transfer-Encoding"] == "base64"


INNER = b"From: a@b.ru\r\nSubject: inner\r\n\r\nHello\r\n"


def test_M14_an_attached_message_is_not_base64(sent, stored):
    content, blobs = stored(INNER)
    for inner in (INNER, INNER.replace(b"\r\n", b"\n"), content):
        letter = sent(attachments=(Attachment("inner.eml", inner),), blobs=blobs)
        part = letter.std.get_payload(1)
        assert part.get_content_type() == "message/rfc822"
        assert part["Content-Transfer-Encoding"] == "7bit"
        assert part.get_payload(0)["Subject"] == "inner"
        assert INNER in letter.raw


@pytest.mark.parametrize(
    "inner", ["Subject: тема\r\n\r\nтекст".encode(), b"S: x\r\n\r\n" + b"x" * 999, b"S: x\r\n\r\na\rb"]
)
def test_M14_an_attached_message_that_is_not_7bit_goes_as_a_file(sent, inner):
    letter = sent(attachments=(Attachment("inner.eml", inner),))
    assert letter.files == [("inner.eml", inner)]
    assert letter.std.get_payload(1).get_content_type() == "application/octet-stream"


def test_M14_a_boundary_never_occurs_in_an_attached_message(sent):
    first = sent(attachments=(Attachment("a.txt", b"A"),))
    again = sent(attachments=(Attachment("first.eml", first.raw), Attachment("a.txt", b"A")))
    assert [name for name, _ in again.files] == ["first.eml", "a.txt"]
    assert first.raw in again.raw


def test_M15_the_size_is_known_without_reading_the_files(sent, stored):
    content, blobs = stored(bytes(123_456))
    letter = sent(attachments=(Attachment("a.bin", content),), blobs=blobs)
    assert letter.rendered.size == len(letter.raw)
    assert sum(len(s) for s in letter.rendered.segments if isinstance(s, bytes)) < 2000


def test_M15_chunks_are_at_most_64_kib(sent, stored):
    content, blobs = stored(bytes(1_000_000))
    rendered: Rendered = sent(
        attachments=(Attachment("a", content), Attachment("b", bytes(200_000))), blobs=blobs
    ).rendered
    chunks = list(rendered.chunks(lambda digest: BytesIO(blobs[digest])))
    assert max(map(len, chunks)) <= 65_536


@pytest.mark.parametrize("size", [0, 99, 101, 200_000])
def test_a_blob_of_another_size_stops_the_letter(sent, stored, size):
    content, _ = stored(bytes(100))
    with pytest.raises(VestnikError, match="damaged"):
        sent(attachments=(Attachment("a", content),), blobs={content.digest: bytes(size)})


def test_M16_an_automatic_letter_says_so(sent):
    assert sent(auto_submitted="auto-generated").std["Auto-Submitted"] == "auto-generated"
    assert "Auto-Submitted" not in sent().head


def test_further_headers_stand_in_order_and_may_repeat(sent):
    letter = sent(headers=(("X-B", "1"), ("X-A", "два"), ("X-B", "")))
    assert letter.std.get_all("X-B") == ["1", ""]
    assert letter.std["X-A"] == "два"


def test_a_further_header_that_holds_addresses_is_written_as_addresses(sent):
    letter = sent(headers=(("Disposition-Notification-To", "Анна <a@почта.рф>"),))
    assert letter.field("Disposition-Notification-To").endswith("<a@xn--80a1acny.xn--p1ai>")
    assert code_of(sent, headers=(("Errors-To", "nobody"),)) == "bad_address"


def test_a_letter_without_sender_is_refused(sent):
    assert code_of(sent, from_=()) == "no_sender"


def test_a_header_of_addresses_without_any_is_refused(sent):
    assert code_of(sent, headers=(("Errors-To", " "),)) == "bad_address"


@pytest.mark.parametrize("name_length", [60, 76])
def test_a_long_header_name_leaves_room_for_its_value(sent, name_length):
    name = "X" * name_length
    letter = sent(headers=((name, "тема"),))
    assert letter.std[name] == "тема"


def test_a_long_attached_message_goes_as_a_file(sent, stored):
    content, blobs = stored(b"Subject: x\r\n\r\n" + b"line\r\n" * 200_000)
    part = sent(attachments=(Attachment("a.eml", content),), blobs=blobs).std.get_payload(1)
    assert part.get_content_type() == "application/octet-stream"


text = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=200)


@settings(max_examples=150)
@given(subject=text, name=text, value=text)
def test_any_text_of_a_header_is_read_back_exactly(sent, subject, name, value):
    letter = sent(subject=subject, to=(Mailbox(name, "a@b.ru"),), headers=(("X-Own", value),))
    assert header_text(letter.field("Subject")) == subject
    assert header_text(letter.field("X-Own")) == value
    assert letter.rust.subject.strip() == subject.strip()
    assert parse(letter.raw).to == (Mailbox(name, "a@b.ru"),)
    assert [line.split(":")[0] for line in letter.head.split("\r\n") if line[:1] not in (" ", "\t")].count(
        "X-Own"
    ) == 1


@settings(max_examples=100)
@given(body=st.text(st.characters(codec="utf-8"), max_size=3000))
def test_any_body_is_read_back_exactly(sent, body):
    letter = sent(text=body, attachments=(Attachment("a", b""),))
    expected = body.replace("\r\n", "\n").replace("\r", "\n")
    decoded = letter.std.get_payload(0).get_payload(decode=True).decode()
    assert decoded.replace("\r\n", "\n") == expected


@settings(max_examples=100)
@given(
    name=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=250
    )
)
def test_any_file_name_is_read_back_exactly(sent, name):
    try:
        expected = base_name(name)
    except BadFileName:
        return
    letter = sent(attachments=(Attachment(name, b"x"),))
    assert parse(letter.raw).files[0].filename == base_name(expected)


def code_of(sent, **changes) -> str:
    with pytest.raises(Refused) as caught:
        sent(**changes)
    assert caught.value.message.ru
    return caught.value.code
