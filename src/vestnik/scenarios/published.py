"""The library of scenarios as definitions hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from vestnik.definitions.definitions import Definitions
from vestnik.definitions.revision import cached
from vestnik.scenarios.library import Pinned
from vestnik.scenarios.occurrence import Occurrence
from vestnik.scenarios.scenario import Scenario

_KIND = "scenario"


class PublishedScenarios:
    """Implements `Library` on the definitions of one transaction; compiled once for each configuration revision."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions

    def listeners(self, occurrence: Occurrence) -> Sequence[Pinned]:
        by_event = cached(self._definitions.tx, "scenarios.listeners", self._by_event)
        found = by_event.get((occurrence.type, occurrence.template), ())
        if occurrence.template is not None:
            found = (*found, *by_event.get((occurrence.type, None), ()))
        return [pinned for pinned in found if pinned.scenario.event.matches(occurrence)]

    def listens(self, event: str, connection: str, route: str) -> bool:
        """Whether a scenario hears of such an event of letters on this way, whatever their record."""
        by_event = cached(self._definitions.tx, "scenarios.listeners", self._by_event)
        way = Occurrence(event, details={"connection": connection, "route": route})
        return any(
            pinned.scenario.event.matches(way)
            for (type_, _), found in by_event.items()
            if type_ == event
            for pinned in found
        )

    def pinned(self, name: str, version: int) -> Pinned:
        return cached(
            self._definitions.tx, ("scenarios.pinned", name, version), lambda: self._pin(name, version)
        )

    def _by_event(self) -> Mapping[tuple[str, str | None], tuple[Pinned, ...]]:
        stored = [self._definitions.get(_KIND, name) for name in self._definitions.names(_KIND)]
        found: dict[tuple[str, str | None], list[Pinned]] = defaultdict(list)
        for one in sorted(stored, key=lambda definition: definition.id):
            if one.active:
                pinned = self.pinned(one.name, one.version)
                event = pinned.scenario.event
                found[event.type, event.context_template].append(pinned)  # type: ignore[attr-defined]
        return {key: tuple(pinned) for key, pinned in found.items()}

    def _pin(self, name: str, version: int) -> Pinned:
        """The present version is parsed already; an older one is what a run that waits goes on with."""
        current = self._definitions.find(_KIND, name)
        if current and current.version == version:
            scenario: Scenario = self._definitions.load(_KIND, name)
        else:
            scenario = self._definitions.load_version(_KIND, name, version)
        return Pinned.of(scenario, version)
