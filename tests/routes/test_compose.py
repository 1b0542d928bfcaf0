"""What a letter consists of: spec/routes.md 2 ("Objects of the message") and 3."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from vestnik.kernel.values import Content, Period, Ref
from vestnik.mail.email import Mailbox
from vestnik.routes.files import file_name

ANNA = Mailbox("", "anna@example.org")


def test_the_letter_of_the_worked_example(letter):
    email = letter(
        {
            "To": {"Address": "anna@example.org"},
            "FullName": "Анна Петрова",
            "FileName": "Договор.pdf",
            "Attachments": {"Name": "Договор.pdf", "Extension": ".pdf", "Content": Content("a" * 64, 5)},
        },
        request=[{"name": "FullName"}, {"name": "FileName"}],
        subject_template="Документ {FileName} к рассмотрению.",
        body_template="Здравствуйте, {FullName}!\n\nРассмотрите документ {FileName}.",
    )
    assert email.from_ == (Mailbox("Отдел кадров", "hr@example.org"),)
    assert email.to == (ANNA,)
    assert email.subject == "Документ Договор.pdf к рассмотрению."
    assert email.text == "Здравствуйте, Анна Петрова!\n\nРассмотрите документ Договор.pdf."
    assert [(file.filename, file.content) for file in email.attachments] == [
        ("Договор.pdf", Content("a" * 64, 5))
    ]
    assert email.auto_submitted == "auto-generated"


def test_a_letter_that_a_person_sends_is_not_marked_automatic(letter):
    assert letter(automatic=False).auto_submitted is None


# recipients


def test_several_addresses_in_one_string_are_split(letter):
    email = letter({"To": {"Address": "a@b.ru; Борис <c@d.ru>"}})
    assert email.to == (Mailbox("", "a@b.ru"), Mailbox("Борис", "c@d.ru"))


def test_a_name_goes_with_its_address(letter):
    assert letter({"To": {"Address": "a@b.ru", "Name": "Анна"}}).to == (Mailbox("Анна", "a@b.ru"),)


def test_an_empty_object_among_recipients_is_skipped(letter):
    assert letter({"Cc": ({"Address": ""}, {"Address": "c@d.ru"})}).cc == (Mailbox("", "c@d.ru"),)


def test_a_name_without_address_is_an_error_that_tells_the_name(problems):
    (problem,) = problems({"To": {"Name": "Анна", "Address": None}})
    assert (problem.code, problem.path) == ("no_recipients", ("To", 0, "Address"))
    assert "Анна" in problem.message.ru


def test_a_bad_address_is_an_error_at_its_place(problems):
    assert [(p.code, p.path) for p in problems({"To": {"Address": "a@b.ru, wrong"}})] == [
        ("bad_address", ("To", 0, "Address"))
    ]


def test_recipients_of_the_tab_are_added_each_address_once(letter):
    email = letter(
        {"To": {"Address": "Anna@Example.org"}, "Boss": "boss@example.org", "BossName": "Директор"},
        request=[{"name": "Boss"}, {"name": "BossName"}],
        recipients=[{"address": "Anna@example.org"}, {"full_name": "г-н {BossName}", "address": "{Boss}"}],
        cc=[{"address": "c@example.org"}],
        bcc=[{"full_name": "Архив", "address": "archive@example.org"}],
    )
    assert email.to == (Mailbox("", "Anna@Example.org"), Mailbox("г-н Директор", "boss@example.org"))
    assert email.cc == (Mailbox("", "c@example.org"),)
    assert email.bcc == (Mailbox("Архив", "archive@example.org"),)


def test_a_row_of_the_tab_whose_attribute_is_empty_adds_nobody(letter):
    assert letter(request=[{"name": "Boss"}], cc=[{"address": "{Boss}"}]).cc == ()


def test_the_tab_alone_may_give_the_recipients(letter):
    assert letter({"To": None}, recipients=[{"address": "a@b.ru"}]).to == (Mailbox("", "a@b.ru"),)


@pytest.mark.parametrize(
    "nobody", [None, (), {}, {"Address": ""}, {"Address": " ; "}, {"Address": None, "Name": ""}]
)
def test_without_any_recipient_there_is_no_letter(problems, nobody):
    (problem,) = problems({"To": nobody})
    assert problem.code == "no_recipients"


# subject and body


def test_with_empty_templates_the_attributes_subject_and_body_are_used(letter):
    email = letter({"Subject": "Тема", "Body": "Текст"}, request=[{"name": "Subject"}, {"name": "Body"}])
    assert (email.subject, email.text) == ("Тема", "Текст")


def test_without_those_attributes_subject_and_body_are_empty(letter):
    email = letter()
    assert (email.subject, email.text) == ("", "")


def test_a_template_beats_the_attribute(letter):
    assert letter({"Subject": "b"}, request=[{"name": "Subject"}], subject_template="a").subject == "a"


def test_a_value_is_never_scanned_for_placeholders_again(letter):
    request = [{"name": "A"}, {"name": "B"}]
    assert letter({"A": "{B}", "B": "x"}, request=request, subject_template="{A}").subject == "{B}"


MOMENT = datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC)
MIDNIGHT_IN_MOSCOW = datetime(2023, 12, 5, 21, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("type", "value", "ru", "en"),
    [
        ("string", "как есть ", "как есть ", "как есть "),
        ("number", Decimal("1250.50"), "1250,5", "1250.5"),
        ("number", Decimal("100"), "100", "100"),
        ("boolean", True, "Да", "Yes"),
        ("boolean", False, "Нет", "No"),
        ("datetime", MOMENT, "12.03.2025 12:15", "12.03.2025 12:15"),
        ("datetime", MIDNIGHT_IN_MOSCOW, "06.12.2023", "06.12.2023"),
        ("datetime", datetime(9999, 12, 31, 23, 30, tzinfo=UTC), "31.12.9999 23:30", "31.12.9999 23:30"),
        ("datetime", datetime(80, 1, 2, 3, 4, tzinfo=UTC), "02.01.0080 05:34", "02.01.0080 05:34"),
        ("duration", timedelta(days=1, hours=2, minutes=30), "1 д 2 ч 30 м", "1 d 2 h 30 m"),
        ("duration", timedelta(0), "0 м", "0 m"),
        (
            "period",
            Period(MIDNIGHT_IN_MOSCOW, MOMENT),
            "06.12.2023 – 12.03.2025 12:15",
            "06.12.2023 – 12.03.2025 12:15",
        ),
        ("string", None, "", ""),
        ("string", Decimal("0.10"), "0,1", "0.1"),
    ],
)
def test_values_are_shown_in_the_language_of_the_server(letter, type, value, ru, en):
    for language, expected in (("ru", ru), ("en", en)):
        email = letter(
            {"V": value}, request=[{"name": "V", "type": type}], subject_template="[{V}]", language=language
        )
        assert email.subject == f"[{expected}]"


def test_an_array_is_joined_with_commas_and_empty_items_left_out(letter):
    email = letter({"V": ("a", "", "b")}, request=[{"name": "V", "array": True}], subject_template="{V}")
    assert email.subject == "a, b"


@pytest.mark.parametrize(
    ("placeholder", "value", "shown"),
    [
        ("{V:dd.MM.yyyy}", MOMENT, "12.03.2025"),
        ("{V:d MMMM yyyy 'г.' H:mm}", MOMENT, "12 марта 2025 г. 12:15"),
        ("{V:N2}", Decimal("1234567.895"), "1\xa0234\xa0567,90"),
        ("{V|не задано}", None, "не задано"),
        ("{V|не задано}", "x", "x"),
        ("{V:dd.MM.yyyy|без срока}", None, "без срока"),
        ("{V:dd.MM.yyyy}", "завтра", "завтра"),
    ],
)
def test_a_placeholder_may_have_a_format_and_a_fallback(letter, placeholder, value, shown):
    kind = {datetime: "datetime", Decimal: "number"}.get(type(value), "string")
    email = letter({"V": value}, request=[{"name": "V", "type": kind}], subject_template=placeholder)
    assert email.subject == shown


def test_a_child_of_an_object_is_named_with_its_parent(letter):
    email = letter({"To": ({"Address": "a@b.ru"}, {"Address": "c@d.ru"})}, subject_template="{To.Address}")
    assert email.subject == "a@b.ru, c@d.ru"


def test_values_are_escaped_in_html_unless_they_are_markup(letter):
    email = letter(
        {"A": "<b>&", "B": "<b>x</b>"},
        request=[{"name": "A"}, {"name": "B", "html": True}],
        body_format="html",
        body_template='<p title="{A}">{A} {B}</p>',
    )
    assert email.html == '<p title="&lt;b&gt;&amp;">&lt;b&gt;&amp; <b>x</b></p>'
    assert email.text is None


def test_a_body_attribute_is_escaped_in_html_too(letter):
    assert letter({"Body": "a < b"}, request=[{"name": "Body"}], body_format="html").html == "a &lt; b"
    assert letter({"Body": "<b>"}, request=[{"name": "Body", "html": True}], body_format="html").html == "<b>"


def test_nothing_is_escaped_in_plain_text(letter):
    assert letter({"A": "<b>"}, request=[{"name": "A"}], body_template="{A}").text == "<b>"


def test_a_line_break_that_would_land_in_a_header_is_refused_with_the_attributes_name(problems):
    request = [{"name": "A"}]
    (problem,) = problems({"A": "x\r\nBcc: y@z.ru"}, request=request, subject_template="Re: {A}")
    assert (problem.code, problem.path) == ("line_break_in_header", ("integration", "subject_template"))
    assert "{A}" in problem.message.ru
    (problem,) = problems({"A": "x\n"}, request=request, headers=[{"name": "X-Own", "value": "{A}"}])
    assert problem.path == ("integration", "headers", 0, "value")
    (problem,) = problems({"To": {"Address": "a@b.ru", "Name": "x\ny"}})
    assert problem.path == ("To", 0, "Name")


# headers


def test_headers_are_those_of_the_tab_then_those_of_the_message(letter):
    email = letter(
        {"CustomHeaders": {"Name": "X-B", "Value": Decimal("1.50")}, "A": "a"},
        request=[{"name": "A"}],
        headers=[{"name": "X-A", "value": "<{A}>"}],
    )
    assert email.headers == (("X-A", "<a>"), ("X-B", "1,5"))


def test_list_values_give_one_header_line_each(letter):
    message = {"CustomHeaders": {"Name": "X-Own", "Value": "ignored", "ListValues": ("a", "b")}}
    assert letter(message).headers == (("X-Own", "a"), ("X-Own", "b"))


def test_a_header_without_value_is_left_out(letter):
    assert letter({"CustomHeaders": {"Name": "X-Own", "Value": None}}).headers == ()


@pytest.mark.parametrize(
    "name",
    ["From", "to", "CC", "Bcc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-X", "Received", "Return-Path"],
)  # fmt: skip
def test_headers_that_the_letter_owns_are_refused(problems, name):
    (problem,) = problems({"CustomHeaders": {"Name": name, "Value": "x"}})
    assert (problem.code, problem.path) == ("header_not_allowed", ("CustomHeaders", 0, "Name"))


@pytest.mark.parametrize("name", ["List-Unsubscribe", "X-Own", "Importance", "Precedence"])
def test_other_headers_are_allowed(letter, name):
    assert letter({"CustomHeaders": {"Name": name, "Value": "x"}}).headers == ((name, "x"),)


@pytest.mark.parametrize("name", ["X Own", "", "Имя", "X-Own\r\nBcc"])
def test_a_malformed_header_name_is_refused(problems, name):
    (problem,) = problems({"CustomHeaders": {"Name": name, "Value": "x"}})
    assert problem.code in ("bad_header_name", "line_break_in_header")


def test_reply_to_comes_from_the_attribute_and_the_headers(letter):
    email = letter(
        {"ReplyTo": "Анна <a@b.ru>", "CustomHeaders": {"Name": "reply-to", "Value": "c@d.ru, a@b.ru"}},
        headers=[{"name": "Reply-To", "value": "{Missing|e@f.ru}"}],
        request=[{"name": "Missing"}],
    )
    assert email.reply_to == (Mailbox("Анна", "a@b.ru"), Mailbox("", "e@f.ru"), Mailbox("", "c@d.ru"))
    assert email.headers == ()


def test_else_reply_to_is_the_connections(letter, connection):
    assert letter(connection=connection(reply_to="x@y.ru")).reply_to == (Mailbox("", "x@y.ru"),)
    assert letter({"ReplyTo": "a@b.ru"}, connection=connection(reply_to="x@y.ru")).reply_to == (
        Mailbox("", "a@b.ru"),
    )


def test_a_bad_reply_address_is_refused(problems):
    assert problems({"ReplyTo": "nobody"})[0].path == ("ReplyTo",)


def test_a_letter_may_answer_another(letter):
    email = letter({"InReplyTo": "<2@x>", "References": ("<1@x>", "<2@x>")})
    assert (email.in_reply_to, email.references) == (("<2@x>",), ("<1@x>", "<2@x>"))
    assert letter({"CustomHeaders": {"Name": "References", "Value": "<1@x> <2@x>"}}).references == (
        "<1@x>",
        "<2@x>",
    )


# files


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a", ".pdf"), ("a", "pdf"), ("a.pdf", ".pdf"), ("a.pdf", ""), ("a.pdf", "pdf"), (" a.pdf ", " .pdf")],
)
def test_a_file_has_its_extension_once(name, extension):
    assert file_name(name, extension) == "a.pdf"


def test_the_case_of_an_extension_does_not_matter():
    assert file_name("a.PDF", ".pdf") == "a.PDF"


def files(email):
    return [(file.filename, file.content) for file in email.attachments]


def test_content_is_base64_text(letter):
    assert files(letter({"Attachments": {"Name": "a.txt", "Content": "0J/RgNC4\r\n0LLQtdGC"}})) == [
        ("a.txt", "Привет".encode())
    ]


def test_content_may_be_a_stored_content(letter):
    content = Content("a" * 64, 0)
    assert files(letter({"Attachments": {"Name": "a", "Extension": "txt", "Content": content}})) == [
        ("a.txt", content)
    ]


@pytest.mark.parametrize("given", [Ref("doc", 9), "doc.9"])
def test_content_may_be_a_document_which_lends_its_name(letter, given):
    assert files(letter({"Attachments": {"Content": given}})) == [("Отчёт.pdf", Content("a" * 64, 5))]
    assert (
        files(letter({"Attachments": {"Name": "b", "Extension": ".pdf", "Content": given}}))[0][0] == "b.pdf"
    )


def test_documents_in_the_variable_itself_are_all_attached(letter):
    email = letter({"Attachments": (Ref("doc", 9), Ref("doc", 10))})
    assert [name for name, _ in files(email)] == ["Отчёт.pdf", "Смета.xlsx"]


def test_a_content_id_makes_an_inline_image(letter):
    email = letter({"Attachments": {"Name": "l.png", "Content": "QQ==", "ContentId": "logo"}})
    assert email.attachments[0].content_id == "logo"


@pytest.mark.parametrize("bad", ["Привет!", "QQ=", "a", "Q", "QQ==QQ==", "<data>"])
def test_what_is_no_base64_is_refused_and_never_sent_as_text(problems, bad):
    (problem,) = problems({"Attachments": {"Name": "a.txt", "Content": bad}})
    assert (problem.code, problem.path) == ("bad_base64", ("Attachments", 0, "Content"))


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"Name": "a.txt"}, "Content"),
        ({"Name": "a.txt", "Content": ""}, "Content"),
        ({"Content": "QQ=="}, "Name"),
        ({"Content": "QQ==", "Extension": ".txt"}, "Name"),
        ({"Extension": ".txt"}, "Name"),
    ],
)
def test_a_half_filled_file_is_refused(problems, given, missing):
    (problem,) = problems({"Attachments": given})
    assert (problem.code, problem.path) == ("half_filled", ("Attachments", 0, missing))


def test_a_record_without_file_sends_none(letter):
    assert letter({"Attachments": {"Name": None, "Extension": (), "Content": ""}}).attachments == ()


@pytest.mark.parametrize(
    ("given", "code"), [("doc.99", "not_found"), (Ref("rec", 1), "bad_reference"), ("doc.x", "bad_reference")]
)
def test_a_document_that_is_none_is_refused(problems, given, code):
    (problem,) = problems({"Attachments": {"Name": "a", "Content": given}})
    assert (problem.code, problem.path) == (code, ("Attachments", 0, "Content"))


@pytest.mark.parametrize("name", ["a\nb.txt", "..", "dir/"])
def test_a_bad_file_name_is_refused(problems, name):
    (problem,) = problems({"Attachments": {"Name": name, "Content": "QQ=="}})
    assert problem.path[0] == "Attachments"


def test_static_files_of_the_tab_come_first(letter):
    email = letter({"Attachments": Ref("doc", 9)}, attachments=[{"name": "rules.txt", "content": "QQ=="}])
    assert files(email) == [("rules.txt", b"A"), ("Отчёт.pdf", Content("a" * 64, 5))]


def test_all_problems_of_a_message_are_told_at_once(problems):
    found = problems(
        {
            "To": {"Address": "wrong"},
            "Attachments": {"Name": "a"},
            "CustomHeaders": {"Name": "Bcc", "Value": "x"},
        }
    )
    assert {problem.code for problem in found} == {"bad_address", "half_filled", "header_not_allowed"}


# meetings and mailings

START = datetime(2025, 4, 1, 12, 0, tzinfo=UTC)


def test_a_meeting_of_the_message_is_an_invitation(letter):
    end = START + timedelta(hours=1)
    meeting = letter({"Meeting": {"Start": START, "End": end, "Location": "Кабинет 5"}}).meeting
    assert (meeting.start, meeting.end, meeting.location, meeting.summary) == (START, end, "Кабинет 5", "")
    assert letter({"Meeting": {"Start": None, "Location": ""}}).meeting is None


def test_a_meeting_without_its_times_or_upside_down_is_an_error(problems):
    assert [(one.code, one.path) for one in problems({"Meeting": {"Location": "Кабинет 5"}})] == [
        ("required", ("Meeting", "Start")),
        ("required", ("Meeting", "End")),
    ]
    (problem,) = problems({"Meeting": {"Start": START, "End": START}})
    assert (problem.code, problem.path) == ("meeting_ends_early", ("Meeting", "End"))
    (problem,) = problems({"Meeting": {"Start": "завтра", "End": START}})
    assert problem.code == "type_error"


def test_unsubscribing_wins_over_headers_of_its_name(letter):
    email = letter(
        {
            "ListUnsubscribe": {"Url": "https://example.org/u", "Mailto": "u@example.org"},
            "CustomHeaders": (
                {"Name": "List-Unsubscribe", "Value": "<https://old>"},
                {"Name": "X-A", "Value": "1"},
            ),
        }
    )
    assert (email.unsubscribe.url, email.unsubscribe.mailto) == ("https://example.org/u", "u@example.org")
    assert email.headers == (("X-A", "1"),)


def test_a_bad_address_for_unsubscribing_names_the_attribute(problems):
    (problem,) = problems({"ListUnsubscribe": {"Url": "http://example.org"}})
    assert (problem.code, problem.path) == ("bad_unsubscribe", ("ListUnsubscribe",))
