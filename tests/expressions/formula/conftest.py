"""A small world and short ways to evaluate in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from vestnik.expressions.cases import worlds
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import check_formula, compile_formula
from vestnik.kernel.problem import Problem
from vestnik.kernel.values import Value

CONTEXT: dict[str, Any] = {
    "user": "account.1",
    "accounts": {
        "account.1": {"username": "ivanov", "fullName": "Иванов Иван", "mbox": "ivanov@example.org", "language": "ru"},
        "account.2": {"username": "petrova", "fullName": "Петрова Анна", "mbox": "petrova@example.org", "manager": {"ref": "account.1"}},
    },
    "enums": {"Status": {"New": {"id": "ev.71"}, "Sent": {"id": "ev.72"}}},
    "item": {
        "id": {"ref": "rec.101"},
        "Poluchatel": {"ref": "account.2"},
        "Kopiya": [{"ref": "account.1"}, {"ref": "account.2"}],
        "Tema": "Договор",
        "Pusto": None,
        "Summa": 12.5,
        "Srok": {"datetime": "2025-05-28T10:00:00"},
        "Interval": {"duration": "PT1H30M"},
        "Srochno": True,
        "Status": {"enum": ["Status", "Sent"]},
        "Pozitsii": [{"ref": "rec.301"}, {"ref": "rec.302"}, {"ref": "rec.303"}],
    },
    "db": {
        "Pozitsii": {
            "rec.301": {"Nazvanie": "Бумага", "Summa": 100, "Zakaz": {"ref": "rec.101"}},
            "rec.302": {"Nazvanie": "Ручка", "Summa": 50, "Zakaz": {"ref": "rec.101"}},
            "rec.303": {"Nazvanie": "Степлер", "Summa": None, "Zakaz": {"ref": "rec.101"}},
        },
    },
    "vars": {"mail": {"object": {"To": {"object": {"Address": "a@example.org"}}}}, "n": 3},
}  # fmt: skip


@pytest.fixture
def world() -> worlds.World:
    """The small world itself."""
    return worlds.build(CONTEXT)


@pytest.fixture
def evaluate() -> Callable[..., Value]:
    """`evaluate(text, **context)`: the value in the small world, or a fault raised."""

    def run(text: str, limits: Any = None, **context: Any) -> Value:
        world = worlds.build({**CONTEXT, **context})
        formula = compile_formula(text, world.schema, worlds.ITEM, variables=world.variables)
        return formula.evaluate(replace(world.scope, limits=limits) if limits else world.scope)

    return run


@pytest.fixture
def fault(evaluate: Callable[..., Value]) -> Callable[..., ExpressionFault]:
    """`fault(text)`: the fault that the formula ends in."""

    def run(text: str, **more: Any) -> ExpressionFault:
        with pytest.raises(ExpressionFault) as raised:
            evaluate(text, **more)
        return raised.value

    return run


@pytest.fixture
def problems() -> Callable[..., list[Problem]]:
    """`problems(text)`: what the static check finds."""

    def run(text: str, **context: Any) -> list[Problem]:
        world = worlds.build({**CONTEXT, **context})
        return check_formula(text, world.schema, worlds.ITEM, world.variables).problems

    return run
