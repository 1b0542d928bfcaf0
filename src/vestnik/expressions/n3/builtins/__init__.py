"""The builtins, one file per namespace or two that are spoken of together; importing this package declares them all."""

from __future__ import annotations

import importlib
import pkgutil

from vestnik.expressions.n3.declare import REGISTRY

__all__ = ["REGISTRY"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
