"""The state of a message: one function of its recipients, over every combination."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vestnik.delivery.states import FINAL, LABELS, MESSAGE_STATES, OPEN, RecipientState, merged, message_state

STATES: tuple[RecipientState, ...] = get_args(RecipientState)
COMBINATIONS = [set(some) for n in range(1, len(STATES) + 1) for some in combinations(STATES, n)]

recipient_state = st.sampled_from(STATES)


@pytest.mark.parametrize(
    ("recipients", "state"),
    [
        (["pending"], "queued"),
        (["accepted"], "sent"),
        (["accepted", "accepted"], "sent"),
        (["accepted", "rejected"], "partly_sent"),
        (["accepted", "suppressed"], "partly_sent"),
        (["accepted", "cancelled"], "partly_sent"),
        (["rejected"], "failed"),
        (["suppressed"], "failed"),
        (["rejected", "cancelled"], "failed"),
        (["cancelled"], "cancelled"),
        (["accepted", "rejected", "deferred"], "deferred"),
        (["accepted", "pending"], "queued"),
        (["deferred", "uncertain"], "uncertain"),
    ],
)
def test_R2_the_state_at_rest(recipients: list[RecipientState], state: str) -> None:
    assert message_state(recipients) == state


@pytest.mark.parametrize("recipients", COMBINATIONS, ids=lambda some: "+".join(sorted(some)))
def test_R2_a_message_is_final_exactly_when_no_recipient_is_open(recipients: set[RecipientState]) -> None:
    assert (message_state(recipients) in FINAL) == (not recipients & OPEN)
    assert (message_state(recipients, sending=True) in FINAL) == (not recipients & OPEN)
    assert (message_state(recipients, held=True) in FINAL) == (not recipients & OPEN)


def test_R2_an_attempt_shows_before_a_pause() -> None:
    assert message_state(["deferred"], sending=True, held=True) == "sending"
    assert message_state(["deferred"], held=True) == "held"


def test_every_state_has_its_label() -> None:
    assert set(LABELS) == set(MESSAGE_STATES)


@given(st.lists(st.tuples(recipient_state, st.booleans())), recipient_state)
def test_R5_accepted_once_is_accepted_for_good(
    heard: list[tuple[RecipientState, bool]], start: RecipientState
) -> None:
    state, accepted = start, start == "accepted"
    for result, fenced in heard:
        state = merged(state, result, fenced=fenced)
        accepted = accepted or result == "accepted"
    assert (state == "accepted") == accepted


@given(recipient_state, recipient_state.filter(lambda state: state != "accepted"))
def test_R9_a_result_of_a_lost_claim_changes_nothing_but_by_an_acceptance(
    known: RecipientState, heard: RecipientState
) -> None:
    assert merged(known, heard, fenced=False) == known
    assert merged(known, "accepted", fenced=False) == "accepted"
