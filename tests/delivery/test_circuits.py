"""S8, R10: a server that cannot be used is left alone, and tried by one letter at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from vestnik.connections.sending import ConnectionFault, Stage
from vestnik.delivery import circuits
from vestnik.delivery.circuits import Circuit, opened
from vestnik.kernel.clock import FakeClock
from vestnik.kernel.text import Text
from vestnik.storage.database import Database


def fault(stage: Stage = "connect", *, permanent: bool = False, **more: float) -> ConnectionFault:
    return ConnectionFault(
        stage, "refused", Text("Отказ", "Refused"), advice=Text("", ""), permanent=permanent, **more
    )


def test_R10_a_dead_server_is_left_alone_for_longer_and_longer(clock: FakeClock) -> None:
    state: Circuit | None = None
    pauses = []
    for _ in range(9):
        state = opened(state, "mail", fault(), clock.now(), 0.5)
        pauses.append(round((state.until - clock.now()).total_seconds()))
        clock.advance(state.until - clock.now())
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]


@pytest.mark.parametrize("eager", [timedelta(0), timedelta(minutes=1)])
def test_S8_at_most_three_refused_sign_ins_in_15_minutes(clock: FakeClock, eager: timedelta) -> None:
    state: Circuit | None = None
    tries = []
    for _ in range(20):
        state = opened(state, "mail", fault("auth", permanent=True), clock.now(), 0.5)
        tries.append(clock.now())
        assert state.state == "auth_failed"
        clock.advance(state.until - clock.now() + eager)
    for begin in tries:
        assert sum(begin <= moment < begin + timedelta(minutes=15) for moment in tries) <= 3


def test_a_temporary_refusal_to_sign_in_is_no_authentication_failure(clock: FakeClock) -> None:
    assert opened(None, "mail", fault("auth"), clock.now(), 0.5).state == "open"


def test_a_server_that_names_a_time_is_obeyed(clock: FakeClock) -> None:
    state = opened(None, "mail", fault(retry_after=3600.0), clock.now(), 0.5)
    assert state.until == clock.now() + timedelta(hours=1)


def test_one_worker_only_may_try_again(db: Database, clock: FakeClock) -> None:
    state = opened(None, "mail", fault(), clock.now(), 0.5)
    with db.write() as tx:
        circuits.save(tx, state)
        assert circuits.circuits(tx) == {"mail": state}
        assert not circuits.may_try(tx, "mail", clock.now())
        clock.advance(timedelta(seconds=6))
        assert circuits.may_try(tx, "mail", clock.now())
        assert not circuits.may_try(tx, "mail", clock.now())
        circuits.close(tx, ["mail"])
        assert circuits.circuits(tx) == {}
