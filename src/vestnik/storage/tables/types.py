"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import simplejson
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

from vestnik.kernel.text import Said
from vestnik.kernel.text import Text as Bilingual

Id = BigInteger().with_variant(Integer(), "sqlite")
"""Ids grow with time. SQLite wants plain INTEGER for a rowid key."""

Words = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text compared by code point on both engines."""


_BOTH = "\x1e"
"""Stands before the JSON of a text in both languages (RFC 7464 begins a JSON text so); no server's words begin with it."""


class Spoken(TypeDecorator[Said]):
    """A server's words as they are, or a text of ours in both languages."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return postgresql.TEXT(collation="C")
        return Text()

    def process_bind_param(self, value: Said | None, dialect: Dialect) -> str | None:
        if isinstance(value, Bilingual):
            return _BOTH + dump_json(value.as_json())
        return value.lstrip(_BOTH) if value else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Said | None:
        if value is not None and value.startswith(_BOTH):
            return Bilingual(**load_json(value[len(_BOTH) :]))
        return value  # type: ignore[no-any-return]


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with zone in Python. SQLite holds microseconds since 1970 as an integer."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sqlite.INTEGER())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        if dialect.name != "sqlite":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, int):
            return _EPOCH + value * _MICROSECOND
        return value.astimezone(UTC)  # type: ignore[no-any-return]


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC) - _EPOCH


class Json(TypeDecorator[Any]):
    """JSON with exact numbers: text on SQLite, `jsonb` on PostgreSQL (whose numbers are exact too).

    None is NULL. On PostgreSQL the engine is made with `dump_json` and `load_json`.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.JSONB(none_as_null=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else dump_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else load_json(value)


class JsonText(TypeDecorator[Any]):
    """JSON with exact numbers and the order of its names kept, as text on both engines. None is NULL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else dump_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else load_json(value)


def dump_json(value: Any) -> str:
    """Compact JSON text; `Decimal` as a number with all its digits."""
    return str(simplejson.dumps(value, use_decimal=True, ensure_ascii=False, separators=(",", ":")))


def load_json(text: str | bytes) -> Any:
    """The inverse of `dump_json`: numbers with a fraction or exponent become `Decimal`."""
    return _DECODER.decode(text if isinstance(text, str) else text.decode("utf-8"))


_DECODER = simplejson.JSONDecoder(parse_float=Decimal)
"""Made once: `simplejson.loads` makes one for every text, which takes longer than most of ours to read."""


class Exact(TypeDecorator[Decimal]):
    """An exact number. SQLite has no decimal type: text that sorts like the number, see `sortable`."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.NUMERIC())
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return sortable(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        return from_sortable(value)


_BIAS = 5000


def sortable(value: Decimal) -> str:
    """A number as text whose order by code point is the order of the numbers.

    Zero is `1`; a positive one is `2`, exponent with bias, digits; a negative one the nines' complement of that after `0`.
    """
    if not value:
        return "1"
    sign, digits, _ = value.as_tuple()
    text = f"{value.adjusted() + _BIAS:05d}" + "".join(map(str, digits)).rstrip("0")
    return "2" + text if not sign else "0" + text.translate(_COMPLEMENT) + "~"


def from_sortable(text: str) -> Decimal:
    """The inverse of `sortable`."""
    if text == "1":
        return Decimal(0)
    body = text[1:] if text[0] == "2" else text[1:-1].translate(_COMPLEMENT)
    exponent, digits = int(body[:5]) - _BIAS, body[5:]
    return Decimal(f"{'' if text[0] == '2' else '-'}{digits}E{exponent - len(digits) + 1}")


_COMPLEMENT = str.maketrans("0123456789", "9876543210")


class Digest(TypeDecorator[str]):
    """SHA-256 of a stored content, 64 hex digits: the row keeps that blob from being collected as an orphan."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TEXT(collation="C"))
        return dialect.type_descriptor(Text())
