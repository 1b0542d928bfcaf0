"""How a run fails: the error, and where in which scenario it happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vestnik.kernel.problem import Path, Refused, VestnikError
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

if TYPE_CHECKING:
    from vestnik.scenarios.action import Action
    from vestnik.scenarios.state import Scene


class DefinitionChanged(Refused):
    """Templates are live while a run waits; what the scenario names may be gone."""

    code = "definition_changed"
    text = Text(
        "«{what}» больше нет в шаблоне «{template}»: он изменился после сохранения сценария. Проверьте сценарий",
        "'{what}' is no longer part of the template '{template}', which changed after the scenario was saved. "
        "Check the scenario",
    )


class DeliveryFailed(Refused):
    code = "delivery_failed"
    text = Text(
        "Письмо {message} не доставлено: {why}. Чтобы сценарий продолжался, укажите переменную для ответа с ошибкой",
        "The message {message} was not delivered: {why}. To go on all the same, name a variable for the error response",
    )


class ActionFailed(Refused):
    """An action failed. It speaks with the words and the code of its cause and adds where that was.

    run: the id under which the failed run can be looked at, known once it is noted.
    """

    def __init__(self, cause: VestnikError, scene: Scene, action: Action | None) -> None:
        self.cause = cause
        self.code = cause.code  # type: ignore[misc]  # a failure is told under its cause's code
        self.scenario = scene.scenario
        self.action_id = action.id if action else None
        self.action_label = action.label if action else None
        self.chain = scene.chain
        self.run: Ref | None = None
        place: Path = ("scenarios", scene.scenario, *(("actions", action.id) if action and action.id else ()))
        super().__init__(
            problems=[replace(problem.under(*place), action=self.action_id) for problem in cause.problems]
        )
        self.message = cause.message
        self.args = (cause.message.en,)

    def as_json(self) -> dict[str, Any]:
        """What the run's row keeps: `{code, message, scenario, action, chain, errors}`."""
        return {
            "code": self.code,
            "message": self.message.as_json(),
            "scenario": self.scenario,
            "action": self.action_id,
            "chain": [list(link) for link in self.chain],
            "errors": [
                {
                    "path": ".".join(map(str, problem.path)),
                    "code": problem.code,
                    "message": problem.message.as_json(),
                    "line": problem.line,
                    "column": problem.column,
                    "action": problem.action,
                }
                for problem in self.problems
            ],
        }
