"""Numbers as YAML can write them: a float of sixteen digits stands for an exact result of twenty-eight."""

from __future__ import annotations

from decimal import Decimal

_TOLERANCE = Decimal("1e-12")


def near(got: Decimal, wanted: Decimal, within: Decimal | None = None) -> bool:
    """Whether a number is the expected one: to a relative 1e-12 unless a distance is given."""
    return abs(got - wanted) <= (abs(wanted) * _TOLERANCE if within is None else within)
