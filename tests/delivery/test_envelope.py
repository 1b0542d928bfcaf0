"""A10: who gets a letter on a test system."""

from __future__ import annotations

import pytest

from vestnik.delivery.envelope import OpenRecipient, envelope

ANNA, BORIS = OpenRecipient(0, "anna@example.org"), OpenRecipient(1, "boris@Firma.ru")


@pytest.mark.parametrize(
    ("redirect_to", "allowed", "stands_for", "withheld"),
    [
        ((), (), {"anna@example.org": (0,), "boris@Firma.ru": (1,)}, ()),
        (("test@firma.ru",), (), {"test@firma.ru": (0, 1)}, ()),
        (("a@t.ru", "b@t.ru"), (), {"a@t.ru": (0, 1), "b@t.ru": (0, 1)}, ()),
        ((), ("firma.ru",), {"boris@Firma.ru": (1,)}, (0,)),
        ((), ("@FIRMA.RU",), {"boris@Firma.ru": (1,)}, (0,)),
        ((), ("ru",), {}, (0, 1)),
        (("test@t.ru",), ("firma.ru",), {"test@t.ru": (0,), "boris@Firma.ru": (1,)}, ()),
    ],
)
def test_A10_redirection_and_allowed_domains(
    redirect_to: tuple[str, ...],
    allowed: tuple[str, ...],
    stands_for: dict[str, tuple[int, ...]],
    withheld: tuple[int, ...],
) -> None:
    made = envelope((ANNA, BORIS), redirect_to, allowed)
    assert made.stands_for == stands_for
    assert made.withheld == withheld


def test_a_recipient_redirected_by_hand_is_sent_to_the_new_address() -> None:
    made = envelope((OpenRecipient(0, "old@example.org", redirected="new@example.org"),))
    assert made.recipients == ("new@example.org",)


@pytest.mark.parametrize("redirect_to", [(), ("test@firma.ru",)])
def test_a_suppressed_recipient_is_in_no_envelope(redirect_to: tuple[str, ...]) -> None:
    gone = OpenRecipient(0, "gone@example.org", suppressed="complaint")
    assert envelope((gone,), redirect_to).recipients == ()
    assert envelope((gone, BORIS), redirect_to).withheld == (0,)
