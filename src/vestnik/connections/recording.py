"""A log that remembers what it hears and passes it on: what the staged test looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vestnik.connections.base import ConnectionFault, ConnectionLog, Letter, Result, Stage

MAX_LINES = 500
"""Lines of dialogue that are kept; a test needs some forty."""

MAX_CHARACTERS = 500


@dataclass
class Recording:
    """stages: (name, seconds, facts) of every stage that was passed. dialogue: `C: …` and `S: …` in order.

    passed: told of each stage at once, for those who watch.
    """

    onward: ConnectionLog
    wants_dialogue: bool = True
    stages: list[tuple[Stage, float, Mapping[str, str]]] = field(default_factory=list)
    dialogue: list[str] = field(default_factory=list)
    passed: Callable[[Stage, float, Mapping[str, str]], None] = lambda _stage, _seconds, _detail: None

    def stage(self, stage: Stage, seconds: float, detail: Mapping[str, str]) -> None:
        self.stages.append((stage, seconds, dict(detail)))
        self.onward.stage(stage, seconds, detail)
        self.passed(stage, seconds, detail)

    def client(self, line: str) -> None:
        self._remember(f"C: {line}")
        if self.onward.wants_dialogue:
            self.onward.client(line)

    def server(self, line: str) -> None:
        self._remember(f"S: {line}")
        if self.onward.wants_dialogue:
            self.onward.server(line)

    def fault(self, fault: ConnectionFault) -> None:
        self.onward.fault(fault)

    def results(self, letter: Letter, results: list[Result], seconds: float) -> None:
        self.onward.results(letter, results, seconds)

    def _remember(self, line: str) -> None:
        if len(self.dialogue) < MAX_LINES:
            self.dialogue.append(line[:MAX_CHARACTERS])
