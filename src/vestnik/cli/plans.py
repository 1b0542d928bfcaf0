"""How a plan of changes is shown."""

from __future__ import annotations

import json

from rich.markup import escape

from vestnik.cli.output import line_of, out
from vestnik.definitions.folder.apply import Plan

_SIGNS = {"create": "[green]+[/]", "change": "[yellow]~[/]", "delete": "[red]-[/]", "unchanged": " "}


def show(plan: Plan) -> None:
    """Print each definition with what becomes of it, its differences and its problems."""
    for step in plan.steps:
        note = " [yellow](stored disabled)[/]" if step.disabled else ""
        out.print(f"{_SIGNS[step.action]} {step.kind} [bold]{escape(step.name)}[/] {step.action}{note}")
        if step.action == "change":
            for difference in step.differences:
                told = difference.as_json()
                before, after = (_short(told[side]) if side in told else "—" for side in ("before", "after"))
                out.print(f"    {escape(told['path'])}: {escape(before)} → {escape(after)}")
        for problem in step.problems:
            out.print(f"    {problem.severity}: {escape(line_of(problem))}")
        for affected in step.affected:
            out.print(f"    affects {affected.kind} {escape(affected.name)}")


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 100 else text[:97] + "…"
