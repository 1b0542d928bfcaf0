"""The connection types there are: the modules of `types/`, and what third parties add."""

from __future__ import annotations

from vestnik.connections.base import Connection
from vestnik.kernel.types import Registry

CONNECTIONS: Registry[Connection] = Registry(Connection, "vestnik.connections.types", "vestnik.connections")
