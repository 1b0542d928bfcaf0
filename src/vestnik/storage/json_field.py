"""A text inside of a column that holds JSON as text, for conditions: both engines read JSON, each in its own words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class json_field(FunctionElement[str]):
    """The text of a field of the outermost object; NULL where there is none."""

    type = Text()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, literal(name))


@compiles(json_field, "sqlite")
def _sqlite(element: json_field, compiler: SQLCompiler, **options: Any) -> str:
    column, name = (compiler.process(one, **options) for one in element.clauses)
    return f"json_extract({column}, '$.' || {name})"


@compiles(json_field, "postgresql")
def _postgresql(element: json_field, compiler: SQLCompiler, **options: Any) -> str:
    column, name = (compiler.process(one, **options) for one in element.clauses)
    return f"(CAST({column} AS JSON) ->> CAST({name} AS TEXT))"
