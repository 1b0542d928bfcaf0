"""How a scenario's expressions are checked and computed: one entry for constants, attribute paths, formulas and N3."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vestnik.expressions.attribute_path import check_path, formula_of
from vestnik.expressions.formula import check_formula, compile_formula
from vestnik.expressions.n3 import check_n3, compile_n3
from vestnik.expressions.objects import Schema
from vestnik.expressions.scope import Scope
from vestnik.kernel.problem import Problem
from vestnik.kernel.values import Value
from vestnik.scenarios.expression import Expression, constant


class Evaluator:
    """Implements `Expressions`. Compiling is cached by the languages themselves."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def evaluate(self, expression: Expression, template: str | None, scope: Scope) -> Value:
        if expression.kind == "value":
            return constant(expression.value)
        if expression.kind == "n3":
            query = compile_n3(expression.text, self._schema, effects_allowed=scope.effects is not None)
            found = query.values(scope)
            return found[0] if len(found) == 1 else found or None
        text = formula_of(expression.text) if expression.kind == "attribute" else expression.text
        result = compile_formula(text, self._schema, template).evaluate(scope)
        return None if result == () else result


def check_expression(
    expression: Expression,
    template: str | None,
    schema: Schema,
    variables: Collection[str] | None,
    *,
    effects: bool,
) -> list[Problem]:
    """What is wrong with an expression; line and column lie inside its text.

    effects: whether the place allows an N3 text to change variables and make documents.
    """
    if expression.kind == "value":
        return []
    if expression.kind == "n3":
        return check_n3(expression.text, schema, effects_allowed=effects).problems
    if expression.kind == "attribute":
        return check_path(expression.text, schema, template).problems
    return check_formula(expression.text, schema, template, variables).problems


def check_template_expression(expression: Mapping[str, str], template: str, schema: Schema) -> list[Problem]:
    """What is wrong with an expression of a template: a check, a condition, what an attribute is computed by."""
    given = Expression.model_validate(expression)
    return check_expression(given, template, schema, ("dialogVariables",), effects=False)
