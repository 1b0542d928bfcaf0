"""Reading: the lexical grammar, precedence, and errors that say what to do (spec/formula.md 1 and 2)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vestnik.expressions.formula.parse import MAX_DEPTH, MAX_TEXT, parse
from vestnik.kernel.problem import Invalid
from vestnik.kernel.values import Value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'it''s'", "it's"),
        ('"class=""title"""', 'class="title"'),
        (r'"\n"', r"\n"),
        ('"a\nb"', "a\nb"),
        ("02", Decimal(2)),
        ("TRUE", True),
        ("fAlSe", False),
        ("1 # one\n + // two\n 2", Decimal(3)),
        ("'# // no comment'", "# // no comment"),
        ("\ufeff1\u00a0+\t2\r\n", Decimal(3)),
        ("$ Tema", "Договор"),
        ("$Poluchatel\n ->\n mbox", "petrova@example.org"),
        ("$Poluchatel—>mbox", "petrova@example.org"),
        ("$Poluchatel–>mbox", "petrova@example.org"),
        ("SUM (1, 2)", Decimal(3)),
        ("!true || true", True),
        ("true || false && false", True),
        ("1 + 1 == 2 && 2 < 3", True),
        ("(1 + 2) * 3", Decimal(9)),
        ("- 2 + 3", Decimal(1)),
        ("--2", Decimal(2)),
        ("$Summa < -5", False),
        ("SUM(from p in $Pozitsii select p->Summa, 1)", Decimal(151)),
    ],
)
def test_a_formula_is_read_as(evaluate: Callable[..., Value], text: str, expected: Any) -> None:
    assert evaluate(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "says"),
    [
        ("", "syntax", 1, 1, "empty"),
        ("# only a comment", "syntax", 1, 17, "ends too early"),
        ("1 +", "syntax", 1, 4, "a value"),
        ("IF(1 == 2, \"a\"\n", "syntax", 1, 15, "')' or ','"),
        ("\"abc", "syntax", 1, 1, "not closed"),
        ("“abc”", "syntax", 1, 1, 'write "'),
        ("«abc»", "syntax", 1, 1, 'write "'),
        ("$a = 1", "syntax", 1, 4, "=="),
        ("$a & $b", "syntax", 1, 4, "&&"),
        ("$a <-5", "syntax", 1, 6, "< -"),
        ("$1a", "syntax", 1, 2, "a name"),
        ("1a", "syntax", 1, 2, "'a' cannot stand here"),
        ("SUM(1,)", "syntax", 1, 7, "a value"),
        ("$a %", "unsupported", 1, 4, "The sign '%' is not supported. Write REMAINDER(a, b)"),
        ("$a and $b", "unsupported", 1, 4, "&&"),
        ("$a or $b", "unsupported", 1, 4, "||"),
        ("$a\n  equals 2", "unsupported", 2, 3, "=="),
        ("from a in $x group a", "unsupported", 1, 14, "Nest"),
        ("from a in from b in $x select b select a", "syntax", 1, 16, "parentheses"),
        ("from a in $x", "syntax", 1, 13, "select"),
        ("from in db->X select 1", "syntax", 1, 9, "in is needed"),
    ],
)  # fmt: skip
def test_a_slip_is_explained(text: str, code: str, line: int, column: int, says: str) -> None:
    with pytest.raises(Invalid) as raised:
        parse(text)
    found = raised.value.problem
    assert (found.code, found.line, found.column) == (code, line, column)
    assert says in found.message.en


@pytest.mark.parametrize(
    "text",
    [
        "-" * 5_000 + "1",
        "!(" * 2_000 + "true" + ")" * 2_000,
        "NOT(" * 2_000 + "true" + ")" * 2_000,
        "(1+" * 2_000 + "1" + ")" * 2_000,
        "from a in (" * 500 + "$x" + " select a)" * 500,
    ],
)
def test_deep_nesting_is_refused_before_it_can_hurt(text: str) -> None:
    with pytest.raises(Invalid) as raised:
        parse(text)
    assert raised.value.problem.code in ("limit_exceeded", "syntax")


def test_nesting_up_to_the_limit_is_fine(evaluate: Callable[..., Value]) -> None:
    deep = MAX_DEPTH - 2
    assert evaluate("IF(false, 1, " * deep + "2" + ")" * deep) == Decimal(2)


def test_long_chains_are_not_deep(evaluate: Callable[..., Value]) -> None:
    assert evaluate("+".join(["1"] * 3_000)) == Decimal(3_000)
    assert evaluate("(" * 300 + "1" + ")" * 300) == Decimal(1)


def test_an_overlong_text_is_refused_unread() -> None:
    with pytest.raises(Invalid) as raised:
        parse("1" * (MAX_TEXT + 1))
    assert raised.value.problem.code == "limit_exceeded"


_PIECES = st.sampled_from(
    [
        "$",
        "$$",
        "->",
        "<-",
        "A",
        "b.c",
        "from",
        "in",
        "where",
        "select",
        "orderby",
        "descending",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "+",
        "-",
        "*",
        "/",
        "!",
        "==",
        "!=",
        "<",
        ">",
        "&&",
        "||",
        '"x"',
        "'y'",
        "1",
        "2.5",
        "true",
        "IF(",
        "LIST(",
        "ANY(",
        "$Tema",
        "$$n",
        "db->",
        "“",
        "#",
        "\n",
        "—>",
        "\\",
        "é",
        "ё",
        "%",
        "&",
        "=",
    ]
)


@settings(max_examples=300)
@given(
    st.lists(_PIECES, max_size=25).map(" ".join)
    | st.lists(_PIECES, max_size=25).map("".join)
    | st.text(max_size=40)
)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse(text)
    except Invalid as invalid:
        found = invalid.problem
        assert found.line is not None
        assert found.column is not None
        assert 1 <= found.line <= text.count("\n") + 1
