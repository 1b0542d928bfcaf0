"""The state of a run: a stack of scenes, each a stack of frames, all of it JSON (design.md, "Runs").

    Run state
      Scene 0  the scenario that the event started: its variables, its origin
        Frame    the scenario's own actions, at position 2
        Frame    the loop that is action 2: materialised items, the item in hand, at position 0
      Scene 1  a scenario that an action of scene 0 set off (a cascade); runs before scene 0 goes on
        Frame    ...

Waiting is writing this down and committing; resuming is reading it. What cannot be written down (savepoints) is rebuilt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from vestnik.kernel.values import Ref, Value, dump, load
from vestnik.scenarios.occurrence import Occurrence

RunState: TypeAlias = Literal["running", "waiting", "done", "failed", "cancelled"]
Wrap: TypeAlias = Literal["none", "guard", "detached"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One pass through one block of a container: the context of its actions, and what the loop variable becomes."""

    context: Ref | None
    block: int = 0
    item: Value = None


@dataclass(slots=True)
class Frame:
    """A place in a scenario where actions are being run.

    action: the container whose blocks run; None for the scenario's own actions.
    turns: what is to be run, materialised when the container began. turn, position: how far it came.
    variable: the loop variable. wrap: `guard` runs the action itself, once, and undoes it when it fails
    (`ignore_errors`); `detached` runs the action itself, once, in a run of its own (`run_async`).
    held: events told when the frame is left: the creation of a record is told when its actions have filled it.
    """

    action: str | None
    turns: tuple[Turn, ...]
    turn: int = 0
    position: int = 0
    variable: str | None = None
    wrap: Wrap = "none"
    held: tuple[Occurrence, ...] = ()

    @property
    def context(self) -> Ref | None:
        """The record in whose context the actions of this frame run."""
        return self.turns[self.turn].context if self.turns else None

    def as_json(self) -> dict[str, Any]:
        return {
            "action": self.action,
            "turns": [[dump(turn.context), turn.block, dump(turn.item)] for turn in self.turns],
            "turn": self.turn,
            "position": self.position,
            "variable": self.variable,
            "wrap": self.wrap,
            "held": [event.as_json() for event in self.held],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Frame:
        turns = tuple(Turn(load(ref), block, load(item)) for ref, block, item in stored["turns"])  # type: ignore[arg-type]
        held = tuple(Occurrence.from_json(event) for event in stored["held"])
        return cls(**{**stored, "turns": turns, "held": held})


@dataclass(slots=True)
class Scene:
    """One scenario in progress, of a pinned version.

    number: counts the scenes of the run, so that a letter's key tells two visits of one action apart.
    chain: how it came to this, outermost first: one `(scenario, event, record)` per step; its length is the depth.
    """

    number: int
    scenario: str
    version: int
    occurrence: Occurrence
    chain: tuple[tuple[str, str, str], ...]
    variables: dict[str, Value] = field(default_factory=dict)
    frames: list[Frame] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where the scene stands in its loops: `0:2.5` is scene 0, third turn of the outer, sixth of the inner loop."""
        return f"{self.number}:" + ".".join(
            str(frame.turn) for frame in self.frames[1:] if frame.wrap == "none"
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "scenario": self.scenario,
            "version": self.version,
            "occurrence": self.occurrence.as_json(),
            "chain": [list(step) for step in self.chain],
            "variables": dump(self.variables),
            "frames": [frame.as_json() for frame in self.frames],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Scene:
        return cls(
            number=stored["number"],
            scenario=stored["scenario"],
            version=stored["version"],
            occurrence=Occurrence.from_json(stored["occurrence"]),
            chain=tuple((scenario, event, record) for scenario, event, record in stored["chain"]),
            variables=dict(load(stored["variables"])),  # type: ignore[arg-type]
            frames=[Frame.from_json(frame) for frame in stored["frames"]],
        )


@dataclass(frozen=True, slots=True)
class Wait:
    """The run stands at a *send message* and wants the server's answer in one of these variables."""

    action: str
    response_variable: str | None
    error_variable: str | None


@dataclass(slots=True)
class Stack:
    """The whole state of a run besides its row: the scenes, top last, and what it waits for."""

    scenes: list[Scene] = field(default_factory=list)
    started: int = 0
    wait: Wait | None = None
    steps: int = 0
    letters: int = 0

    def as_json(self) -> dict[str, Any]:
        """JSON that `from_json` reads back to an equal stack."""
        wait = self.wait and [self.wait.action, self.wait.response_variable, self.wait.error_variable]
        return {
            "scenes": [scene.as_json() for scene in self.scenes],
            "started": self.started,
            "wait": wait,
            "steps": self.steps,
            "letters": self.letters,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Stack:
        """The inverse of `as_json`."""
        return cls(
            scenes=[Scene.from_json(scene) for scene in stored["scenes"]],
            started=stored["started"],
            wait=Wait(*stored["wait"]) if stored["wait"] else None,
            steps=stored["steps"],
            letters=stored["letters"],
        )
