"""`vestnik dkim`: the key signs, and the record it prints verifies (spec/delivery.md M17)."""

from __future__ import annotations

import io
from pathlib import Path

import dkim
import pytest
from tests.mail.test_dkim import FILE, letter
from typer.testing import CliRunner

from vestnik.cli import build
from vestnik.cli.commands.dkim import KeyFileThere
from vestnik.mail.dkim import Signer, read_key


@pytest.mark.parametrize("algorithm", ["rsa", "ed25519"])
def test_M17_the_printed_record_verifies_what_the_key_signs(tmp_path: Path, algorithm: str) -> None:
    file = tmp_path / "dkim.pem"
    given = ["dkim", "example.org", "v2026", "--key", str(file), "--algorithm", algorithm]
    said = CliRunner().invoke(build(), given)
    assert said.exit_code == 0, said.output
    *_, name, record = said.output.splitlines()
    assert name == "v2026._domainkey.example.org."
    assert file.stat().st_mode & 0o777 == 0o600

    signer = Signer("example.org", "v2026", read_key(file.read_text()))
    signed = signer.sign(letter(), lambda _: io.BytesIO(FILE))
    raw = b"".join(signed.chunks(lambda _: io.BytesIO(FILE)))
    assert dkim.verify(raw, dnsfunc=lambda asked, timeout=5: record.encode())


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    file.write_text("mine")
    said = CliRunner().invoke(build(), ["dkim", "example.org", "v2026", "--key", str(file)])
    assert isinstance(said.exception, KeyFileThere)
    assert file.read_text() == "mine"
