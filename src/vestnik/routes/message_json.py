"""A message as JSON, for previews over the API: each value is read as its attribute's type says (spec/contract.md 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from vestnik.kernel.durations import BadDuration, parse_duration
from vestnik.kernel.values import Period, Value, number
from vestnik.routes.attribute import AttributeType, MessageAttribute, find


def message_from_json(attributes: Sequence[MessageAttribute], given: Mapping[str, Any]) -> dict[str, Value]:
    """The message; a value of another form is kept as it is, and reading the message will say what is wrong with it.

    given: JSON, numbers as int or Decimal. Moments are ISO 8601 with offset, durations ISO 8601.
    """
    return {name: _value(find(attributes, name), value) for name, value in given.items()}


def _value(attribute: MessageAttribute | None, given: Any) -> Value:
    if isinstance(given, list):
        return tuple(_value(attribute, item) for item in given)
    if attribute and attribute.type == "period":
        given = _period(given)
    elif isinstance(given, Mapping):
        return message_from_json(attribute.children if attribute else (), given)
    if isinstance(given, bool) or given is None:
        return given
    if isinstance(given, int | Decimal):
        return number(given)
    if isinstance(given, str) and attribute:
        return _from_text(attribute.type, given)
    return given if isinstance(given, str | Period) else str(given)


def _from_text(type: AttributeType, given: str) -> Value:
    try:
        if type == "datetime":
            moment = datetime.fromisoformat(given)
            return moment if moment.tzinfo else given
        return parse_duration(given) if type == "duration" else given
    except (ValueError, BadDuration):
        return given


def _period(given: Any) -> Any:
    if not isinstance(given, Mapping) or not set(given) <= {"from", "to"}:
        return given
    ends = [
        _from_text("datetime", end) if isinstance(end, str) else end
        for end in (given.get("from"), given.get("to"))
    ]
    if all(end is None or isinstance(end, datetime) for end in ends):
        return Period(*ends)  # type: ignore[arg-type]
    return str(given)
