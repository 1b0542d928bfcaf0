"""The dashboard and the page about watching name only metrics that exist."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = "".join(
    (ROOT / "src/vestnik" / path).read_text()
    for path in ("kernel/metrics.py", "runtime/metrics.py", "runtime/worker.py")
)
DECLARED = frozenset(re.findall(r'"(vestnik_[a-z_]+)"', SOURCE))


def names(text: str) -> set[str]:
    found = set(re.findall(r"vestnik_[a-z_]+", text))
    return {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in found}


def test_the_dashboard_asks_for_metrics_that_exist_and_for_all_of_them() -> None:
    dashboard = json.loads((ROOT / "deploy/grafana/vestnik.json").read_text())
    asked = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
    assert names(asked) == DECLARED - {"vestnik_lane_paused"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_about_watching_lists_every_metric(language: str) -> None:
    assert names((ROOT / f"docs/admin/watching.{language}.md").read_text()) == DECLARED
