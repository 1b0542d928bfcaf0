"""`vestnik suppression` keeps the list of addresses that get no letters."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.web.conftest import Service, installation, service  # noqa: F401 - fixtures
from typer.testing import CliRunner, Result

from vestnik.cli import build
from vestnik.delivery.suppressions import Suppression, find
from vestnik.kernel.problem import VestnikError
from vestnik.mail.addresses import BadAddress


@pytest.fixture
def run(service: Service, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]  # noqa: F811
    monkeypatch.setenv("VESTNIK_DATA", str(service.system.settings.data))

    def made(*arguments: str) -> Result:
        return CliRunner().invoke(build(), ["suppression", *arguments])

    return made


def test_an_address_is_put_on_the_list_told_and_taken_off(run, service: Service) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    added = run("add", "Anna@Пример.рф", "--reason", "жалоба", "--until", "2030-01-02")
    assert added.exit_code == 0, added.output
    with service.system.db.read() as tx:
        found = find(tx, "anna@xn--e1afmkfd.xn--p1ai")
    assert found == Suppression("anna@xn--e1afmkfd.xn--p1ai", "жалоба", datetime(2030, 1, 2, tzinfo=UTC))
    assert "anna@xn--e1afmkfd.xn--p1ai\t2030-01-02" in run("list").output
    assert run("remove", "ANNA@xn--e1afmkfd.xn--p1ai").exit_code == 0
    assert run("list").output == ""


def test_what_is_no_address_or_not_on_the_list_is_refused(run) -> None:  # type: ignore[no-untyped-def]
    assert isinstance(run("add", "nobody", "--reason", "x").exception, BadAddress)
    assert isinstance(run("remove", "anna@example.org").exception, VestnikError)
