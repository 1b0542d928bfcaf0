"""What a builder declares: a scenario is properties, one event and a tree of actions (spec/scenarios.md 1)."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError

from vestnik.kernel.names import SystemName
from vestnik.kernel.problem import Invalid, Path, Problem
from vestnik.kernel.text import Choices, Help, Text
from vestnik.kernel.types import Model
from vestnik.kernel.validation import problems_of
from vestnik.scenarios.action import ACTIONS, MAX_DEPTH, Action
from vestnik.scenarios.event import EVENTS, Event

if TYPE_CHECKING:
    AnyEvent: TypeAlias = Event
    AnyAction: TypeAlias = Action

MAX_ACTIONS = 2000
"""Most actions of one scenario, inner ones counted."""


class Scenario(Model):
    """Runs once per occurrence of its event, in the context of one record."""

    kind: Literal["scenario"] = "scenario"
    name: Annotated[SystemName, Text("Системное имя", "System name")]
    title: Annotated[str, Field(min_length=1, max_length=200), Text("Название", "Title")]
    description: Annotated[str, Field(max_length=2000), Text("Описание", "Description")] = ""
    app: Annotated[SystemName | None, Text("Приложение", "App")] = None
    run_as: Annotated[
        Literal["initiator", "system"],
        Text("Контекст выполнения", "Run as"),
        Choices(
            initiator=Text("От инициатора", "As the initiator"),
            system=Text("От имени системы", "As the system"),
        ),
        Help(
            "От имени системы доступны все данные; публиковать такой сценарий может администратор",
            "As the system all data is open; publishing such a scenario needs an administrator",
        ),
    ] = "initiator"
    status: Annotated[
        Literal["active", "paused"],
        Text("Статус", "Status"),
        Choices(active=Text("Активен", "Active"), paused=Text("Приостановлен", "Paused")),
        Help(
            "События приостановленного сценария не копятся", "Events of a paused scenario are not stored up"
        ),
    ] = "active"
    event: Annotated[AnyEvent, Text("Событие", "Event")]
    actions: Annotated[tuple[AnyAction, ...], Text("Действия", "Actions")] = ()

    def find(self, action: str) -> Action | None:
        """The action of that id."""
        return next((found for _, found in walk(self) if found.id == action), None)


def walk(scenario: Scenario) -> Iterator[tuple[Path, Action]]:
    """Every action with its path in the scenario, in the order of the tree."""

    def inside(path: Path, actions: tuple[Action, ...]) -> Iterator[tuple[Path, Action]]:
        for index, action in enumerate(actions):
            here = (*path, index)
            yield here, action
            for block in action.blocks():
                yield from inside((*here, *block.path), block.actions)

    yield from inside(("actions",), scenario.actions)


def parse(body: Mapping[str, Any]) -> Scenario:
    """Read a scenario as it stands in YAML or JSON, and allot an id to every action that has none.

    Raises:
        Invalid: with every finding at its path.
    """
    _complete()
    try:
        scenario = Scenario.model_validate(body)
    except ValidationError as error:
        raise Invalid(with_actions(_told(problems_of(error, Scenario)), body)) from None
    _check_tree(scenario)
    if all(action.id for _, action in walk(scenario)):
        return scenario
    return Scenario.model_validate(_with_ids(scenario))


def with_actions(problems: Iterable[Problem], body: Any) -> list[Problem]:
    """The problems, each with the id of the action in which its path lies: the innermost that has one.

    body: as it was written, or as it is stored.
    """
    return [replace(problem, action=_action_at(body, problem.path)) for problem in problems]


def _action_at(body: Any, path: Path) -> str | None:
    found: str | None = None
    for before, step in zip((None, *path), path, strict=False):
        if isinstance(body, Mapping):
            body = body.get(step)
        elif isinstance(body, Sequence) and not isinstance(body, str) and isinstance(step, int):
            body = body[step] if step < len(body) else None
        else:
            return found
        if before == "actions" and isinstance(body, Mapping) and isinstance(body.get("id"), str):
            found = body["id"]
    return found


def schema() -> dict[str, Any]:
    """JSON Schema of a scenario with every registered event and action type."""
    _complete()
    return Scenario.model_json_schema()


@functools.cache
def _complete() -> None:
    """Tell the model which types are registered; not at import, since plug-ins may be switched off at the start."""
    _ = ACTIONS.adapter
    names = {
        "AnyEvent": _union(tuple(EVENTS.by_name.values())),
        "AnyAction": _union(tuple(ACTIONS.by_name.values())),
    }
    Scenario.model_rebuild(_types_namespace=names)


def _union(classes: tuple[type[Any], ...]) -> Any:
    return Annotated[functools.reduce(operator.or_, classes), Field(discriminator="type")]


def _told(found: list[Problem]) -> list[Problem]:
    """Findings at paths as the builder wrote them: without the type names that pydantic puts in for unions, and
    without the count of a list that is short only because an item of it is wrong."""
    types = {*ACTIONS.by_name, *EVENTS.by_name}
    told = [replace(problem, path=_written(problem.path, types)) for problem in found]
    return [
        problem
        for problem in told
        if problem.code != "too_short"
        or not any(
            len(other.path) > len(problem.path) and other.path[: len(problem.path)] == problem.path
            for other in told
        )
    ]


def _written(path: Path, types: set[str]) -> Path:
    before = (None, *path)
    return tuple(
        step
        for last, step in zip(before, path, strict=False)
        if not (step in types and (isinstance(last, int) or last == "event"))
    )


def _check_tree(scenario: Scenario) -> None:
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, (path, action) in enumerate(walk(scenario)):
        if action.id in seen:
            text = Text("Идентификатор «{id}» уже занят", "The id '{id}' is taken").format(id=action.id)
            problems.append(Problem("duplicate_id", text, (*path, "id")))
        if action.id:
            seen.add(action.id)
        if number == MAX_ACTIONS:
            text = Text("Больше {most} действий", "More than {most} actions").format(most=MAX_ACTIONS)
            problems.append(Problem("too_many_actions", text, path))
        if path.count("actions") > MAX_DEPTH:
            text = Text("Вложено глубже {most}", "Nested deeper than {most}").format(most=MAX_DEPTH)
            problems.append(Problem("too_deep", text, path))
    if problems:
        raise Invalid(problems)


def _with_ids(scenario: Scenario) -> dict[str, Any]:
    """The body with an id for every action: `a1`, `a2` … beyond the greatest in use.

    Numbers, not chance: an app folder whose files carry no ids is the same each time it is applied.
    """
    body = scenario.model_dump(exclude_unset=True)
    taken = [action.id for _, action in walk(scenario) if action.id]
    next_number = 1 + max((int(i[1:]) for i in taken if i[0] == "a" and i[1:].isdecimal()), default=0)
    for path, action in walk(scenario):
        if action.id:
            continue
        place: Any = body
        for step in path:
            place = place[step]
        place["id"] = f"a{next_number}"
        next_number += 1
    return body
