"""Texts in two languages, and what servers said among them."""

from __future__ import annotations

from vestnik.kernel.text import Text, both, cut, in_one, said_in

OURS = Text("соединение прервано", "the connection broke")


def test_what_a_server_said_is_the_same_in_every_language() -> None:
    assert [said_in(language, "mailbox full") for language in ("ru", "en")] == ["mailbox full"] * 2  # type: ignore[arg-type]
    assert both("mailbox full") == Text("mailbox full", "mailbox full")
    assert said_in("ru", OURS) == both(OURS).ru == "соединение прервано"


def test_parts_are_joined_in_both_languages_where_one_of_them_is() -> None:
    assert in_one(451, "4.3.0", "try later") == "451 4.3.0 try later"
    assert in_one(451, None, OURS, "") == Text("451 соединение прервано", "451 the connection broke")
    assert in_one(None, "") == ""


def test_the_beginning_is_kept_in_each_language() -> None:
    assert cut("mailbox full", 7) == "mailbox"
    assert cut(OURS, 3) == Text("сое", "the")
