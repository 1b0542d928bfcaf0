"""The button operations: this folder's `types/` and entry points of the group `vestnik.operations`."""

from vestnik.kernel.types import Registry
from vestnik.records.operations.base import Operation

operations: Registry[Operation] = Registry(
    Operation, "vestnik.records.operations.types", "vestnik.operations"
)
