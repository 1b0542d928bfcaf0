"""Offsets of browsers: JavaScript counts UTF-16 code units where Python counts characters."""

from __future__ import annotations

from bisect import bisect_right


class Utf16:
    """One text's offsets, from characters to code units and back."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, char in enumerate(text) if char > "\uffff"]
        self.length = len(text) + len(self._wide)

    def of_character(self, offset: int) -> int:
        """The code unit at which a character begins."""
        return offset + bisect_right(self._wide, offset - 1)

    def to_character(self, unit: int) -> int:
        """The character that a code unit belongs to."""
        passed = 0
        for index in self._wide:
            if index + passed + 1 >= unit:
                break
            passed += 1
        return min(unit, self.length) - passed
