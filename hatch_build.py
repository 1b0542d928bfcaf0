"""Hatch build hook: the pages of `ui/` are built into the package, see `ui/build.py`."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class UiBuildHook(BuildHookInterface[Any]):
    """Runs before a wheel or an editable installation is made."""

    def dependencies(self) -> list[str]:
        """Node.js from the package index, only where it is needed and the machine has no suitable one."""
        ui = _ui()
        return [] if os.environ.get("VESTNIK_UI") == "skip" or ui.suitable_node() else [ui.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is out of date; a source distribution carries the bundle, so that no Node.js is needed later."""
        _ui().build()


def _ui() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "vestnik_ui_build", Path(__file__).parent / "ui" / "build.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
