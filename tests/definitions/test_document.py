from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.definitions.folder.document import MAX_DEPTH, read_document
from vestnik.definitions.folder.merge import write_new
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text

TREES: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**6), max_value=10**6)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcде", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


def tree(text: str) -> Any:
    return read_document("x.yaml", text.encode()).tree


@given(body=st.dictionaries(st.text("abcде", min_size=1, max_size=5), TREES, max_size=5))
def test_what_an_export_writes_is_read_as_the_same(body: Any) -> None:
    assert tree(write_new(body)) == body


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("true", True),
        ("12:30", "12:30"),
        ("2025-03-12", "2025-03-12"),
        ("007", "007"),
        ("0.10", Decimal("0.10")),
        ("1e3", Decimal(1000)),
        ("0.1000000000000000000000000001", Decimal("0.1000000000000000000000000001")),
        ("9" * 5000, "9" * 5000),
        ("1e999999999", "1e999999999"),
        ("'5'", "5"),
        ("~", None),
        ("", None),
        ("|-\n  а\n  б", "а\nб"),
    ],
)
def test_values_are_what_people_mean(text: str, value: Any) -> None:
    (found,) = tree(f"a: {text}\n").values()
    assert found == value
    assert type(found) is type(value)


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(9)
)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: &x 2\n", "alias", 2),
        (BOMB, "alias", 1),
        ("a: !!python/object:os.system 1\n", "tag", 1),
        ("a: 1\nb: 2\na: 3\n", "duplicate_field", 3),
        ("a: 1\n---\nb: 2\n", "several_documents", 2),
        ("? [a]\n: 1\n", "bad_key", 1),
        ("a: [1, 2\nb: 3\n", "not_yaml", 2),
        ("a: 1\n\tb: 2\n", "not_yaml", 2),
        ("a: " + "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2), "too_large", 1),
        ("a: [" + "1," * 60_000 + "]", "too_large", 1),
    ],
)
def test_what_is_refused_is_told_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(Invalid) as caught:
        tree(text)
    problem = caught.value.problem
    assert (problem.code, problem.path, problem.line) == (code, ("x.yaml",), line)


def test_a_file_in_another_encoding_is_told_with_its_line() -> None:
    with pytest.raises(Invalid) as caught:
        read_document("x.yaml", "a: 1\nb: Почта\n".encode("cp1251"))
    assert (caught.value.problem.code, caught.value.problem.line) == ("not_utf8", 2)


@given(st.binary(max_size=200))
def test_junk_is_refused_or_read_and_never_fails_otherwise(content: bytes) -> None:
    with suppress(Invalid):
        assert read_document("x.yaml", content).file == "x.yaml"


FILE = """\
name: mail
attributes:
  - {name: A, title: 1}
template: |-

    {
      bad
    }
short: "  oops"
"""


@pytest.mark.parametrize(
    ("path", "inside", "expected"),
    [
        (("name",), (None, None), (1, 1)),
        (("attributes", 0, "title"), (None, None), (3, 15)),
        (("attributes", 0, "missing"), (None, None), (3, 5)),
        (("missing",), (None, None), (1, 1)),
        (("template",), (None, None), (4, 1)),
        (("template",), (3, 3), (7, 7)),
        (("short",), (1, 3), (9, 11)),
    ],
)
def test_a_problem_is_located_in_the_file(
    path: tuple[str | int, ...], inside: tuple[int | None, int | None], expected: tuple[int, int]
) -> None:
    document = read_document("ways/out.yaml", FILE.encode())
    found = document.locate(Problem("x", Text("", ""), path, *inside))
    assert found.path == ("ways/out.yaml", *path)
    assert (found.line, found.column) == expected
