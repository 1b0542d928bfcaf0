"""The rows A1-A8 of spec/delivery.md."""

from __future__ import annotations

from email.header import decode_header, make_header
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.mail.addresses import BadAddress, Mailbox, envelope_form, needs_smtputf8, parse_addresses
from vestnik.mail.email import Recipient


def test_A1_a_list_is_split_by_comma_semicolon_and_line_end():
    found = parse_addresses("a@b.ru, c@d.ru; e@f.ru\ng@h.ru\r\n;,")
    assert [mailbox.address for mailbox in found.mailboxes] == ["a@b.ru", "c@d.ru", "e@f.ru", "g@h.ru"]
    assert found.problems == ()


def test_A1_each_bad_entry_is_reported_by_value_and_the_good_ones_stay():
    found = parse_addresses("a@b.ru, wrong; @x.ru, c@d.ru, e f@g.ru")
    assert [mailbox.address for mailbox in found.mailboxes] == ["a@b.ru", "c@d.ru"]
    assert [problem.message.ru.split("»")[0] for problem in found.problems] == [
        "«wrong",
        "«@x.ru",
        "«e f@g.ru",
    ]


@pytest.mark.parametrize(
    ("entry", "mailbox"),
    [
        ("a@b.ru", Mailbox("", "a@b.ru")),
        ("<a@b.ru>", Mailbox("", "a@b.ru")),
        ("Анна Петрова <a@b.ru>", Mailbox("Анна Петрова", "a@b.ru")),
        ('"Петрова, Анна; \\"А\\"" <a@b.ru>', Mailbox('Петрова, Анна; "А"', "a@b.ru")),
        ('"a <b>, c" <a@b.ru>', Mailbox("a <b>, c", "a@b.ru")),
        ("a@b.ru (Анна, отдел)", Mailbox("Анна, отдел", "a@b.ru")),
    ],
)
def test_A1_an_entry_may_have_a_name(entry, mailbox):
    assert parse_addresses(entry).mailboxes == (mailbox,)


def test_A1_an_endless_list_is_refused():
    found = parse_addresses("a@b.ru," * 20_000)
    assert (found.mailboxes, len(found.problems)) == ((), 1)


@given(st.text(max_size=200))
def test_A1_no_list_makes_the_reader_fail(text):
    found = parse_addresses(text)
    for mailbox in found.mailboxes:
        assert envelope_form(mailbox.address)


@pytest.mark.parametrize(
    ("address", "envelope"),
    [
        ("a@почта.рф", "a@xn--80a1acny.xn--p1ai"),
        ("a@ПОЧТА.рф", "a@xn--80a1acny.xn--p1ai"),
        ("a@straße.de", "a@xn--strae-oqa.de"),
        ("Anna.P@Example.RU", "Anna.P@example.ru"),
        ("a@[192.0.2.1]", "a@[192.0.2.1]"),
        ("a@[ipv6:2001:DB8::1]", "a@[IPv6:2001:db8::1]"),
        ("a+b@localhost", "a+b@localhost"),
    ],
)
def test_A2_the_envelope_has_a_labels(address, envelope):
    assert envelope_form(address) == envelope


def test_A2_the_headers_have_a_labels(sent):
    assert sent(to=(Mailbox("", "a@почта.рф"),)).field("To") == "a@xn--80a1acny.xn--p1ai"


def test_A3_only_a_non_ascii_local_part_needs_smtputf8(sent):
    assert needs_smtputf8("анна@b.ru")
    assert not needs_smtputf8("anna@почта.рф")
    assert not sent(to=(Mailbox("Анна", "anna@почта.рф"),)).rendered.needs_smtputf8


def test_A3_a_letter_to_such_addresses_alone_names_them_in_utf8(sent):
    letter = sent(to=(Mailbox("Анна", "анна@почта.рф"),))
    assert letter.rendered.needs_smtputf8
    assert letter.rendered.eight_bit
    assert letter.field("To").endswith("<анна@xn--80a1acny.xn--p1ai>")


def test_A3_beside_others_such_an_address_keeps_the_letter_ascii(sent):
    letter = sent(to=(Mailbox("Анна", "анна@b.ru"), Mailbox("", "boris@b.ru")))
    assert not letter.rendered.needs_smtputf8
    assert letter.raw.isascii()
    group, _ = letter.std["To"].groups
    assert (group.display_name, group.addresses) == ("Анна анна@b.ru", ())
    assert [address.addr_spec for address in letter.std["To"].addresses] == ["boris@b.ru"]


def test_A3_an_author_with_such_an_address_needs_smtputf8(sent):
    assert sent(from_=(Mailbox("", "отдел@b.ru"),)).rendered.needs_smtputf8


def test_A4_the_same_address_gets_one_rcpt_under_its_first_role(letter):
    email = letter(
        to=(Mailbox("", "Anna@b.ru"), Mailbox("Другая", "anna@b.ru")),
        cc=(Mailbox("", "Anna@B.RU"), Mailbox("", "c@почта.рф")),
        bcc=(Mailbox("", "c@xn--80a1acny.xn--p1ai"), Mailbox("", "d@b.ru")),
    )
    assert email.recipients() == (
        Recipient("Anna@b.ru", "to"),
        Recipient("anna@b.ru", "to"),
        Recipient("c@xn--80a1acny.xn--p1ai", "cc"),
        Recipient("d@b.ru", "bcc"),
    )


NAMES = [
    'Иванов, Иван "Вано" Иванович; отдел <договоров>, ' + "ведущий специалист " * 4,
    'Smith, John "Jack" (sales) @home; <x@y>, ' + "senior " * 10,
    "J. Smith",
    "back\\slash",
    "a@b.ru",
    "Anna",
]


@pytest.mark.parametrize("name", NAMES)
def test_A6_a_display_name_decodes_to_exactly_one_address(sent, name):
    name = name[:120].strip()
    letter = sent(to=(Mailbox(name, "a@b.ru"),))
    # not through `addresses`: Python 3.11 puts a blank between the encoded words of a name
    ((shown, address),) = getaddresses([letter.field("To")])
    assert (str(make_header(decode_header(shown))), address) == (name, "a@b.ru")
    (found,) = letter.rust.to
    assert (found.display_name, found.address) == (name, "a@b.ru")


@pytest.mark.parametrize(
    "address",
    ["", "a", "@", "a@", "@b.ru", "a@b@c.ru", "a..b@c.ru", ".a@c.ru", "a.@c.ru", "a b@c.ru", '"a b"@c.ru', "a@b c.ru",
     "a@-b.ru", "a@b-.ru", "a@.ru", "a@b..ru", "a@b.ru.", "a>@b.ru", "a@b.ru>", "<a@b.ru>", "a@[300.1.1.1]", "a@[::1]",
     "a@b_c.ru", "a\x85@b.ru", "ж\u2028@b.ru", "a@\u2028.ru", "a,b@c.ru"],
)  # fmt: skip
def test_P7_what_is_no_address_is_refused(address):
    with pytest.raises(BadAddress):
        envelope_form(address)


def test_A7_the_local_part_has_at_most_64_octets():
    assert envelope_form("x" * 64 + "@b.ru")
    for local in ("x" * 65, "ж" * 33):
        with pytest.raises(BadAddress, match="64"):
            envelope_form(local + "@b.ru")


def test_A7_the_domain_has_at_most_255_octets():
    label = "x" * 63 + "."
    assert envelope_form("a@" + (label * 4)[:-1])
    with pytest.raises(BadAddress, match="255"):
        envelope_form("a@" + label * 4 + "ru")


def test_A8_with_bcc_alone_to_is_an_empty_group(sent):
    letter = sent(to=(), bcc=(Mailbox("", "secret@b.ru"),))
    assert letter.field("To") == "undisclosed-recipients:;"
    assert letter.std["To"].addresses == ()
    assert b"secret" not in letter.raw


def test_A8_with_cc_there_is_no_to(sent):
    assert "\r\nTo:" not in sent(to=(), cc=(Mailbox("", "c@b.ru"),), bcc=(Mailbox("", "d@b.ru"),)).head
