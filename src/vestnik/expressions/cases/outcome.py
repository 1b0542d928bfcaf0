"""What one vector came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """expected and got are written for people; they are empty where the case passed."""

    id: str
    passed: bool
    expected: str = ""
    got: str = ""
