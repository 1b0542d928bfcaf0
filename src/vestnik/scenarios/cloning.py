"""Duplicates of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vestnik.kernel.values import Ref, Value, as_list

if TYPE_CHECKING:
    from vestnik.scenarios.step import Step


def clone(step: Step, original: Ref, depth: int) -> Ref:
    """Duplicate a record.

    Attributes that own what they link to (`delete_linked`) are never shared between original and duplicate, since
    deleting one would take the other's children: the children are duplicated down to `depth`, below it left out.
    """
    record = step.records.get(original)
    owning = step.records.owning_attributes(record.template)
    values: dict[str, Value] = {}
    known = step.attributes(original)
    for name, value in record.values.items():
        if name in known and known[name].computed:
            continue
        if name not in owning:
            values[name] = value
        elif depth > 0:
            children = tuple(
                clone(step, child, depth - 1) for child in as_list(value) if isinstance(child, Ref)
            )
            values[name] = children if isinstance(value, tuple) else (children[0] if children else None)
    return step.records.create(record.template, values)
