"""From query parameters to a `Listing` of records: `filter={"Summa": {"ge": 100}, "Srochno": true}&sort=-Nomer`."""

from __future__ import annotations

import json
from typing import Any, get_args

from vestnik.kernel.problem import Invalid, Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.records.listing import BadFilter, Condition, Listing, Operator
from vestnik.records.schema import SqlSchema
from vestnik.web.exact_json import loads

OPERATORS = get_args(Operator)

_SORTS = {"created": "_creationDate", "changed": "_lastWriteDate"}


class NotAFilter(Refused):
    code = "bad_filter"
    text = Text(
        'filter должен быть объектом JSON, например {{"Summa": {{"ge": 100}}}}',
        'filter is a JSON object such as {{"Summa": {{"ge": 100}}}}',
    )


def read_listing(
    schema: SqlSchema,
    template: str,
    *,
    q: str,
    filter: str,
    sort: str,
    archived: bool | None,
    cursor: str | None,
    limit: int,
) -> Listing:
    """The listing that a request asks for.

    archived: None for those that are not.

    Raises:
        TemplateMissing, BadFilter, ValueUnfit: named.
    """
    conditions = _conditions(schema, template, filter) if filter else ()
    sign, name = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
    chosen = sign + _SORTS.get(name, name) if sort else "-_creationDate"
    return Listing(template, conditions, q, bool(archived), chosen, cursor, limit)


def _conditions(schema: SqlSchema, template: str, given: str) -> tuple[Condition, ...]:
    try:
        asked = loads(given.encode())
    except json.JSONDecodeError:
        asked = None
    if not isinstance(asked, dict):
        raise NotAFilter(path=("filter",))
    problems: list[Problem] = []
    found: list[Condition] = []
    for name, condition in asked.items():
        try:
            found.extend(_of_attribute(schema, template, name, condition))
        except Refused as error:
            problems.extend(error.problems)
    if problems:
        raise Invalid(problems)
    return tuple(found)


def _of_attribute(schema: SqlSchema, template: str, name: str, condition: Any) -> list[Condition]:
    attributes = schema.shape(template).attributes
    if name not in attributes:
        hint = did_you_mean(nearest(name, attributes))
        why = Text("нет такого атрибута." + hint.ru, "there is no such attribute." + hint.en)
        raise BadFilter(name=name[:80], why=why, path=("filter", name[:80]))
    if not isinstance(condition, dict):
        condition = {"eq": condition}
    made = []
    for operator, value in condition.items():
        if operator not in OPERATORS:
            why = Text(f"операции: {', '.join(OPERATORS)}", f"operators: {', '.join(OPERATORS)}")
            raise BadFilter(name=name, why=why, path=("filter", name))
        model = attributes[name].model
        if operator in ("empty", "not_empty"):
            made.append(Condition(name, operator))
        elif operator == "in":
            items = value if isinstance(value, list) else [value]
            made.append(Condition(name, operator, tuple(model.read_one(item) for item in items)))
        else:
            made.append(Condition(name, operator, model.read_one(value)))
    return made
