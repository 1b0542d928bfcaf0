"""The scenarios that exist, as the interpreter asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from vestnik.scenarios.action import Action
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.scenario import Scenario, walk


@dataclass(frozen=True, slots=True)
class Pinned:
    """A scenario in one version, which a run keeps to its end, with its actions by id."""

    scenario: Scenario
    version: int
    actions: Mapping[str, Action]

    @classmethod
    def of(cls, scenario: Scenario, version: int) -> Pinned:
        return cls(scenario, version, {action.id: action for _, action in walk(scenario) if action.id})


class Library(Protocol):
    """Scenarios as one transaction sees them."""

    def listeners(self, occurrence: Occurrence) -> Sequence[Pinned]:
        """Active scenarios that this occurrence starts, in creation order."""
        ...

    def pinned(self, name: str, version: int) -> Pinned:
        """A scenario in the version with which its run began.

        Raises:
            NotFound: it was deleted.
        """
        ...
