"""Evaluating an expression to see what it gives: for one record, with variables made up, nothing kept.

The caller's rights hold: what the actor may not see does not exist. Effects of N3 are noted instead of carried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from vestnik.access.actor import Actor
from vestnik.definitions.app import app_variables
from vestnik.expressions.objects import Objects
from vestnik.expressions.scope import Scope
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadNumber, BadReference, Content, Ref, Value, load, number, to_json
from vestnik.records.record import RecordMissing
from vestnik.records.schema import SqlSchema
from vestnik.runtime.system import System
from vestnik.storage.transaction import Transaction


@dataclass(slots=True)
class NotedEffects:
    """What an expression would change. Documents get ids below zero, which name nothing."""

    noted: list[dict[str, Any]] = field(default_factory=list)
    _documents: int = 0

    def attach(self, content: bytes | Content, filename: str) -> Ref:
        self._documents += 1
        size = content.size if isinstance(content, Content) else len(content)
        self.noted.append({"effect": "attach", "filename": filename, "size": size})
        return Ref("doc", -self._documents)

    def set_variable(self, name: str, value: Value) -> None:
        self.noted.append({"effect": "replace", "variable": name, "value": to_json(value)})

    def add_to_variable(self, name: str, value: Value) -> None:
        self.noted.append({"effect": "add", "variable": name, "value": to_json(value)})

    def clear_variable(self, name: str) -> None:
        self.noted.append({"effect": "clear", "variable": name})


def trial_scope(
    system: System,
    tx: Transaction,
    actor: Actor,
    *,
    record: Ref | None,
    variables: Mapping[str, Any],
    effects: NotedEffects | None = None,
) -> Scope:
    """What a trial evaluation sees.

    variables: as JSON; an id such as `rec.101` that names something is a reference to it, `{"$at": "2025-03-12T09:00:00Z"}`
    a moment and `{"$for": "PT1H"}` a duration.

    Raises:
        RecordMissing: there is no such record, or the actor may not see it.
        Invalid: a variable cannot be read; named.
    """
    objects = cast(Objects, system.stage.objects(tx, actor))
    if record is not None and objects.find(record.number) != record:
        raise RecordMissing(what=record)
    now = system.clock.now()
    zone = system.settings.zone
    given = {name: _variable(name, value, objects) for name, value in variables.items()}
    standing: dict[str, Value] = {
        "origin": record,
        "requestTime": now,
        "timeZoneOffset": now.astimezone(zone).utcoffset(),
    }
    return Scope(
        objects=objects,
        now=now,
        item=record,
        user=actor.account,
        origin=record,
        variables={**standing, **given},
        app_variables=app_variables(system.definitions(tx)),
        language=actor.language if actor.account else system.settings.language,
        zone=zone,
        base_uri=system.settings.base_url,
        limits=system.settings.expression_limits,
        effects=effects,
    )


def template_of(tx: Transaction, actor: Actor, system: System, record: Ref) -> str | None:
    """The template that an expression over this object is written for."""
    if record.kind == "account":
        return "_Account"
    found = system.stage.objects(tx, actor).template_of(record)
    return found.name if found else None


def schema_of(tx: Transaction) -> SqlSchema:
    """The templates as expressions see them."""
    return SqlSchema.of(tx)


def _variable(name: str, given: Any, objects: Objects) -> Value:
    try:
        return _value(given, objects)
    except (BadNumber, BadReference) as error:
        raise Invalid([error.problem.under("variables", name)]) from None
    except (ValueError, KeyError, TypeError, OverflowError, AttributeError):
        message = Text(
            "Значение переменной «{name}» не читается", "The value of the variable '{name}' cannot be read"
        )
        raise Invalid(
            [Problem("bad_variable", message.format(name=name[:80]), ("variables", name))]
        ) from None


def _value(given: Any, objects: Objects) -> Value:
    match given:
        case bool() | None:
            return given
        case str():
            with suppress(BadReference):
                ref = Ref.parse(given)
                return ref if objects.find(ref.number) == ref else given
            return given
        case list():
            flat: list[Value] = []
            for item in given:
                value = _value(item, objects)
                flat.extend(value if isinstance(value, tuple) else (value,))
            return tuple(flat)
        case {"$at": str(text)}:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        case {"$for": str()} | {"$ref": str()}:
            return load(given)
        case dict():
            return {str(name): _value(item, objects) for name, item in given.items()}
    return number(given)
