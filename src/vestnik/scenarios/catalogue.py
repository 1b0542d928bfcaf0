"""What a check of a scenario asks about the other definitions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Path, Problem
from vestnik.scenarios.expression import Expression


@dataclass(frozen=True, slots=True)
class Party:
    """A connection or a route as *send message* names it.

    can_send: it is of a sending type. connection: of a route. disabled: it sends nothing for now.
    """

    type: str
    can_send: bool
    disabled: bool
    connection: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A variable of a set as the table declares it, before anything is computed.

    path: the row in the scenario. children: rows of a parent. A name may come several times.
    """

    name: str
    path: Path
    children: tuple[Shape, ...] = ()


class Catalogue(Protocol):
    """The other definitions, as one transaction sees them."""

    @property
    def schema(self) -> Schema: ...

    def buttons(self, template: str) -> Mapping[str, str]:
        """Operations of a template's buttons by name."""
        ...

    def connections(self) -> Mapping[str, Party]: ...

    def routes(self) -> Mapping[str, Party]: ...

    def check_message(self, route: str, variables: Sequence[Shape]) -> list[Problem]:
        """What of a set of variables does not fit the request of a route; problems at the paths of the shapes."""
        ...

    def check_expression(
        self,
        expression: Expression,
        template: str | None,
        variables: Collection[str] | None,
        *,
        effects: bool,
    ) -> list[Problem]:
        """What is wrong with an expression: line and column inside its text.

        variables: names that may be set; None when they cannot be known.
        """
        ...
