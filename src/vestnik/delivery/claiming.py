"""Whose turn it is: which streams may be claimed from, and how much of each.

Inside a connection smaller priority numbers go first and equal ones share; connections have room of their own each, so a
big mailing over one never holds up a letter over another. Left out is what is paused, disabled or unknown, what a circuit
keeps shut, and what a rate limit does not allow yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from vestnik.connections.base import SendingConnection
from vestnik.delivery import circuits, rates
from vestnik.delivery.claims import Claim, Stream, claim, streams
from vestnik.delivery.pauses import paused
from vestnik.delivery.policy import rate_limit
from vestnik.delivery.settling import Attempt
from vestnik.storage.transaction import Transaction

BATCH = 256
"""Most letters claimed for one connection at once."""


@dataclass(slots=True)
class Claimed:
    """What one round took. hungry: connections of which more is due than there was room. unknown: connections that have
    letters and whose definition was not at hand. withheld: letters that were settled at once, having nobody to go to."""

    claims: list[Claim] = field(default_factory=list)
    withheld: list[Attempt] = field(default_factory=list)
    hungry: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)


def claim_round(
    tx: Transaction,
    worker: int,
    lanes: frozenset[int],
    connections: Mapping[str, SendingConnection | None],
    room: Mapping[str, int],
    now: datetime,
) -> Claimed:
    """Claim for every connection what its room allows.

    Args:
        connections: definitions by name; None for one that does not exist (its letters wait).
        room: how many more letters of a connection this worker can hold.
    """
    places, shut = paused(tx), circuits.circuits(tx)
    open_lanes = {lane for lane in lanes if str(lane) not in places.names("lane")}
    ways = sorted(
        (
            stream
            for stream in (streams(tx, open_lanes) if open_lanes else ())
            if not places.holding(stream.connection, stream.route, stream.lane)
        ),
        key=lambda stream: (stream.connection, stream.priority),
    )
    made = Claimed()
    for name, of_connection in groupby(ways, key=lambda stream: stream.connection):
        if name not in connections:
            made.unknown.add(name)
            continue
        definition = connections[name]
        if definition is None or definition.disabled:
            continue
        allowed = min(room.get(name, 0), BATCH)
        if name in shut:
            allowed = 1 if allowed and circuits.may_try(tx, name, now) else 0
        elif allowed == 0:
            made.hungry.add(name)
        if allowed:
            _claim_connection(tx, worker, definition, list(of_connection), allowed, now, made)
    return made


def _claim_connection(
    tx: Transaction,
    worker: int,
    connection: SendingConnection,
    ways: list[Stream],
    allowed: int,
    now: datetime,
    made: Claimed,
) -> None:
    limit = rate_limit(connection)
    if limit is not None:
        allowed = min(allowed, rates.room(tx, connection.name, limit, now))
    taken = 0
    for _, same in groupby(ways, key=lambda stream: stream.priority):
        taken += _share(tx, worker, list(same), allowed - taken, now, made)
    if limit is not None and taken:
        rates.count(tx, connection.name, limit, taken, now)
    if taken == allowed and limit is None:
        made.hungry.add(connection.name)


def _share(
    tx: Transaction, worker: int, ways: list[Stream], allowed: int, now: datetime, made: Claimed
) -> int:
    """Claim from streams of one priority: each its share, then what others left over."""
    taken = 0
    while ways and taken < allowed:
        share = -(-(allowed - taken) // len(ways))
        more: list[Stream] = []
        for stream in ways:
            wanted = min(share, allowed - taken)
            if not wanted:
                break
            found = claim(tx, worker, stream, wanted, now)
            made.claims += found
            taken += len(found)
            if len(found) == wanted:
                more.append(stream)
        ways = more
    return taken
