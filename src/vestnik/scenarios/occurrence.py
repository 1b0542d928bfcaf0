"""Something that happened and that scenarios may listen to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vestnik.kernel.values import Ref, Value, dump, load


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence of an event.

    type: name of the event type. template, record: where it happened; `record` is the scenario's origin.
    details: what the event type compares with what the builder chose: the button, the changed attributes.
    variables: what the scenario finds set when it starts, such as `dialogVariables`.
    """

    type: str
    template: str | None = None
    record: Ref | None = None
    details: Mapping[str, Value] = field(default_factory=dict)
    variables: Mapping[str, Value] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "template": self.template,
            "record": dump(self.record),
            "details": dump(self.details),
            "variables": dump(self.variables),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Occurrence:
        return cls(
            stored["type"],
            stored["template"],
            load(stored["record"]),  # type: ignore[arg-type]
            load(stored["details"]),  # type: ignore[arg-type]
            load(stored["variables"]),  # type: ignore[arg-type]
        )
