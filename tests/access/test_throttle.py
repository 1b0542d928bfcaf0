from __future__ import annotations

from datetime import timedelta

from vestnik.access.throttle import FORGOTTEN_AFTER, FREE_FAILURES, LONGEST, failed, succeeded, wait
from vestnik.kernel.clock import FakeClock
from vestnik.storage.transaction import Transaction

BOTH = ["login:ivan", "address:192.0.2.1"]
NONE = timedelta(0)


def test_the_first_failures_cost_nothing(tx: Transaction, clock: FakeClock) -> None:
    for _ in range(FREE_FAILURES - 1):
        failed(tx, BOTH, clock.now())
    assert wait(tx, BOTH, clock.now()) <= NONE


def test_then_each_doubles_the_wait_up_to_a_bound(tx: Transaction, clock: FakeClock) -> None:
    for _ in range(FREE_FAILURES):
        failed(tx, BOTH, clock.now())
    waits = []
    for _ in range(12):
        waits.append(wait(tx, BOTH, clock.now()))
        failed(tx, BOTH, clock.now())
    assert waits[:4] == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]
    assert waits[-1] == LONGEST


def test_waiting_helps(tx: Transaction, clock: FakeClock) -> None:
    for _ in range(FREE_FAILURES):
        failed(tx, BOTH, clock.now())
    clock.advance(timedelta(seconds=2))
    assert wait(tx, BOTH, clock.now()) <= NONE


def test_login_and_address_are_counted_apart(tx: Transaction, clock: FakeClock) -> None:
    for number in range(FREE_FAILURES):
        failed(tx, [f"login:{number}", "address:192.0.2.1"], clock.now())
    assert wait(tx, ["login:0", "address:192.0.2.2"], clock.now()) <= NONE
    assert wait(tx, ["login:new", "address:192.0.2.1"], clock.now()) > NONE


def test_success_and_a_quiet_hour_forget(tx: Transaction, clock: FakeClock) -> None:
    for _ in range(FREE_FAILURES + 3):
        failed(tx, BOTH, clock.now())
    succeeded(tx, BOTH[:1])
    assert wait(tx, BOTH[:1], clock.now()) <= NONE
    assert wait(tx, BOTH[1:], clock.now()) > NONE
    clock.advance(FORGOTTEN_AFTER + timedelta(seconds=1))
    failed(tx, BOTH, clock.now())
    assert wait(tx, BOTH, clock.now()) <= NONE
