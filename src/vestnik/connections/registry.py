"""The connection types there are: the modules of `types/`, and what third parties add."""

from __future__ import annotations

from vestnik.connections.base import Connection
from vestnik.kernel.types import Registry

CONNECTIONS: Registry[Connection] = Registry(
    Connection,  # type: ignore[type-abstract]  # it is never called, only derived from
    "vestnik.connections.types",
    "vestnik.connections",
)
