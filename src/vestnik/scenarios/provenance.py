"""Where the values of a letter come from: kept with it when it is queued, and read together with the scenario's version.

What is kept is small (`vestnik.scenarios.sending.origin`: the message variable as a trace shows it, and which action sent it); the expressions stand in the
scenario, whose version a run pins, so they are looked up when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vestnik.kernel.problem import Path
from vestnik.routes.placeholders import placeholders
from vestnik.routes.sending import SendingRoute
from vestnik.scenarios.actions.change_variables import ChangeVariables, VariableRow
from vestnik.scenarios.actions.send_message import SendMessage
from vestnik.scenarios.scenario import Scenario, walk


@dataclass(frozen=True, slots=True)
class Source:
    """A row of *change variable values* that may have set a value. place: of its expression in the action."""

    action: str
    description: str
    operation: str
    place: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One value of the message. name: path such as `To.Address`. used_in: places in the route's definition."""

    name: str
    value: Any
    used_in: tuple[str, ...]
    sources: tuple[Source, ...]


def explain(
    scenario: Scenario, action: str, values: Mapping[str, Any], route: SendingRoute | None
) -> list[Explained]:
    """Every value of the message that an action sent: those that the scenario's rows name, and others that were there."""
    sending = scenario.find(action)
    sources = dict(_sources(scenario, sending.message_variable)) if isinstance(sending, SendMessage) else {}
    names = dict.fromkeys([*sources, *_leaves(values)])
    used = _uses(route) if route else {}
    return [
        Explained(
            name,
            _value(values, name.split(".")),
            tuple(used.get(name, used.get(name.split(".")[0], ()))),
            tuple(sources.get(name, ())),
        )
        for name in names
    ]


def _sources(scenario: Scenario, variables: str) -> Iterator[tuple[str, list[Source]]]:
    found: dict[str, list[Source]] = {}
    for _, action in walk(scenario):
        if isinstance(action, ChangeVariables) and action.set == variables and action.operation != "exclude":
            for name, place, row in _rows(action.variables, "", ("variables",)):
                assert row.value is not None
                text = str(row.value.value) if row.value.kind == "value" else row.value.text
                found.setdefault(name, []).append(
                    Source(
                        action.id or "",
                        action.description,
                        action.operation,
                        ".".join(map(str, (*place, "value"))),
                        row.value.kind,
                        text,
                    )
                )
    yield from found.items()


def _rows(rows: tuple[VariableRow, ...], above: str, path: Path) -> Iterator[tuple[str, Path, VariableRow]]:
    for index, row in enumerate(rows):
        name = f"{above}.{row.name}" if above else row.name
        if row.value is not None:
            yield name, (*path, index), row
        yield from _rows(row.children, name, (*path, index, "children"))


def _leaves(values: Any, above: str = "") -> Iterator[str]:
    if isinstance(values, Mapping):
        for name, value in values.items():
            yield from _leaves(value, f"{above}.{name}" if above else name)
    elif isinstance(values, list) and any(isinstance(item, Mapping) for item in values):
        for item in values:
            yield from _leaves(item, above)
    elif above:
        yield above


def _value(values: Any, path: list[str]) -> Any:
    """The value at a path; of a list of objects the list of theirs."""
    for step, name in enumerate(path):
        if isinstance(values, list):
            return [_value(item, path[step:]) for item in values]
        values = values.get(name) if isinstance(values, Mapping) else None
    return values


def _uses(route: SendingRoute) -> dict[str, list[str]]:
    """Where in the route's tab each attribute stands; recipients and files of the message go in by themselves."""
    tab = route.integration
    texts = [
        ("integration.subject_template", tab.subject_template),
        ("integration.body_template", tab.body_template),
        *((f"integration.headers.{index}.value", row.value) for index, row in enumerate(tab.headers)),
    ]
    for kind in ("recipients", "cc", "bcc"):
        for index, row in enumerate(getattr(tab, kind)):
            texts.append((f"integration.{kind}.{index}.full_name", row.full_name))
            texts.append((f"integration.{kind}.{index}.address", row.address))
    found: dict[str, list[str]] = {
        name: [name]
        for name in ("To", "Cc", "Bcc", "Attachments", "CustomHeaders", "ReplyTo", "InReplyTo", "References")
    }
    for place, text in texts:
        for one in placeholders(text):
            uses = found.setdefault(one.path, [])
            if place not in uses:
                uses.append(place)
    return found
