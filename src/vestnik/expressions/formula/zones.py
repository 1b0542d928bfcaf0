"""Time zones by their IANA names."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from vestnik.expressions.formula.faults import Fault, shorten
from vestnik.kernel.problem import did_you_mean, nearest
from vestnik.kernel.text import Text

UTC_ZONE = ZoneInfo("UTC")


@cache
def names() -> frozenset[str]:
    """Every zone's name. Names are looked up here first: ZoneInfo takes them for file paths."""
    return frozenset(available_timezones())


def zone(name: str) -> ZoneInfo:
    """The zone of that name.

    Raises:
        Fault: `unknown_zone`, with the nearest name.
    """
    if name not in names():
        message = Text("Нет часового пояса «{name}».{hint}", "There is no time zone '{name}'.{hint}")
        hint = did_you_mean(nearest(shorten(name), names()))
        raise Fault("unknown_zone", message.format(name=shorten(name), hint=hint), shorten(name))
    return ZoneInfo(name)
