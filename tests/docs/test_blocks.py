"""Every command and every definition in the documentation is right: tried here, so it cannot go stale."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer
from ruamel.yaml import YAML
from tests.docs.blocks import PAGES, ROOT, Block, blocks
from typer.core import TyperGroup

from vestnik.cli import build
from vestnik.definitions.folder.apply import apply, plan
from vestnik.definitions.folder.read import read_folder
from vestnik.runtime.settings import Settings
from vestnik.runtime.system import System

YAML_BLOCKS = [block for block in blocks() if block.language == "yaml"]
COMMANDS = [
    pytest.param(line, id=f"{block}-{line[:40]}")
    for block in blocks()
    if block.language == "sh"
    for line in block.text.splitlines()
    if line.strip() and not line.lstrip().startswith("#")
]
PROGRAMS = {
    "curl",
    "openssl",
    "cp",
    "cd",
    "git",
    "python",
    "python3",
    "post",
    "id",
    "pg_dump",
    "systemctl",
    ".",
    "cat",
    "ls",
}


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system with the app of examples/dogovory."""
    opened = System.open(Settings(data=tmp_path_factory.mktemp("docs") / "data"), migrate=True)
    read = read_folder(ROOT / "examples/dogovory", opened.kinds, {})
    with opened.db.write() as tx:
        apply(opened.definitions(tx), read)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "block", [block for block in YAML_BLOCKS if not block.marker.startswith("file: ")], ids=str
)
def test_a_definition_is_sound(block: Block, system: System) -> None:
    given = YAML(typ="safe").load(block.text)
    if block.marker.startswith("actions of "):
        given = _scenario(block.marker.removeprefix("actions of "), given)
    else:
        assert block.marker == "definition", "say above the block how it is to be tried; see blocks.py"
    with system.db.write() as tx, suppress(_Undone), tx.savepoint():
        definitions = system.definitions(tx)
        definitions.save(given["kind"], given["name"], given)
        found = definitions.get(given["kind"], given["name"])
        assert [str(problem.message) for problem in found.problems] == []
        raise _Undone


class _Undone(Exception):
    pass


@pytest.mark.parametrize(
    "page",
    sorted({block.page for block in YAML_BLOCKS if block.marker.startswith("file: ")}),
    ids=lambda page: page.name,
)
def test_the_files_of_a_page_make_an_app(page: Path, tmp_path: Path) -> None:
    for block in blocks(page):
        if block.marker.startswith("file: "):
            path = tmp_path / block.marker.removeprefix("file: ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
    [app] = [path.parent for path in tmp_path.rglob("app.yaml")]
    opened = System.open(Settings(data=tmp_path / "data"), migrate=True)
    try:
        read = read_folder(app, opened.kinds, {})
        with opened.db.write() as tx:
            planned = plan(opened.definitions(tx), read)
        assert [problem for step in planned.steps for problem in step.problems] == []
    finally:
        opened.close()


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_one_that_there_is(line: str) -> None:
    words = shlex.split(re.sub(r"^\w+=\$\((.*)\)$", r"\1", line), comments=True)
    while words and re.match(r"[A-Z_]+=", words[0]):
        name = words.pop(0).partition("=")[0]
        if name.startswith("VESTNIK_"):
            setting = name.removeprefix("VESTNIK_").lower()
            assert (
                setting in Settings.model_fields
                or name == "VESTNIK_USER_PASSWORD"
                or setting.startswith("secret_")
            ), name
    if not words:
        return
    program, *arguments = words
    if program == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
        assert arguments[0] in targets or arguments[0].startswith(".venv/")
    elif program.rpartition("/")[2] == "vestnik":
        _parse(typer.main.get_command(build()), arguments)
    elif program.rpartition("/")[2] == "pytest":
        assert all((ROOT / path).exists() for path in arguments if path.startswith("tests/"))
    else:
        assert program in PROGRAMS or program.startswith(".ci/") or program.endswith("()"), program


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target


def _parse(command: Any, arguments: list[str]) -> None:
    """Refuse options and commands that there are not."""
    if isinstance(command, TyperGroup) and arguments and not arguments[0].startswith("-"):
        assert arguments[0] in command.commands, arguments[0]
        _parse(command.commands[arguments[0]], arguments[1:])
        return
    context = typer.Context(command)
    command.make_parser(context).parse_args(list(arguments))


def _scenario(template: str, actions: Any) -> dict[str, Any]:
    event = {"type": "button_clicked", "context_template": template, "button": "NaSoglasovanie"}
    return {
        "kind": "scenario",
        "name": "FromTheDocs",
        "title": "From the docs",
        "event": event,
        "actions": actions,
    }


def test_the_road_names_files_that_there_are() -> None:
    text = (ROOT / "docs/road.md").read_text("utf-8")
    source = ROOT / "src/vestnik"
    for name in re.findall(r"`([a-z_0-9]+/[a-z_0-9/]*(?:\.py)?)`", text):
        assert (source / name).exists() or (ROOT / name).exists(), name
