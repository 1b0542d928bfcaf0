"""A stored body as a model again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vestnik.definitions.body import put_in
from vestnik.definitions.kind import Kind
from vestnik.kernel.secret import Secret

MASK = Secret("***")
"""Stands in a model for a secret that is set but was not asked for."""


def read_model(
    kind: Kind[Any], name: str, body: Mapping[str, Any], format: int, secrets: Mapping[str, Secret | None]
) -> Any:
    """Parse a stored body.

    format: of the body; an older one is upcast. secrets: by dotted path, None for `***`.

    Raises:
        Invalid: the body does not fit this program.
    """
    tree = dict(body) if format == kind.format else kind.upcast(dict(body), format)
    for field, secret in secrets.items():
        tree = put_in(tree, tuple(field.split(".")), secret or MASK)
    return kind.parse({**tree, "kind": kind.name, "name": name})
