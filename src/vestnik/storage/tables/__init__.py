"""The tables of Vestnik, one file per package that owns them; importing this package gathers them all."""

from __future__ import annotations

import importlib
import pkgutil

from vestnik.storage.tables.metadata import metadata

__all__ = ["metadata"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
