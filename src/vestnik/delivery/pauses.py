"""Connections, routes and lanes that are paused or disabled: their letters are held and the clock of expiry stands.

No letter's row is touched by a pause. Who claims leaves out what is paused, and expiry adds up the time that a letter was
held (`held_time`) only when it would otherwise be over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, exists, insert, not_, or_, select, update

from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.storage.tables.delivery import job, pause
from vestnik.storage.transaction import Transaction

PlaceKind = Literal["connection", "route", "lane"]
Reason = Literal["paused", "disabled"]

_KINDS: dict[str, tuple[Text, Text]] = {
    "connection": (
        Text("Подключение «{name}» приостановлено", "Connection '{name}' is paused"),
        Text("Подключение «{name}» отключено", "Connection '{name}' is disabled"),
    ),
    "route": (
        Text("Путь передачи данных «{name}» приостановлен", "Route '{name}' is paused"),
        Text("Путь передачи данных «{name}» отключён", "Route '{name}' is disabled"),
    ),
    "lane": (
        Text("Шина данных {name} приостановлена", "Data bus {name} is paused"),
        Text("Шина данных {name} отключена", "Data bus {name} is disabled"),
    ),
}


class PlaceUnknown(NotFound):
    code = "lane_unknown"
    text = Text("Нет шины данных {what}: их номера от 0 до 3", "There is no data bus {what}: they are 0 to 3")


@dataclass(frozen=True, slots=True)
class Pause:
    """One place that is held at present."""

    kind: PlaceKind
    name: str
    reason: Reason
    since: datetime
    actor: str | None = None

    @property
    def why(self) -> Text:
        """What people read as the reason of a held letter."""
        return _KINDS[self.kind][self.reason == "disabled"].format(name=self.name)


@dataclass(frozen=True, slots=True)
class Paused:
    """All places that are held at present."""

    pauses: tuple[Pause, ...] = ()

    def names(self, kind: PlaceKind) -> frozenset[str]:
        """The held places of one kind."""
        return frozenset(one.name for one in self.pauses if one.kind == kind)

    def disabled(self, kind: PlaceKind) -> frozenset[str]:
        """The places of one kind that are held because they are disabled."""
        return frozenset(one.name for one in self.pauses if (one.kind, one.reason) == (kind, "disabled"))

    def holding(self, connection: str, route: str, lane: int) -> Pause | None:
        """What holds a letter on this way, if anything does."""
        places = {"connection": connection, "route": route, "lane": str(lane)}
        return next((one for one in self.pauses if places[one.kind] == one.name), None)

    def jobs(self) -> ColumnElement[bool]:
        """The condition that a row of `job` is held."""
        lanes = [int(name) for name in self.names("lane")]
        return or_(
            job.c.hold.is_not(None),
            job.c.connection.in_(self.names("connection")),
            job.c.route.in_(self.names("route")),
            job.c.lane.in_(lanes),
        )


def paused(tx: Transaction) -> Paused:
    """What is held now."""
    rows = tx.execute(_HELD_NOW)
    return Paused(tuple(Pause(row.kind, row.name, row.reason, row.since, row.actor) for row in rows))


NOTHING_PAUSED = not_(exists().where(pause.c.until.is_(None)))
"""The condition that nothing is held now."""

_HELD_NOW = (
    select(pause.c.kind, pause.c.name, pause.c.reason, pause.c.since, pause.c.actor)
    .where(pause.c.until.is_(None))
    .order_by(pause.c.id)
)


def pause_place(
    tx: Transaction, kind: PlaceKind, name: str, now: datetime, *, actor: str | None = None
) -> None:
    """Hold the letters of a connection, route or lane until `resume_place`; does nothing when they are held already.

    Raises:
        PlaceUnknown: a lane that is not 0 to 3.
    """
    _check(kind, name)
    if (kind, name, "paused") not in _lasting(tx):
        _begin(tx, kind, name, "paused", now, actor)


def resume_place(tx: Transaction, kind: PlaceKind, name: str, now: datetime) -> bool:
    """Let the letters go again; whether they were paused. A disabled place stays held until it is enabled.

    Raises:
        PlaceUnknown: a lane that is not 0 to 3.
    """
    _check(kind, name)
    return _end(tx, kind, name, "paused", now) > 0


def follow_disabled(tx: Transaction, kind: PlaceKind, disabled: Collection[str], now: datetime) -> bool:
    """Make the `disabled` pauses of a kind match the definitions as they are; whether something changed."""
    lasting = {name for found, name, reason in _lasting(tx) if (found, reason) == (kind, "disabled")}
    for name in sorted(set(disabled) - lasting):
        _begin(tx, kind, name, "disabled", now, None)
    for name in sorted(lasting - set(disabled)):
        _end(tx, kind, name, "disabled", now)
    return lasting != set(disabled)


def held_time(
    tx: Transaction, connection: str, route: str, lane: int, since: datetime, now: datetime
) -> timedelta:
    """How long letters on this way were held between two moments; overlapping pauses count once."""
    table = pause
    here = or_(
        *(
            and_(table.c.kind == kind, table.c.name == name)
            for kind, name in (("connection", connection), ("route", route), ("lane", str(lane)))
        )
    )
    rows = tx.execute(
        select(table.c.since, table.c.until).where(here, or_(table.c.until.is_(None), table.c.until > since))
    )
    return covered([(max(row.since, since), min(row.until or now, now)) for row in rows])


def covered(times: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """The length of a union of intervals."""
    total, reached = timedelta(0), None
    for start, end in sorted(times):
        if reached is not None:
            start = max(start, reached)
        if end > start:
            total += end - start
            reached = end
    return total


def _lasting(tx: Transaction) -> Sequence[tuple[str, str, str]]:
    rows = tx.execute(select(pause.c.kind, pause.c.name, pause.c.reason).where(pause.c.until.is_(None)))
    return [(row.kind, row.name, row.reason) for row in rows]


def _begin(
    tx: Transaction, kind: PlaceKind, name: str, reason: Reason, now: datetime, actor: str | None
) -> None:
    values: dict[str, Any] = {"kind": kind, "name": name, "reason": reason, "since": now, "actor": actor}
    tx.execute(insert(pause).values(values))
    tx.note_change("place", f"{kind}/{name}")


def _end(tx: Transaction, kind: PlaceKind, name: str, reason: Reason, now: datetime) -> int:
    table = pause
    statement = update(table).where(
        table.c.kind == kind, table.c.name == name, table.c.reason == reason, table.c.until.is_(None)
    )
    ended = tx.execute(statement.values(until=now)).rowcount
    if ended:
        tx.note_change("place", f"{kind}/{name}")
    return ended


def _check(kind: PlaceKind, name: str) -> None:
    assert kind in get_args(PlaceKind)
    if kind == "lane" and name not in ("0", "1", "2", "3"):
        raise PlaceUnknown(what=name[:20])
