"""«Проверить»: everything that is wrong with a scenario before it runs, at its place (spec/scenarios.md 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vestnik.kernel.problem import Path, Problem, Problems
from vestnik.scenarios.action import Action
from vestnik.scenarios.actions.change_variables import ChangeVariables, VariableRow
from vestnik.scenarios.catalogue import Catalogue, Shape
from vestnik.scenarios.place import Place
from vestnik.scenarios.scenario import Scenario, walk, with_actions
from vestnik.scenarios.variables import SYSTEM

_OPERATORS = "/ontology/session/operator#"
"""Namespace of the N3 goals that set variables (spec/n3.md 5.4)."""


def check(scenario: Scenario, catalogue: Catalogue) -> list[Problem]:
    """Problems in the order of the scenario: the event, then the actions; warnings among them."""
    place = Place(
        catalogue=catalogue,
        problems=Problems(),
        path=("event",),
        template=scenario.event.context_template,
        variables=_variables(scenario),
        sets=_sets(scenario),
        in_save=scenario.event.runs_in_save(catalogue),
    )
    scenario.event.check(place)
    _check_actions(scenario.actions, replace(place, path=("actions",)))
    return with_actions(_once(place.problems.found), scenario.model_dump())


def _check_actions(actions: Sequence[Action], place: Place) -> None:
    for index, action in enumerate(actions):
        here = replace(place, path=(*place.path, index))
        action.check(here)
        inner = action.inner_template(place.template)
        for block in action.blocks():
            _check_actions(block.actions, replace(here, path=(*here.path, *block.path), template=inner))


def _variables(scenario: Scenario) -> frozenset[str] | None:
    """Every name that may be set somewhere in the scenario; None when an N3 text may set names of its own."""
    if _OPERATORS in scenario.model_dump_json():
        return None
    actions = (name for _, action in walk(scenario) for name in action.sets())
    return frozenset({*SYSTEM, *scenario.event.sets(), *actions})


def _sets(scenario: Scenario) -> Mapping[str, Sequence[Shape]]:
    """The rows of each set, those of all its *change variable values* actions one after the other."""
    sets: dict[str, list[Shape]] = {}
    for path, action in walk(scenario):
        if isinstance(action, ChangeVariables) and action.operation != "exclude":
            sets.setdefault(action.set, []).extend(_shapes(action.variables, (*path, "variables")))
    return sets


def _shapes(rows: Sequence[VariableRow], path: Path) -> tuple[Shape, ...]:
    return tuple(
        Shape(row.name, (*path, index), _shapes(row.children, (*path, index, "children")))
        for index, row in enumerate(rows)
    )


def _once(problems: list[Problem]) -> list[Problem]:
    """Two *send message* of one set find the same things wrong with it."""
    return list(dict.fromkeys(problems))
