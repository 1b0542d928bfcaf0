"""The DKIM properties of a connection, and the trial letter that they sign (spec/delivery.md M17)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from tests.connections.conftest import MakeConnection
from tests.mail.test_dkim import RSA, record

from vestnik.connections.trial_letter import letter_for

PEM = RSA.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
SIGNING = {"dkim_domain": "x.test", "dkim_selector": "v2025", "dkim_key": PEM}


def test_M17_the_trial_letter_is_signed(make_connection: MakeConnection) -> None:
    connection = make_connection(25, test_recipients="a@x.test", **SIGNING)
    letter = letter_for(connection, "mx.test", datetime(2025, 3, 12, tzinfo=UTC), "ru")
    raw = b"".join(letter.chunks())  # type: ignore[arg-type]
    assert len(raw) == letter.size
    assert dkim.verify(raw, dnsfunc=lambda name, timeout=5: record(RSA))


def test_without_a_domain_nothing_is_signed(make_connection: MakeConnection) -> None:
    assert make_connection(25).signer() is None


def test_S10_the_key_is_in_no_text_of_a_connection(make_connection: MakeConnection) -> None:
    connection = make_connection(25, **SIGNING)
    assert PEM[40:80] not in f"{connection!r} {connection.model_dump_json()}"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"dkim_domain": "test"}, []),
        ({"dkim_key": "***"}, []),
        ({"dkim_selector": ""}, [("required", "dkim_selector", "error")]),
        ({"dkim_key": None}, [("required", "dkim_key", "error")]),
        ({"dkim_domain": ""}, [("required", "dkim_domain", "error")]),
        ({"dkim_key": "S3cret"}, [("bad_dkim_key", "dkim_key", "error")]),
        ({"dkim_selector": "two words"}, [("bad_selector", "dkim_selector", "error")]),
        ({"dkim_domain": "a..b"}, [("bad_domain", "dkim_domain", "error")]),
        ({"dkim_domain": "other.test"}, [("dkim_not_aligned", "dkim_domain", "warning")]),
    ],
)
def test_M17_what_forbids_signing_is_told_at_its_field(
    make_connection: MakeConnection, fields: dict[str, Any], found: list[tuple[str, str, str]]
) -> None:
    problems = make_connection(25, **{**SIGNING, **fields}).check()
    assert [
        (problem.code, ".".join(map(str, problem.path)), problem.severity) for problem in problems
    ] == found
