"""Formulas: compiling once, evaluating once compiled (budget of the worked example: 50 µs)."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

from bench.report import Report

from vestnik.expressions.cases import worlds
from vestnik.expressions.formula.check import check
from vestnik.expressions.formula.compile import Compiler
from vestnik.expressions.formula.formula import compile_formula
from vestnik.expressions.formula.parse import parse

ROWS = 5_000
CONTEXT: dict[str, Any] = {
    "user": "account.1",
    "accounts": {"account.1": {"fullName": "Петрова Анна", "mbox": "petrova@example.org"}},
    "item": {
        "id": {"ref": "rec.1"},
        "Poluchatel": {"ref": "account.1"},
        "Tema": "Договор",
        "Summa": 1250.5,
        "Srok": {"datetime": "2025-05-28T10:00:00"},
    },
    "db": {
        "Zatraty": {
            f"rec.{n}": {"Summa": n, "Zayavka": {"ref": f"rec.{n % 7}"}} for n in range(100, 100 + ROWS)
        },
    },
}
FORMULAS = {
    "worked example, address": "$Poluchatel->mbox",
    "worked example, name": "$Poluchatel->fullName",
    "condition": 'IF(EMPTY($Tema), "(без темы)", $Tema)',
    "sender": 'FORMAT("{0} <{1}>", LIST($Poluchatel->fullName, $Poluchatel->mbox))',
    "date in a letter": 'FORMAT("до {0:d MMMM yyyy}", LIST(ADDDAYS($Srok, 3)))',
    "arithmetic": "ROUND($Summa * 1.2 + 10 / 3, 2)",
    f"sum over {ROWS} rows by a link": "SUM(from a in db->Zatraty where a->Zayavka == $id select a->Summa)",
    f"filter of {ROWS} rows": "COUNT(from a in db->Zatraty where a->Summa > 2000 select a->id)",
}


def best(work: Callable[[], object], times: int) -> float:
    """Seconds of the fastest of five rounds, per call."""
    rounds = []
    for _ in range(5):
        begun = perf_counter()
        for _ in range(times):
            work()
        rounds.append((perf_counter() - begun) / times)
    return min(rounds)


def run(report: Report) -> None:
    """Take the figures."""
    world = worlds.build(CONTEXT)

    def compiled(text: str) -> object:
        node = parse(text)
        checked, _ = check(node, world.schema, worlds.ITEM, world.variables)
        return Compiler(checked).compile(node)

    parse("1")  # the grammar's tables are made once, at the first formula
    for name, text in FORMULAS.items():
        formula = compile_formula(text, world.schema, worlds.ITEM)
        times = 20 if "rows" in name else 5_000
        compile_us = best(lambda text=text: compiled(text), 20) * 1e6  # type: ignore[misc]
        cached_us = best(lambda text=text: compile_formula(text, world.schema, worlds.ITEM), 5_000) * 1e6  # type: ignore[misc]
        evaluate_us = best(lambda formula=formula: formula.evaluate(world.scope), times) * 1e6  # type: ignore[misc]
        short = "_".join(re.findall(r"[a-z]+", name.lower()))
        budget = "50" if "worked example" in name else ""
        report.add(f"formula_{short}_us", evaluate_us, f"µs: {name}", budget=budget)
        report.add(f"formula_{short}_compile_us", compile_us, "µs: compiled anew")
        report.add(f"formula_{short}_cached_us", cached_us, "µs: found compiled")
