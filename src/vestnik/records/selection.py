"""Several conditions on the records of one template as one SQL condition (`Objects.selected`, `Objects.number_of`).

Only what the typed table and the links tell exactly is translated; for anything else there is no selection, and the
evaluator goes on look-up by look-up.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Table, exists, false, select
from sqlalchemy.sql import ColumnElement

from vestnik.expressions.objects import Condition
from vestnik.kernel.values import Ref
from vestnik.records.index_table import INDEXED_LENGTH, column_name, column_value, fits_column
from vestnik.records.schema import BoundAttribute, Shape, SqlSchema
from vestnik.storage.tables.records import link, record

Clause = ColumnElement[bool]

TEMPLATE = "system:template"
ARCHIVED = "system:isDisabled"


def selection(schema: SqlSchema, conditions: Sequence[Condition]) -> tuple[Table, list[Clause]] | None:
    """The typed table and what its rows must meet; None when a condition cannot be told exactly by SQL."""
    shapes: dict[int, Shape] = {}
    clauses: list[Clause] = []
    archived: list[bool] = []
    for condition in conditions:
        if condition.predicate == ARCHIVED:
            if condition.sign != "eq" or not isinstance(condition.value, bool):
                return None
            archived.append(condition.value)
            continue
        if condition.predicate == TEMPLATE:
            shape = schema.shape_by_id(condition.value.number) if isinstance(condition.value, Ref) else None
            if shape is None or condition.sign != "eq":
                return None
        else:
            kind, _, number = condition.predicate.partition(".")
            bound = schema.bound(int(number)) if kind == "op" and number.isdecimal() else None
            if bound is None:
                return None
            shape = bound[0]
            if (clause := _clause(*bound, condition)) is None:
                return None
            clauses.append(clause)
        shapes[shape.id] = shape
    if not shapes:
        return None
    table = next(iter(shapes.values())).table
    clauses += [exists().where(record.c.id == table.c.id, record.c.archived == wanted) for wanted in archived]
    # Attributes of two templates: no record has both.
    return table, (clauses if len(shapes) == 1 else [false()])


def _clause(shape: Shape, bound: BoundAttribute, condition: Condition) -> Clause | None:
    if bound.model.computed:
        return None
    if bound.model.column is None:
        return _linked(shape, bound, condition)
    column: ColumnElement[Any] = shape.table.c[column_name(bound.id)]
    if condition.sign == "has":
        return column.is_not(None)
    value = condition.value
    if not fits_column(bound.model.column, value):
        return false() if condition.sign == "eq" else None
    if isinstance(value, str) and (len(value) >= INDEXED_LENGTH or condition.sign != "eq"):
        return None
    return _SIGNS[condition.sign](column, column_value(value))


_SIGNS: dict[str, Callable[[ColumnElement[Any], Any], Clause]] = {
    "eq": operator.eq,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def _linked(shape: Shape, bound: BoundAttribute, condition: Condition) -> Clause | None:
    if condition.sign == "has":
        return exists().where(link.c.attribute == bound.id, link.c.source == shape.table.c.id)
    if condition.sign != "eq":
        return None
    if not isinstance(condition.value, Ref):
        return false()
    sources = select(link.c.source).where(
        link.c.attribute == bound.id, link.c.target == condition.value.number
    )
    return shape.table.c.id.in_(sources)
