"""Queries, predicates and conditions: their variables, sources, and scans that a link would save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vestnik.expressions.formula import nodes
from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.formula.nodes import Node, Place
from vestnik.expressions.formula.types import ANY, BOOLEAN, LETTER, NAMES, Type
from vestnik.expressions.formula.words import is_reserved
from vestnik.kernel.text import Text

if TYPE_CHECKING:
    from vestnik.expressions.formula.check import Checked


def _bind(checked: Checked, name: str, place: Place, found: Type) -> None:
    if is_reserved(name) or name in FUNCTIONS:
        message = Text(f"«{name}» не может быть именем переменной запроса", f"'{name}' cannot name a variable of a query")  # fmt: skip
        checked.add("reserved_word", place, message)
    elif name in checked.locals:
        message = Text(
            f"Имя «{name}» уже занято внешним запросом", f"The name '{name}' is taken by an outer query"
        )
        checked.add("duplicate_variable", place, message)
    checked.locals[name] = found


def _source(checked: Checked, source: Node) -> Type:
    found = checked.source(source)
    if isinstance(source, nodes.Literal):
        message = Text("Источник запроса — список: db->Шаблон, путь или запрос в скобках", "The source of a query is a list: db->Template, a path or a query in parentheses")  # fmt: skip
        checked.add("type_error", source.at, message)
    return found


def query(checked: Checked, node: nodes.Query) -> Type:
    outer = dict(checked.locals)
    source = _source(checked, node.source)
    _bind(checked, node.variable, node.variable_at, source.one())
    if node.where is not None:
        condition(checked, node.where)
        _scan(checked, node, source)
    if node.order is not None:
        checked.visit(node.order)
    found = checked.visit(node.select).list()
    checked.locals = outer
    return found


def _scan(checked: Checked, node: nodes.Query, source: Type) -> None:
    """A whole template is filtered by a link to the record in hand: the link itself would do."""
    if (
        not isinstance(node.source, nodes.Template)
        or source.target is None
        or not isinstance(node.where, nodes.Chain)
    ):
        return
    for link, other in _equalities(node.where):
        if (
            isinstance(link, nodes.Path)
            and isinstance(link.base, nodes.Word)
            and link.base.name == node.variable
            and len(link.steps) == 1
            and isinstance(step := link.steps[0], nodes.Step)
            and isinstance(other, nodes.Attribute)
            and other.name == "id"
            and checked.types.get(link, ANY).kind == "reference"
        ):
            better = f"$id<-{node.source.name}:{step.name}"
            message = Text(
                f"Запрос просматривает весь шаблон «{node.source.name}»; быстрее обратная стрелка: {better}",
                f"The query scans the whole template '{node.source.name}'; a reverse arrow is faster: {better}",
            )
            checked.add("whole_template_scan", node.source.at, message, better, warn=True)
            return


def condition(checked: Checked, node: Node) -> None:
    found = checked.visit(node)
    if found.kind not in (None, "boolean"):
        message = Text("Условие должно быть логическим, а здесь {kind}", "A condition must be a boolean, this is {kind}")  # fmt: skip
        checked.add("type_error", node.at, message.format(kind=NAMES[LETTER[found.kind]]))


def predicate(checked: Checked, node: nodes.Predicate) -> Type:
    outer = dict(checked.locals)
    source = _source(checked, node.source)
    _bind(checked, node.variable, node.variable_at, source.one())
    condition(checked, node.test)
    checked.locals = outer
    return BOOLEAN


def _equalities(node: nodes.Chain) -> Iterable[tuple[Node, Node]]:
    """`a == b` and its mirror, in a condition or in its parts joined by &&."""
    if node.rest[0][0] == "==" and len(node.rest) == 1:
        yield node.first, node.rest[0][1]
        yield node.rest[0][1], node.first
    elif node.rest[0][0] == "&&":
        for part in (node.first, *(operand for _, operand in node.rest)):
            if isinstance(part, nodes.Chain):
                yield from _equalities(part)
