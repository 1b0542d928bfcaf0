"""Every declared entry: its example holds, its texts are in both languages, it is in its namespace's table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.declare import Builtin, Constant, Entry
from vestnik.expressions.n3.namespaces import short_form
from vestnik.kernel.values import plain

Evaluate = Callable[..., list[Any]]
ENTRIES = REGISTRY.entries()
WITH_EXAMPLE = [entry for entry in ENTRIES if not isinstance(entry, Constant)]


def named(entry: Entry) -> str:
    return short_form(entry.iris[0])


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, list):
        return f"[{', '.join(map(shown, value))}]"
    return str(value)


@pytest.mark.parametrize("entry", WITH_EXAMPLE, ids=named)
def test_the_example_gives_what_it_says(entry: Any, evaluate: Evaluate) -> None:
    found = evaluate(entry.example.goals, origin="rec.101", selected=["rec.101"])
    assert tuple(map(shown, found)) == entry.example.results


@pytest.mark.parametrize("entry", ENTRIES, ids=named)
def test_the_description_is_in_both_languages(entry: Entry) -> None:
    assert entry.about.ru
    assert entry.about.en
    assert any("а" <= char.lower() <= "я" for char in entry.about.ru)


def test_nothing_is_both_here_and_later() -> None:
    assert not REGISTRY.later.keys() & REGISTRY.by_iri.keys()


def test_every_kind_that_a_shape_names_is_known() -> None:
    from vestnik.expressions.n3.arguments import CONVERTERS, WORDS

    builtins = [entry for entry in ENTRIES if isinstance(entry, Builtin)]
    kinds = {argument.kind for entry in builtins for shape in entry.takes for argument in shape.arguments}
    kinds |= {entry.against for entry in builtins if entry.against not in ("", "ignored")}
    assert kinds <= CONVERTERS.keys()
    assert kinds <= WORDS.keys()
