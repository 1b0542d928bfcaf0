"""The regular expression dialect of both languages: Unicode classes on a linear engine."""

from __future__ import annotations

import pytest

from vestnik.expressions.regexes import RegexError, compiled, matches, replaced


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("Привет", r"^\w+$", True),
        ("при вет", r"^\w+$", False),
        ("а\u00a0б", r"а\sб", True),
        ("абв", r"[^\d]", True),
        ("123", r"\D", False),
        ("а-б", r"[\w-]+", True),
        ("x]y", r"[]]", True),
        ("a[b", r"[[]", True),
        ("Слово и дело", r"\bдело\b", True),
        ("словодело", r"\bдело\b", False),
        ("é", r"\u00e9", True),
        ("Ж", r"\p{IsCyrillic}", True),
        ("АБВ", "(?i)абв", True),
        ("line\nnext", "(?m)^next$", True),
        ("ab", r"(?<first>a)(?:b)", True),
        ("aaa", "a+?", True),
        ("</p>", r"<\/p>", True),
    ],
)
def test_the_dialect(text: str, pattern: str, expected: bool) -> None:
    assert matches(text, pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("(?=a)", "unsupported"),
        ("(?<!a)b", "unsupported"),
        (r"(a)\1", "unsupported"),
        (r"\k<a>", "unsupported"),
        ("[a-z-[aeiou]]", "unsupported"),
        (r"\b(?=a)", "unsupported"),
        ("(", "bad_pattern"),
        ("a**", "bad_pattern"),
        ("[z-a]", "bad_pattern"),
        ("x" * 5_000, "bad_pattern"),
    ],
)
def test_what_a_linear_engine_cannot_do_is_named(pattern: str, kind: str) -> None:
    with pytest.raises(RegexError) as raised:
        compiled(pattern)
    assert raised.value.kind == kind


@pytest.mark.parametrize(
    ("template", "expected"),
    [("[$1]", "[a]-[b]"), ("$0$0", "aa-bb"), ("$$", "$-$"), ("$2", "$2-$2"), ("${letter}", "a-b"), ("", "-")],
)
def test_replacement_groups(template: str, expected: str) -> None:
    assert "".join(replaced("a-b", "(?<letter>[a-z])", template)) == expected


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("ab", "x*", "-a-b-"),
        ("a\nb", "(?m)^", "-a\n-b"),
        ("a\nb", "(?m)$", "a-\nb-"),
        ("axb", "x*", "-a--b-"),
    ],
)
def test_an_empty_match_is_replaced_once(text: str, pattern: str, expected: str) -> None:
    assert "".join(replaced(text, pattern, "-")) == expected
