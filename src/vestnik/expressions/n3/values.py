"""Values as goals see them: those of the kernel and some of their own.

`Iri` is a well-known resource; `SystemAttribute` one that has no id; `Items` a list that knows its size and depth, so that nothing built of lists of lists can
exhaust time or stack; `WallClock` a moment whose fields are what a clock on the wall shows; `FAILED` the answer of a
builtin that has none. Equality and order follow spec/n3.md 3: same kind and same value, nothing is coerced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Literal, TypeAlias

from vestnik.kernel.durations import format_duration
from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Period, Ref, Value, plain


@dataclass(frozen=True, slots=True)
class Iri:
    """A well-known resource, by its full IRI."""

    text: str

    @property
    def local(self) -> str:
        """What follows the last `#` or `/`."""
        return self.text.replace("#", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class SystemAttribute:
    """`_creationDate` and its like, of the records of one template."""

    template: str
    name: str

    def __str__(self) -> str:
        return f"{self.template}.{self.name}"


class WallClock(datetime):
    """A moment that was shifted to a zone: its fields are local ones, though it is written with `Z`."""

    @classmethod
    def of(cls, moment: datetime) -> WallClock:
        """Take the fields of `moment` as they are."""
        return cls(
            moment.year, moment.month, moment.day,
            moment.hour, moment.minute, moment.second, moment.microsecond, tzinfo=UTC,
        )  # fmt: skip


class _Mark(Enum):
    UNBOUND = "unbound"
    FAILED = "failed"


UNBOUND: Final = _Mark.UNBOUND
"""What a variable holds before it is given a value."""

FAILED: Final = _Mark.FAILED
"""There is no such value: the goal has no solution."""

N3Value: TypeAlias = Any
"""A kernel `Value`, an `Iri`, or `Items` of them."""

Kind: TypeAlias = Literal[
    "text",
    "number",
    "boolean",
    "dateTime",
    "duration",
    "resource",
    "iri",
    "list",
    "object",
    "period",
    "nothing",
]

KIND_NAMES: dict[Kind, Text] = {
    "text": Text("текст", "text"),
    "number": Text("число", "number"),
    "boolean": Text("логическое значение", "boolean"),
    "dateTime": Text("дата и время", "dateTime"),
    "duration": Text("длительность", "duration"),
    "resource": Text("ссылка", "resource"),
    "iri": Text("IRI", "IRI"),
    "list": Text("список", "list"),
    "object": Text("объект", "object"),
    "period": Text("период", "period"),
    "nothing": Text("пусто", "nothing"),
}

_KINDS: dict[type, Kind] = {
    str: "text", Content: "text", Decimal: "number", bool: "boolean", datetime: "dateTime", WallClock: "dateTime",
    timedelta: "duration", Ref: "resource", Iri: "iri", SystemAttribute: "iri", tuple: "list", Period: "period", type(None): "nothing",
}  # fmt: skip


class Items(tuple[N3Value, ...]):
    """A list made by an expression. `size` counts the values in it and in its lists, `depth` their nesting."""

    size: int
    depth: int

    @classmethod
    def of(cls, values: Iterable[N3Value]) -> Items:
        made = cls(values)
        size, depth = len(made), 0
        for value in made:
            if isinstance(value, (tuple, Mapping)):
                inner_size, inner_depth = measure(value)
                size += inner_size
                depth = max(depth, inner_depth)
        made.size, made.depth = size, depth + 1
        return made


_KINDS[Items] = "list"


def measure(value: N3Value) -> tuple[int, int]:
    """Size and depth of a value: (number of values inside, nesting)."""
    if isinstance(value, Items):
        return value.size, value.depth
    if isinstance(value, Mapping):
        inner: Iterable[N3Value] = value.values()
    elif isinstance(value, tuple):
        inner = value
    else:
        return 0, 0
    size = depth = 0
    for part in inner:
        part_size, part_depth = measure(part)
        size += 1 + part_size
        depth = max(depth, part_depth)
    return size, depth + 1


def kind_of(value: N3Value) -> Kind:
    """The kind by which values are told apart."""
    return _KINDS.get(type(value)) or ("object" if isinstance(value, Mapping) else "list")


def key(value: N3Value) -> Any:
    """Something hashable that is equal for equal values only."""
    if type(value) is str or type(value) is Ref:
        return value
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, tuple):
        return tuple(map(key, value))
    if isinstance(value, Mapping):
        return frozenset((name, key(part)) for name, part in value.items())
    return value


def order_kind(value: N3Value) -> Kind | None:
    """The kind if values of it have an order."""
    kind = kind_of(value)
    return kind if kind in ("number", "dateTime", "duration", "text") and type(value) is not Content else None


def shown_moment(moment: datetime) -> str:
    """`2025-03-12T09:15:30Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def scalar_text(value: N3Value) -> str:
    """A value that is neither list nor content as text (spec/n3.md 3 and 5.5)."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case datetime():
            return shown_moment(value)
        case timedelta():
            return format_duration(value)
        case Iri():
            return value.text
        case Period():
            return "/".join(shown_moment(end) if end else ".." for end in (value.start, value.end))
        case None:
            return ""
    return str(value)


def shortened(value: N3Value) -> str:
    """A value for messages and traces: quoted, at most 60 characters, a file by its size only."""
    match value:
        case Content():
            return f"<{value.size} B>"
        case str():
            return '"' + (value if len(value) <= 60 else value[:60] + "…") + '"'
        case tuple():
            inner = " ".join(shortened(item) if not isinstance(item, tuple) else "(…)" for item in value[:5])
            return f"({inner}{' …' if len(value) > 5 else ''})"
        case Mapping():
            return "{" + ", ".join(list(value)[:5]) + "}"
    return scalar_text(value)[:60]


def exported(value: N3Value) -> Value:
    """A value as the rest of the system knows it: IRIs become texts, lists plain tuples, moments plain UTC."""
    match value:
        case Iri():
            return value.text
        case SystemAttribute():
            return str(value)
        case WallClock():
            return datetime.combine(value.date(), value.time(), UTC)
        case tuple():
            return tuple(map(exported, value))
        case Mapping():
            return {name: exported(part) for name, part in value.items()}
    kept: Value = value
    return kept
