"""From a message variable to a letter in the run's buffer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vestnik.kernel.values import Value
from vestnik.scenarios.trace import shown

if TYPE_CHECKING:
    from vestnik.scenarios.actions.send_message import SendMessage
    from vestnik.scenarios.step import Step


MOST_KEPT = 500
"""Letters of one run whose values are kept; of the others the expressions alone tell."""


def send(step: Step, action: SendMessage, message: Mapping[str, Value]) -> None:
    """Compose and render the letter now, so that whatever is wrong with it fails this action; queue it at commit.

    Mail of a run that a person started by a button is not marked `Auto-Submitted` (spec/contract.md 4, M16).
    """
    step.run.count_letter()
    assert action.id is not None
    letter = step.seat.composer.compose(
        connection=action.connection,
        route=action.route,
        message=message,
        automatic=step.scene.chain[0][1] != "button_clicked",
        place=(action.id, step.scene.path),
        record=step.scene.occurrence.record,
        priority=action.priority,
        send_at=step.moment(action.send_at, "send_at"),
    )
    kept = origin(step, message)
    if letter.ignored:
        kept["ignored"] = [text.as_json() for text in letter.ignored]
    step.run.letters.append(replace(letter, origin=kept))
    step.run.trace.note(
        "letter",
        scenario=step.scene.scenario,
        action=action.id,
        route=action.route,
        message=kept.get("values", {}),
    )


def origin(step: Step, message: Mapping[str, Value]) -> dict[str, Any]:
    """What is kept with a letter: `{scenario, version, event, action, values?}`."""
    kept: dict[str, Any] = {
        "scenario": step.scene.scenario,
        "version": step.scene.version,
        "event": step.scene.occurrence.type,
        "action": step.action.id,
    }
    if step.run.stack.letters <= MOST_KEPT:
        kept["values"] = shown(message)
    return kept
