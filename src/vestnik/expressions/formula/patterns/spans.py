"""Durations by pattern: `c`, `g`, `G` and custom ones."""

from __future__ import annotations

from datetime import timedelta

from vestnik.expressions.formula.patterns.tokens import Token, bad_pattern, cut
from vestnik.kernel.text import Text

_SYMBOLS = "dhmsfF"


def write(span: timedelta, pattern: str) -> str:
    """A duration by a pattern. The standard forms carry the sign, custom ones write the parts alone.

    Raises:
        Fault: `bad_pattern`: a custom pattern with text outside of quotes.
    """
    sign, length = ("-", -span) if span < timedelta(0) else ("", span)
    hours, rest = divmod(length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    clock = f"{minutes:02}:{seconds:02}"
    fraction = f"{length.microseconds:06}0"
    match pattern:
        case "c" | "t" | "T":
            days = f"{length.days}." if length.days else ""
            return f"{sign}{days}{hours:02}:{clock}{'.' + fraction if length.microseconds else ''}"
        case "g":
            days = f"{length.days}:" if length.days else ""
            tail = "." + fraction.rstrip("0") if length.microseconds else ""
            return f"{sign}{days}{hours}:{clock}{tail}"
        case "G":
            return f"{sign}{length.days}:{hours:02}:{clock}.{fraction}"
    parts = {"d": length.days, "h": hours, "m": minutes, "s": seconds}
    return "".join(_part(token, parts, fraction, pattern) for token in cut(pattern, _SYMBOLS))


def _part(token: Token, parts: dict[str, int], fraction: str, pattern: str) -> str:
    if not token.symbol:
        if not token.quoted:
            why = Text(
                f"«{token.text}» нужно взять в одинарные кавычки",
                f"'{token.text}' must stand in single quotes",
            )
            raise bad_pattern(pattern, why)
        return token.text
    if token.symbol in "fF":
        if token.count > 7:
            raise bad_pattern(pattern, Text("не больше семи цифр доли", "at most seven fraction digits"))
        digits = fraction[: token.count]
        return digits if token.symbol == "f" else digits.rstrip("0")
    return f"{parts[token.symbol]:0{token.count}}"
