"""Solutions out of values: an environment for each value that fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vestnik.expressions.n3.machine import Machine
from vestnik.expressions.n3.solver import Env
from vestnik.expressions.n3.terms import Match
from vestnik.expressions.n3.values import N3Value


def bound(machine: Machine, env: Env, values: Iterable[N3Value], bind: Match) -> Iterator[Env]:
    """The environments in which each value stands where `bind` puts it."""
    for value in values:
        machine.tick()
        if (solution := bind(machine, env, value)) is not None:
            yield solution
