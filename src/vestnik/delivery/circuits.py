"""A server that cannot be used is left alone for a while, with nobody else harmed (spec/delivery.md R10, S8).

A connection without a row is well. After a fault nothing of it is claimed until `until`; then one letter, of one worker,
tries again. A refused sign-in is tried at most three times in 15 minutes by all workers together, so that no account is
locked; each refusal beyond the first is quiet, the first is the alert.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from vestnik.connections.sending import ConnectionFault
from vestnik.delivery.retry import RetrySchedule
from vestnik.kernel.text import Said, Text, in_one
from vestnik.storage.tables.delivery import circuit
from vestnik.storage.transaction import Transaction

CircuitState = Literal["open", "auth_failed"]

PAUSES = RetrySchedule(first=timedelta(seconds=5), longest=timedelta(minutes=5))
"""How long a server is left alone: 5, 10, 20, 40 s ... at most 5 min, spread by a fifth."""

AUTH_TRIES = 3
AUTH_WINDOW = timedelta(minutes=15)
AUTH_PAUSE = timedelta(minutes=5)

SPARED = "auth_paused"
"""Kind of the fault by which a pool refuses to sign in at all, to spare the account."""

TRY_TIME = timedelta(minutes=2)
"""A worker that was let try has so long until another one may."""


_CIRCUIT = Text(
    "Сервер подключения «{connection}» недоступен: {text}",
    "The server of '{connection}' cannot be used: {text}",
)


@dataclass(frozen=True, slots=True)
class Circuit:
    """A connection whose server cannot be used. until: when one letter may try again."""

    connection: str
    state: CircuitState
    since: datetime
    until: datetime
    failures: int
    tries: tuple[datetime, ...]
    code: int | None
    text: Said

    @property
    def why(self) -> Text:
        """What people read as the reason of a letter that waits for it."""
        return _CIRCUIT.format(connection=self.connection, text=in_one(self.code, self.text))


def circuits(tx: Transaction) -> dict[str, Circuit]:
    """All connections that are not well, by name."""
    rows = tx.execute(select(circuit))
    return {
        row.connection: Circuit(
            row.connection,
            row.state,
            row.since,
            row.until,
            row.failures,
            tuple(datetime.fromisoformat(moment) for moment in row.tries),
            row.code,
            row.text,
        )
        for row in rows
    }


def opened(
    known: Circuit | None, connection: str, fault: ConnectionFault, now: datetime, chance: float
) -> Circuit:
    """The circuit after one more fault. chance: 0 to 1, for the spread."""
    failures = (known.failures if known else 0) + 1
    tries = tuple(moment for moment in (known.tries if known else ()) if now - moment < AUTH_WINDOW)
    refused = fault.stage == "auth" and fault.permanent
    if refused and fault.kind != SPARED:
        tries += (now,)
    until = now + (_auth_pause(tries, now) if refused else PAUSES.delay(failures, chance))
    if fault.retry_after is not None:
        until = max(until, now + timedelta(seconds=fault.retry_after))
    return Circuit(
        connection=connection,
        state="auth_failed" if refused else "open",
        since=known.since if known else now,
        until=until,
        failures=failures,
        tries=tries,
        code=fault.reply_code,
        text=fault.message,
    )


def save(tx: Transaction, state: Circuit) -> None:
    """Keep the circuit of a connection."""
    values: dict[str, Any] = {
        "state": state.state,
        "since": state.since,
        "until": state.until,
        "failures": state.failures,
        "tries": [moment.isoformat() for moment in state.tries],
        "code": state.code,
        "text": state.text,
    }
    statement = insert(circuit).values(connection=state.connection, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["connection"], set_=values))
    tx.note_change("place", f"connection/{state.connection}")


def close(tx: Transaction, connections: Sequence[str]) -> None:
    """These are well: a letter went, or their definition was changed."""
    gone = delete(circuit).where(circuit.c.connection.in_(connections)).returning(circuit.c.connection)
    tx.note_change("place", *(f"connection/{name}" for name in tx.execute(gone).scalars()))


def may_try(tx: Transaction, connection: str, now: datetime) -> bool:
    """Whether this worker may now send the one letter that tries the server; nobody else may while it does."""
    statement = update(circuit).where(circuit.c.connection == connection, circuit.c.until <= now)
    return tx.execute(statement.values(until=now + TRY_TIME)).rowcount > 0


def _auth_pause(tries: Sequence[datetime], now: datetime) -> timedelta:
    if len(tries) < AUTH_TRIES:
        return AUTH_PAUSE
    return max(AUTH_PAUSE, tries[-AUTH_TRIES] + AUTH_WINDOW - now + timedelta(seconds=1))
