"""`compose.yaml` and `Dockerfile` name things that exist, and keep the promises of docs/admin/scaling."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from vestnik.cli import build
from vestnik.delivery.worker import SHUTDOWN_SECONDS
from vestnik.runtime.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = YAML(typ="safe").load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_there_are_postgresql_one_web_and_two_workers() -> None:
    assert set(SERVICES) == {"postgres", "web", "worker"}
    assert SERVICES["worker"]["deploy"]["replicas"] == 2
    assert "deploy" not in SERVICES["web"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_commands_and_settings_are_known(name: str) -> None:
    service = SERVICES[name]
    asked = CliRunner().invoke(build(), [*service["command"], "--help"])
    assert asked.exit_code == 0, asked.output
    for option in (word for word in service["command"] if word.startswith("--")):
        assert option in asked.output
    for variable in service["environment"]:
        if variable.startswith("VESTNIK_"):
            assert variable.removeprefix("VESTNIK_").lower() in Settings.model_fields


def test_every_start_waits_for_what_it_needs() -> None:
    assert SERVICES["web"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert SERVICES["worker"]["depends_on"] == {"web": {"condition": "service_healthy"}}
    assert "/ready" in str(SERVICES["web"]["healthcheck"]["test"])
    port = SERVICES["worker"]["environment"]["VESTNIK_WORKER_PORT"]
    assert f":{port}/ready" in str(SERVICES["worker"]["healthcheck"]["test"])


def test_R13_a_stop_leaves_time_to_finish_what_is_in_flight() -> None:
    assert int(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) > SHUTDOWN_SECONDS


def test_documents_lie_in_a_volume_that_web_and_workers_share() -> None:
    assert SERVICES["web"]["volumes"] == SERVICES["worker"]["volumes"] == ["documents:/data"]
    assert {"database", "documents"} == set(COMPOSE["volumes"])


def test_secrets_are_asked_for_and_none_is_written_down() -> None:
    text = (ROOT / "compose.yaml").read_text()
    for name in ("VESTNIK_DB_PASSWORD", "VESTNIK_SECRET_KEY"):
        assert f"${{{name}:?" in text
    assert not re.search(r"(?i)(password|key|secret)\w*: (?![$&*\[])\S", text)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_variable_is_explained(language: str) -> None:
    page = (ROOT / f"docs/admin/scaling.{language}.md").read_text()
    page += (ROOT / f"docs/admin/settings.{language}.md").read_text()
    text = (ROOT / "compose.yaml").read_text()
    for variable in {
        *re.findall(r"\$\{(\w+)", text),
        *SERVICES["web"]["environment"],
        *SERVICES["worker"]["environment"],
    }:
        assert variable in page, variable


def test_the_image_copies_what_is_there_and_runs_as_nobody_special() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", DOCKERFILE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{source.split('/')[0]}" in ignored
    last = DOCKERFILE.split("\nFROM ")[-1]
    assert re.search(r"(?m)^USER \d+$", last)
    assert last.index("\nUSER ") < last.index("\nENTRYPOINT ")
    assert 'ENTRYPOINT ["vestnik"]' in last
    for base in re.findall(r"(?m)^FROM (\S+)", DOCKERFILE):
        assert re.search(r":\d", base), f"{base} is not pinned to a version"
