"""Figures as people read them, and the same as JSON."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


class Missing(Exception):
    """What a benchmark needs and does not find; the text says what to install."""


@dataclass
class Report:
    """The figures of one benchmark, in the order in which they were taken.

    quick: fewer letters, to see that everything works; such figures are no measurement.
    """

    quick: bool = False
    figures: dict[str, float] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def count(self, full: int, least: int = 1) -> int:
        """How many letters, presses ... to take: a tenth of it when it has to be quick."""
        return max(least, full // 10) if self.quick else full

    def add(self, name: str, value: float, what: str, *, budget: str = "") -> None:
        """Note a figure: `name` in JSON (with its unit), `what` for people, `budget` of docs/design where there is one."""
        self.figures[name] = round(value, 3)
        shown = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
        note = f"   budget: {budget}" if budget else ""
        print(f"  {name:44}{shown:>10}   {what}{note}", flush=True)

    def lacks(self, why: object) -> None:
        """Say what could not be measured, and go on."""
        self.missing.append(str(why))
        print(f"  not measured: {why}", flush=True)

    def write(self, file: Path) -> None:
        """The figures as JSON, by name, beside what they were taken on."""
        whole = {**self.figures, "machine": machine(), "missing": self.missing, "quick": self.quick}
        file.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def machine() -> dict[str, str | int]:
    """What the figures were taken on."""
    model = ""
    if (cpuinfo := Path("/proc/cpuinfo")).exists():
        lines = cpuinfo.read_text().splitlines()
        model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
        "cores": os.cpu_count() or 0,
        "processor": model,
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
