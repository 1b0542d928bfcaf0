"""The functions of the language, one module per section of spec/formula.md 7."""

from __future__ import annotations

from vestnik.expressions.formula.functions import (
    comparison,
    date_comparison,
    dates,
    durations,
    lists,
    literals,
    logic,
    mathematics,
    ours,
    system,
    texts,
    working_time,
)
from vestnik.expressions.formula.signatures import Function, Section

SECTIONS: tuple[Section, ...] = (
    literals.section,
    mathematics.section,
    comparison.section,
    logic.section,
    lists.section,
    system.section,
    texts.section,
    dates.section,
    date_comparison.section,
    durations.section,
    working_time.section,
    ours.section,
)

FUNCTIONS: dict[str, Function] = {
    name: function for section in SECTIONS for name, function in section.functions.items()
}
