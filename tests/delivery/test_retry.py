"""Delays between tries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.delivery.retry import RetrySchedule

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (8, 60), (1000, 60)]
)
def test_R3_delays_grow_up_to_the_longest(tries: int, minutes: int) -> None:
    assert RetrySchedule().delay(tries, 0.5) == pytest.approx(minutes * MINUTE, abs=timedelta(milliseconds=1))


@given(st.integers(1, 100_000), st.floats(0, 1), st.floats(1, 10))
def test_R3_jitter_stays_within_a_fifth(tries: int, chance: float, factor: float) -> None:
    schedule = RetrySchedule(factor=factor)
    middle = schedule.delay(tries, 0.5)
    assert 0.799 * middle <= schedule.delay(tries, chance) <= 1.201 * middle
    assert middle <= schedule.longest + timedelta(seconds=1)
