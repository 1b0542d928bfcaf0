"""Bounds of one run (design.md, "Bounds and safety")."""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text


@dataclass(frozen=True, slots=True)
class RunLimits:
    """Each configurable.

    steps: actions and turns of loops. seconds: of one stretch, from start or wait to the next wait or the end.
    letters: of the whole run. depth: scenarios that set each other off.
    """

    steps: int = 100_000
    seconds: float = 30.0
    letters: int = 10_000
    depth: int = 16


class RunLimitExceeded(Refused):
    """Never ignored: `ignore_errors` around an endless loop must not make it endless."""

    code = "limit_exceeded"
    text = Text(
        "Сценарий остановлен: больше {limit} {what}. Проверьте циклы и условия",
        "The scenario was stopped: more than {limit} {what}. Check its loops and conditions",
    )


STEPS = Text("шагов", "steps")
SECONDS = Text("секунд", "seconds")
LETTERS = Text("писем", "letters")


class CascadeLimit(Refused):
    code = "cascade_limit"
    text = Text(
        "Сценарии вызывают друг друга глубже {depth} раз: {chain}",
        "Scenarios set each other off more than {depth} times: {chain}",
    )
