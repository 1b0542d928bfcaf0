"""Operators: kinds that go together, and enum values opposite an enum attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.expressions.formula import nodes
from vestnik.expressions.formula.checks.queries import condition
from vestnik.expressions.formula.nodes import Node, Place
from vestnik.expressions.formula.types import (
    ANY,
    BOOLEAN,
    DURATION,
    LETTER,
    NAMES,
    NUMBER,
    OF_LETTER,
    TEXT,
    Type,
)
from vestnik.expressions.objects import AttributeInfo
from vestnik.kernel.text import Text

if TYPE_CHECKING:
    from vestnik.expressions.formula.check import Checked


def chain(checked: Checked, node: nodes.Chain) -> Type:
    operator = node.rest[0][0]
    if operator in ("==", "!="):
        left: Node = node.first
        for index, (_, right) in enumerate(node.rest):
            if index == 0:
                compared(checked, left, right)
            else:
                checked.visit(right)
        return BOOLEAN
    if operator in ("&&", "||"):
        for operand in (node.first, *(operand for _, operand in node.rest)):
            condition(checked, operand)
        return BOOLEAN
    found = checked.visit(node.first)
    for sign, operand in node.rest:
        found = _arithmetic(checked, sign, found, checked.visit(operand), operand)
    return found


def _arithmetic(checked: Checked, sign: nodes.Operator, left: Type, right: Type, operand: Node) -> Type:
    if left.kind is None or right.kind is None:
        return BOOLEAN if sign in ("<", ">", "<=", ">=") else ANY
    letters = LETTER[left.kind] + LETTER[right.kind]
    if sign in ("<", ">", "<=", ">="):
        if letters in ("NN", "TT", "PP", "DD"):
            return BOOLEAN
    elif sign == "+" and "T" in letters:
        return TEXT
    elif result := _ARITHMETIC.get(sign + letters):
        return result
    message = Text(
        "Операция «{sign}» не определена: {left} и {right}",
        "'{sign}' is not defined for {left} and {right}",
    )
    checked.add(
        "type_error",
        operand.at,
        message.format(sign=sign, left=NAMES[letters[0]], right=NAMES[letters[1]]),
    )
    return BOOLEAN if sign in ("<", ">", "<=", ">=") else ANY


def unary(checked: Checked, node: nodes.Unary) -> Type:
    if node.operator == "!":
        condition(checked, node.operand)
        return BOOLEAN
    found = checked.visit(node.operand)
    if found.kind in (None, "number", "duration"):
        return found if found.kind else ANY
    message = Text("Минус не определён: {kind}", "Minus is not defined for {kind}")
    checked.add("type_error", node.at, message.format(kind=NAMES[LETTER[found.kind]]))
    return ANY


def compared(checked: Checked, left: Node, right: Node) -> tuple[Type, Type]:
    """Both sides of an equality; a bare word opposite an enum attribute is one of its values."""
    bare_left = isinstance(left, nodes.Word) and left.name not in checked.locals
    bare_right = isinstance(right, nodes.Word) and right.name not in checked.locals
    if bare_left and not bare_right:
        after = checked.visit(right)
        return _enum_side(checked, left, after), after
    before = checked.visit(left)
    after = _enum_side(checked, right, before) if bare_right else checked.visit(right)
    for constant_side, enum_side in ((right, before), (left, after)):
        _enum_text(checked, constant_side, enum_side)
    return before, after


def _enum_side(checked: Checked, node: Node, opposite: Type) -> Type:
    attribute = _enum_of(opposite)
    if not isinstance(node, nodes.Word) or attribute is None:
        return checked.visit(node)
    checked.types[node] = TEXT
    for variant in attribute.variants:
        if variant.name == node.name:
            checked.words[node] = node.name
            return TEXT
    _unknown_variant(checked, node.name, attribute, node.at)
    return TEXT


def _enum_text(checked: Checked, node: Node, opposite: Type) -> None:
    """A quoted text that no value of the list has is never equal: likely a slip, but not wrong."""
    attribute = _enum_of(opposite)
    if attribute is None or not isinstance(node, nodes.Literal) or not isinstance(node.value, str):
        return
    known = {
        text
        for variant in attribute.variants
        for text in (variant.name, str(variant.id), str(variant.id.number))
    }
    if node.value not in known:
        _unknown_variant(checked, node.value, attribute, node.at, warn=True)


def _unknown_variant(
    checked: Checked, name: str, attribute: AttributeInfo, place: Place, *, warn: bool = False
) -> None:
    message = Text(
        f"В списке «{attribute.name}» нет значения «{name}».",
        f"'{attribute.name}' has no value '{name}'.",
    )
    checked.unknown(
        "unknown_enum_value",
        place,
        message,
        name,
        [variant.name for variant in attribute.variants],
        warn=warn,
    )


_ARITHMETIC: dict[str, Type] = {
    "+NN": NUMBER,
    "+PP": DURATION,
    "+DP": OF_LETTER["D"],
    "+PD": OF_LETTER["D"],
    "-NN": NUMBER,
    "-PP": DURATION,
    "-DP": OF_LETTER["D"],
    "-DD": DURATION,
    "*NN": NUMBER,
    "*PN": DURATION,
    "*NP": DURATION,
    "/NN": NUMBER,
    "/PN": DURATION,
}


def _enum_of(found: Type) -> AttributeInfo | None:
    target = found.target
    return (
        target.attribute
        if target and target.sort == "enum" and target.attribute and target.attribute.variants
        else None
    )
