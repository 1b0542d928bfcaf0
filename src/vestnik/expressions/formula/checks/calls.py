"""Calls: names, numbers and kinds of arguments, constants that are tried at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.expressions.formula import foreign_names, nodes
from vestnik.expressions.formula.checks.operators import compared
from vestnik.expressions.formula.checks.queries import predicate
from vestnik.expressions.formula.faults import Fault
from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.formula.nodes import Node
from vestnik.expressions.formula.placeholders import unused_argument
from vestnik.expressions.formula.signatures import Function, Parameter
from vestnik.expressions.formula.types import ANY, BOOLEAN, LETTER, NAMES, OF_LETTER, Type, kinds_in_words
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value

if TYPE_CHECKING:
    from vestnik.expressions.formula.check import Checked


def call(checked: Checked, node: nodes.Call) -> Type:
    function = FUNCTIONS.get(node.name)
    if function is None:
        message = Text(f"Нет функции {node.name}.", f"There is no function {node.name}.")
        if ours := foreign_names.FUNCTIONS.get(node.name.upper()):
            checked.unknown("unknown_function", node.name_at, message, ours, (ours,))
        else:
            checked.unknown("unknown_function", node.name_at, message, node.name, FUNCTIONS)
        for argument in node.arguments:
            checked.visit(argument)
        return ANY
    if function.alias_of:
        message = Text(f"Пишите {function.alias_of}", f"Write {function.alias_of}")
        checked.add("deprecated_name", node.name_at, message, function.alias_of, warn=True)
    if (
        node.name in ("ANY", "ALL")
        and len(node.arguments) == 1
        and isinstance(node.arguments[0], nodes.Predicate)
    ):
        checked.types[node.arguments[0]] = predicate(checked, node.arguments[0])
        return BOOLEAN
    if node.name in ("EQUALS", "NOTEQUALS") and len(node.arguments) == 2:
        types = list(compared(checked, *node.arguments))
    else:
        types = [_argument(checked, function, node, index) for index in range(len(node.arguments))]
    if not function.takes(len(node.arguments)):
        message = Text("Неверное количество аргументов: {signature}, а дано {n}", "Wrong number of arguments: {signature}, {n} given")  # fmt: skip
        checked.add(
            "wrong_argument_count",
            node.name_at,
            message.format(signature=function.signature, n=len(types)),
        )
        return OF_LETTER.get(function.signature.result, ANY)
    result = _result(checked, function, node, types)
    _constants(checked, function, node)
    if node.name == "FORMAT":
        _placeholders(checked, node)
    return result


def _argument(checked: Checked, function: Function, node: nodes.Call, index: int) -> Type:
    argument = node.arguments[index]
    found = checked.visit(argument)
    if function.signature.parameters:
        parameter = function.signature.parameter(index)
        if found.kind is not None and not _fits(parameter, found):
            message = Text("{function}: «{name}» — {needed}, а здесь {got}", "{function}: '{name}' is {needed}, this is {got}")  # fmt: skip
            parts = {
                "function": function.name,
                "name": parameter.name,
                "needed": kinds_in_words(parameter.kinds),
                "got": NAMES[LETTER[found.kind]],
            }
            checked.add("type_error", argument.at, message.format(**parts))
            return ANY
    if isinstance(argument, nodes.Call) and argument.name.startswith("CONVERTTIMEZONE") and not function.name.startswith("FORMAT"):  # fmt: skip
        _shifted(checked, argument)
    return found


def _shifted(checked: Checked, node: nodes.Call) -> None:
    message = Text(
        "После {name} это другой момент времени: показывайте его через FORMAT, не считайте с ним",
        "After {name} this is another moment: show it by FORMAT, do not calculate with it",
    )
    checked.add("shifted_clock", node.at, message.format(name=node.name), warn=True)


def _result(checked: Checked, function: Function, node: nodes.Call, types: list[Type]) -> Type:
    if function.cases and all(found.kind is not None for found in types):
        letters = "".join(LETTER[found.kind] for found in types if found.kind)
        for case in function.cases:
            kinds, _, result = case.partition(":")
            if kinds == letters:
                return OF_LETTER[result]
        names = [NAMES[letter] for letter in letters]
        message = Text("{function} не принимает {kinds}", "{function} does not take {kinds}")
        kinds_text = Text(", ".join(name.ru for name in names), ", ".join(name.en for name in names))
        checked.add("type_error", node.at, message.format(function=function.name, kinds=kinds_text))
        return ANY
    if function.infer:
        return function.infer(types)
    return OF_LETTER[function.signature.result]


def _constants(checked: Checked, function: Function, node: nodes.Call) -> None:
    """Constant arguments are tried now; what they name is looked up."""
    given = tuple(constant(argument) for argument in node.arguments)
    if function.constant and any(value is not None for value in given):
        try:
            function.constant(given)
        except Fault as fault:
            code = "unsupported" if fault.kind == "unsupported" else "bad_literal"
            place = next(
                (argument.at for argument, value in zip(node.arguments, given, strict=True) if isinstance(value, str) and value),
                node.at,
            )  # fmt: skip
            checked.add(code, place, fault.message)
    if function.names:
        try:
            function.names(checked.schema, checked.context.template if checked.context else None, given)
        except Fault as fault:
            checked.add(fault.kind, node.at, fault.message)


def _placeholders(checked: Checked, node: nodes.Call) -> None:
    pattern, values = node.arguments
    if (
        not isinstance(values, nodes.Call)
        or values.name != "LIST"
        or not isinstance(given := constant(pattern), str)
    ):
        return
    if any(checked.types.get(value, ANY).many for value in values.arguments):
        return
    try:
        finding = unused_argument(given, len(values.arguments))
    except Fault as fault:
        checked.add("bad_literal", pattern.at, fault.message)
        return
    if finding:
        checked.add(
            finding.code,
            pattern.at,
            finding.message,
            finding.suggestion,
            warn=finding.severity == "warning",
        )


def constant(node: Node) -> Value:
    """The value of a literal; None of anything else."""
    return node.value if isinstance(node, nodes.Literal) else None


def _fits(parameter: Parameter, found: Type) -> bool:
    """Whether a kind that is certain can be taken. Text takes everything but booleans of conditions: all become text."""
    if found.kind is None or {"T", "X", "L"} & set(parameter.kinds):
        return True
    return LETTER[found.kind] in parameter.kinds
