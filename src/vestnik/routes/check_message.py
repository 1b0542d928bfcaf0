"""A scenario's variables held against the attributes of its route, before anything runs (spec/routes.md 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from vestnik.kernel.problem import Path, Problem
from vestnik.kernel.text import Text
from vestnik.routes.attribute import MessageAttribute, find
from vestnik.routes.message import undeclared_variable


class Variable(Protocol):
    """One row of the table of *change variable values*. path: where it stands in the scenario."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> Path: ...

    @property
    def children(self) -> Sequence[Variable]: ...


def check_message(
    attributes: Sequence[MessageAttribute],
    variables: Sequence[Variable],
    inside: MessageAttribute | None = None,
) -> Iterator[Problem]:
    """What will go wrong, or unheard, when this table becomes a message of the route.

    attributes: the route's `request`. variables: rows, of one table or of several that fill the same set. Undeclared
    variables are warnings; a scalar given twice in one table, and children where there can be none, are errors.
    """
    seen: Counter[Path] = Counter()
    for variable in variables:
        attribute = find(attributes, variable.name)
        row = (*variable.path[:-1], variable.name)
        seen[row] += 1
        if attribute is None:
            yield undeclared_variable(variable.name, attributes, variable.path)
            continue
        if seen[row] == 2 and not attribute.array:
            yield _twice(variable, attributes, variables, inside)
        if attribute.type == "object":
            yield from check_message(attribute.children, variable.children, attribute)
        elif variable.children:
            yield Problem("children_not_allowed", _NO_CHILDREN.format(name=variable.name), variable.path)


_NO_CHILDREN = Text(
    "У атрибута {name} нет вложенных: задайте значение самой переменной",
    "The attribute {name} has no children: give the variable itself a value",
)


def _twice(
    variable: Variable,
    attributes: Sequence[MessageAttribute],
    variables: Sequence[Variable],
    inside: MessageAttribute | None,
) -> Problem:
    """A child given twice is most often one that was copied and not renamed: name the one that is missing."""
    given = {other.name for other in variables}
    missing = next((attribute.name for attribute in attributes if attribute.name not in given), None)
    name = f"{inside.name}.{variable.name}" if inside else variable.name
    hint = (
        Text(
            f" Не задан {missing}: возможно, имелся в виду он",
            f" {missing} is not given: perhaps it was meant",
        )
        if inside and missing
        else Text("", "")
    )
    return Problem(
        "duplicate_variable",
        Text("Переменная {name} задана дважды.{hint}", "The variable {name} is given twice.{hint}").format(
            name=name, hint=hint
        ),
        variable.path,
        suggestion=missing if inside else None,
    )
