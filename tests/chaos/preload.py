"""Imported once by the server that forks the lives: everything that a start imports and compiles."""

from vestnik.runtime.system import REGISTRIES, kinds

for registry in REGISTRIES.values():
    _ = registry.by_name
_ = kinds()
