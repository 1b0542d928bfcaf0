"""Syntax errors say what was found, what is needed and what to write instead."""

from __future__ import annotations

import pytest

from vestnik.expressions.n3.parse import MAX_DEPTH, MAX_TEXT, parse
from vestnik.kernel.problem import Invalid, Problem


def problem(text: str) -> Problem:
    with pytest.raises(Invalid) as caught:
        parse(text)
    (found,) = caught.value.problems
    assert found.message.ru != found.message.en
    return found


SLIPS = [
    # text, code, line, column, a part of the message, suggestion
    ("", "syntax", 1, 1, "ends too early", None),
    ("{ ?a ?b ?c\n?d ?e ?f. }", "syntax", 2, 1, "A dot is missing before '?d'", "."),
    ("{ ?item ?p. ?value. }", "syntax", 1, 11, "A stray dot", ""),
    ("{ ?a ?b ?c. ?d. }", "syntax", 1, 15, "a predicate is needed", None),
    ("{ “x” -> ?v. }", "syntax", 1, 3, "curly quote", '"'),
    ("{ ??x ?p ?v. }", "syntax", 1, 3, "One '?' too many", "?"),
    ("{ IF { } THEN { } }", "syntax", 1, 3, "lower case", "if"),
    ("{ if { } Then { } }", "syntax", 1, 10, "lower case", "then"),
    ("{ tema -> ?v. }", "syntax", 1, 3, "Did you mean ?tema?", "?tema"),
    ("{ 1 -> ?v. } { 2 -> ?v. }", "syntax", 1, 14, "exactly one", None),
    ("{ 1 -> ?v. } more", "syntax", 1, 14, "exactly one", None),
    ('{ "abc -> ?v. }', "syntax", 1, 3, "not closed", None),
    ('{ """abc -> ?v. }', "syntax", 1, 5, "not closed", None),
    ("{ (1 2 -> ?v. }", "syntax", 1, 8, "')' is needed", None),
    ("{ from { } select ?x }", "syntax", 1, 22, "'->' is needed", None),
    ("{ ?x a. }", "syntax", 1, 7, "A stray dot", ""),
    ("{ ?a ?b ?c", "syntax", 1, 11, "ends too early", None),
    ('{ "\\q" -> ?v. }', "bad_literal", 1, 3, "escape", None),
    ('{ "\\uD800" -> ?v. }', "bad_literal", 1, 3, "escape", None),
    ("{ 1e99999 -> ?v. }", "bad_literal", 1, 3, "no number", None),
    ("{ ?x = 1. }", "unsupported", 1, 6, "'=='", None),
    ("{ ?x == null. }", "unsupported", 1, 9, "null", None),
    ("{ ?x <- ?y. }", "unsupported", 1, 6, "'<-'", None),
    ("{ ?x => ?y. }", "unsupported", 1, 6, "'=>'", None),
    ("{ 1 -> ?v. } => { ?item a ?x. }.", "unsupported", 1, 14, "'=>'", None),
    ("in ?item. { }", "unsupported", 1, 1, "'in'", None),
    ("@in ?x. @out ?y. { }", "unsupported", 1, 1, "'@in'", None),
    ("@base <http://a>. { }", "unsupported", 1, 1, "@base", None),
    ("PREFIX a: <http://a> { }", "unsupported", 1, 1, "@prefix", None),
    ('{ "x"@ru -> ?v. }', "unsupported", 1, 6, "@ru", None),
    ("{ ?x has ?y ?z. }", "unsupported", 1, 6, "has", None),
    ("{ ?x!a:b ?y ?z. }", "unsupported", 1, 5, "'!'", None),
    ("{ if-not { } then { } }", "unsupported", 1, 3, "if-not", None),
    ("{ ?item.Tema -> ?v. }", "unsupported", 1, 8, ".Tema", None),
]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "part", "suggestion"), SLIPS, ids=[s[0] for s in SLIPS]
)
def test_a_slip_is_explained(
    text: str, code: str, line: int, column: int, part: str, suggestion: str | None
) -> None:
    found = problem(text)
    assert (found.code, found.line, found.column) == (code, line, column)
    assert part in found.message.en
    assert found.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    [
        '{("A""B")a:b ?x}',
        '{"x"->?value}',
        "{or{1->?v}or{2->?v}}",
        "{(?x 4)string:substring ?y}",
        "{ ?x a:b ?.}",
        "{ ?x a:b ? . }",
        "{?x == 1.}",
        "{?x == 0.25.}",
        "{ variable:x-y->?z }",
        "\ufeff{ 1\u00a0->\u00a0?v }\r\n",
        "@prefix : <http://a#>. { ?x :p ?y }",
        '{ # a comment, even with { and "\n 1 -> ?v }',
        "{ <http://a#b> <http://a#c> 1 }",
        "{ if:x or:y not:z. a:b then:c 1. }",
        "{ not{?x ?y ?z} once{?x ?y ?z} from{?x ?y ?z}select ?x->?l }",
        "{ if{}.then{}else{} }.",
        "{ [a:b 1; a:c 2, 3] a:d [] }",
    ],
)
def test_what_pages_write_is_accepted(text: str) -> None:
    parse(text)


def test_nesting_and_length_are_bounded_before_anything_recurses() -> None:
    parse("{ " + "(" * (MAX_DEPTH - 1) + ")" * (MAX_DEPTH - 1) + " -> ?v }")
    for deep in (
        "{ " + "(" * 20_000 + ")" * 20_000 + " -> ?v }",
        "{ " + "not{" * 10_000 + "}" * 10_000 + " }",
        "{ ?x ?y " + "[a:b " * 10_000 + "1" + "]" * 10_000 + " }",
    ):
        assert problem(deep).code == "limit_exceeded"
    assert problem("{ " + "(" * 20_000).code in ("syntax", "limit_exceeded")
    assert problem("#" * (MAX_TEXT + 1)).code == "limit_exceeded"
