"""Words with a meaning of their own (spec/formula.md 1 and 3)."""

from __future__ import annotations

from vestnik.expressions.formula.types import ANY, DATETIME, DURATION, REFERENCE, Type

QUERY_WORDS = ("from", "in", "where", "orderby", "select", "ascending", "descending")
"""Accepted in any case."""

RESERVED = frozenset({
    "and", "ascending", "between", "by", "db", "descending", "equals", "false", "from", "group", "in", "into", "item",
    "join", "let", "on", "or", "orderby", "select", "source", "true", "where",
})  # fmt: skip
"""No names for local variables."""

SYSTEM_VARIABLES: dict[str, Type] = {
    "origin": REFERENCE,
    "BusinessObject": REFERENCE,
    "ProcessObject": REFERENCE,
    "dialogVariables": ANY,
    "IncomingMessage": ANY,
    "requestTime": DATETIME,
    "timeZoneOffset": DURATION,
}
"""Known in every formula, whatever the scenario sets."""


def is_reserved(name: str) -> bool:
    """Whether a local variable may not bear the name. Query words count in any case."""
    return name in RESERVED or name.lower() in (*QUERY_WORDS, "true", "false") or name.startswith("_")
