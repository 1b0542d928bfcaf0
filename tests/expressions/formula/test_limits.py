"""No formula hangs, fills the memory or breaks the evaluator (spec/formula.md 5)."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.worlds import World
from vestnik.expressions.faults import ExpressionFault
from vestnik.expressions.formula import compile_formula
from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.scope import Limits
from vestnik.kernel.problem import Invalid

Fault = Callable[..., ExpressionFault]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ('CONCAT("aaaaaaaaaa", "bbbbbbbbbb")', Limits(text=15)),
        ('"aaaaaaaaaa" + "bbbbbbbbbb"', Limits(text=15)),
        ('FORMAT("{0}{0}{0}", LIST("aaaaaaaaaa"))', Limits(text=15)),
        ('HTMLESCAPE("<<<<<<<<<<")', Limits(text=15)),
        ('JOIN("----------", LIST(1, 2, 3))', Limits(text=15)),
        ('REGEXREPLACE("aaaaaaaaaa", "a", "bb")', Limits(text=15)),
        ("LIST(1, 2, 3, 4)", Limits(items=3)),
        ("from p in $Pozitsii select p", Limits(items=2)),
        ("from p in $Pozitsii select $Pozitsii", Limits(items=5)),
        ("UNION(LIST(1, 2), LIST(3, 4))", Limits(items=3)),
        ("from a in $Pozitsii select (from b in $Pozitsii select (from c in $Pozitsii select 1))", Limits(operations=20)),
        ("WORKDAYS(NOW(), 1000000)", Limits(operations=10_000)),
        ("VALUE(WORKDAYS(NOW(), 1000000), 1)", Limits(operations=10_000)),
        ("WORKHOURS(NOW(), 1000000, DURATION('PT9H'), DURATION('PT1H'))", Limits(seconds=0.05)),
    ],
)  # fmt: skip
def test_a_limit_ends_the_evaluation(fault: Fault, text: str, limits: Limits) -> None:
    assert fault(text, limits=limits).kind == "limit_exceeded"


@pytest.mark.parametrize(
    "text",
    [
        "POW(9999999, 999999999999)",
        "POW(1.0000001, 999999999999999999)",
        "POW(0.5, 999999999999)",
        "POW(2, 0.123456789) + SQRT(2)",
        "ROUND(1.5, 28)",
        "MATCHES(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a+)+$\")",
        "MATCHES(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"\\b(a+)+$\")",
        "MATCHES(\"a\", \"((((a{1,100}){1,100}){1,100}){1,100}){1,100}\")",
        "WORKDAYS(NOW(), 999999999999999999999999)",
        "WORKDAYSDURATION(CREATEDATE(1, 1, 2), CREATEDATE(9999, 12, 30))",
        "ADDDAYS(NOW(), 99999999999999999999)",
        "FORMAT(\"{0:N28}\", LIST(0.0000001))",
        "TODURATION(99999999999999999999999999)",
        "DURATION(\"P999999999999Y\")",
        "QUOTIENT(9999999999999999999999999999, 0.0000000000000000000000000001)",
        "INDEXOF(\"a\", \"a\", 99999999999999999999)",
        "CENTURY(ENDOFYEAR(CREATEDATE(9999, 12, 31)))",
        "ENDOFDAY(CREATEDATE(9999, 12, 31))",
        "ADDYEARS(CREATEDATE(1, 1, 1), -1)",
        "STARTOFWEEKUTC(CREATEDATE(1, 1, 1))",
    ],
)  # fmt: skip
def test_nothing_takes_long(evaluate: Any, text: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(ExpressionFault, Invalid):
        evaluate(text, Limits(seconds=0.2))
    assert time.monotonic() - started < 1.5


def test_common_elements_of_two_long_lists_are_found_by_look_up(evaluate: Any) -> None:
    numbers = [{"ref": f"rec.{n}"} for n in range(1_000, 6_000)]
    others = [{"ref": f"rec.{n}"} for n in range(5_999, 12_000)]
    item = {"A": numbers, "B": others, "C": others[1:]}
    started = time.process_time()
    assert evaluate("$A == $B", item=item) is True
    assert evaluate("$A == $C", item=item) is False
    assert time.process_time() - started < 2


_VALUES = st.sampled_from(
    [
        "$Tema", "$Pusto", "$Summa", "$Srok", "$Interval", "$Srochno", "$Status", "$Pozitsii", "$Kopiya", "$Poluchatel",
        "$$mail", "$$n", "1", "0", "-1", "2.5", "99999999999999999999", "\"a\"", "\"\"", "true", "LIST(1, \"a\")", "NOW()",
        "\"{0:N9}\"", "\"dd.MM.yyyy\"", "\"P1D\"", "\"Europe/Berlin\"", "(from p in $Pozitsii select p->Summa)", "DURATION('PT9H')",
        "1 / 0",
    ]
)  # fmt: skip


@st.composite
def _formulas(draw: st.DrawFn) -> str:
    def node(depth: int) -> str:
        sort = draw(st.integers(0, 3 if depth else 0))
        if sort == 0:
            return draw(_VALUES)
        if sort == 1:
            operator = draw(st.sampled_from(["+", "-", "*", "/", "==", "!=", "<", ">=", "&&", "||"]))
            return f"({node(depth - 1)} {operator} {node(depth - 1)})"
        function = FUNCTIONS[draw(st.sampled_from(sorted(FUNCTIONS)))]
        counts = [count for count in range(7) if function.takes(count)][:3]
        return f"{function.name}({', '.join(node(depth - 1) for _ in range(draw(st.sampled_from(counts))))})"

    return node(2)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_formulas())
def test_any_formula_gives_a_value_a_fault_or_problems(world: World, text: str) -> None:
    with contextlib.suppress(ExpressionFault, Invalid):
        formula = compile_formula(text, world.schema, worlds.ITEM, variables=world.variables)
        formula.evaluate(world.scope)
