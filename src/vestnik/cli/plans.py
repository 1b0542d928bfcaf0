"""How a plan of changes is shown."""

from __future__ import annotations

import json

from rich.markup import escape

from vestnik.cli.output import language, line_of, out
from vestnik.definitions.folder.apply import Plan
from vestnik.kernel.text import Text

_ACTIONS = {
    "create": Text("создать", "create"),
    "change": Text("изменить", "change"),
    "delete": Text("удалить", "delete"),
    "unchanged": Text("без изменений", "unchanged"),
}
_OFF = Text("отключается", "is switched off")
_AFFECTS = Text("затрагивает", "affects")
_SEVERITIES = {"error": Text("ошибка", "error"), "warning": Text("предупреждение", "warning")}
_SIGNS = {"create": "[green]+[/]", "change": "[yellow]~[/]", "delete": "[red]-[/]", "unchanged": " "}


def show(plan: Plan) -> None:
    """Print each definition with what becomes of it, its differences and its problems."""
    for step in plan.steps:
        spoken = language()
        note = f" [yellow]({_OFF.of(spoken)})[/]" if step.disabled else ""
        action = _ACTIONS[step.action].of(spoken)
        out.print(f"{_SIGNS[step.action]} {step.kind} [bold]{escape(step.name)}[/] {action}{note}")
        if step.action == "change":
            for difference in step.differences:
                told = difference.as_json()
                before, after = (_short(told[side]) if side in told else "—" for side in ("before", "after"))
                out.print(f"    {escape(told['path'])}: {escape(before)} → {escape(after)}")
        for problem in step.problems:
            out.print(f"    {_SEVERITIES[problem.severity].of(spoken)}: {escape(line_of(problem))}")
        for affected in step.affected:
            out.print(f"    {_AFFECTS.of(spoken)} {affected.kind} {escape(affected.name)}")


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 100 else text[:97] + "…"
