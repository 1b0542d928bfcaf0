from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.definitions.conftest import SERVER, WAY, Desk

from vestnik.definitions.folder.apply import Plan, PlanStale, apply, plan
from vestnik.definitions.folder.export import export
from vestnik.definitions.folder.read import AppFolder, read_folder
from vestnik.definitions.kind import Kinds
from vestnik.kernel.problem import Forbidden, InUse, Invalid, NotFound

APP = """\
kind: app
name: Pochta
title: Почта
"""
SERVER_FILE = """\
# Почтовый сервер отдела кадров.
host: mail.example.org   # внутренний адрес
password: {env: MAIL_PASSWORD}
"""
WAY_FILE = """\
kind: way
name: out
# Пояснение к пути.
server: mail
title: "Эл. письма"
attributes:
  # Кому.
  - {name: FullName, title: Имя}
  - {name: FileName}   # что
template: |-
  Здравствуйте, {FullName}!
  Документ {FileName}.
"""
ENVIRONMENT = {"MAIL_PASSWORD": "geheim"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "app.yaml": APP,
        "servers/mail.yaml": SERVER_FILE,
        "ways/out.yaml": WAY_FILE,
        "README.md": "# Почта",
    }
    for name, text in files.items():
        file = tmp_path / "app" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "app"


class Tool:
    """What the command line does with a folder, each time in a transaction of its own."""

    def __init__(self, desk: Desk, kinds: Kinds, folder: Path) -> None:
        self.desk, self.kinds, self.folder = desk, kinds, folder

    def read(self, environment: dict[str, str] = ENVIRONMENT) -> AppFolder:
        return read_folder(self.folder, self.kinds, environment)

    def apply(self, environment: dict[str, str] = ENVIRONMENT, **options: Any) -> Plan:
        with self.desk.db.write() as tx:
            return apply(self.desk.opened(tx), self.read(environment), **options)

    def plan(self, **options: Any) -> Plan:
        with self.desk.db.write() as tx:
            return plan(self.desk.opened(tx), self.read(), **options)

    def export(self, to: Path | None = None) -> dict[str, str]:
        with self.desk.db.read() as tx:
            return {one.file: one.action for one in export(self.desk.opened(tx), "Pochta", to or self.folder)}

    def text(self, file: str) -> str:
        return (self.folder / file).read_text("utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        text = self.text(file)
        assert old in text
        (self.folder / file).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def tool(sqlite_desk: Desk, kinds: Kinds, folder: Path) -> Tool:
    return Tool(sqlite_desk, kinds, folder)


def actions(plan: Plan) -> dict[str, str]:
    return {step.name: step.action for step in plan.steps}


def refusal(tool: Tool, **options: Any) -> tuple[Any, ...]:
    with pytest.raises(Invalid) as caught:
        tool.apply(**options)
    problem = caught.value.problem
    return problem.code, problem.path, problem.line, problem.suggestion


def test_a_folder_becomes_definitions(desk: Desk, kinds: Kinds, folder: Path) -> None:
    tool = Tool(desk, kinds, folder)
    assert actions(tool.apply()) == {"Pochta": "create", "mail": "create", "out": "create"}
    assert desk.load("server", "mail", secrets=True).password.reveal() == "geheim"
    assert desk.load("way", "out").template.startswith("Здравствуйте")
    assert [item.app for item in desk.list().items] == ["Pochta"] * 3
    assert actions(tool.apply()) == {"Pochta": "unchanged", "mail": "unchanged", "out": "unchanged"}


def test_a_whole_apply_is_one_revision(tool: Tool) -> None:
    tool.apply()
    revisions = {
        tool.desk.versions(kind, name).items[0].revision
        for kind, name in (("way", "out"), ("server", "mail"))
    }
    assert len(revisions) == 1


def test_a_plan_shows_the_differences_and_changes_nothing(tool: Tool) -> None:
    tool.apply()
    tool.edit("ways/out.yaml", "Эл. письма", "Письма")
    shown = tool.plan()
    (step,) = [step for step in shown.steps if step.action != "unchanged"]
    assert [difference.as_json() for difference in step.differences] == [
        {"path": "title", "before": "Эл. письма", "after": "Письма"}
    ]
    assert tool.desk.get("way", "out").title == "Эл. письма"
    assert tool.apply(planned=shown).changes


def test_a_plan_that_others_have_overtaken_is_not_carried_out(tool: Tool) -> None:
    shown = tool.plan()
    tool.desk.save("server", "other", SERVER)
    with pytest.raises(PlanStale):
        tool.apply(planned=shown)


def test_only_prune_deletes_and_only_what_came_from_this_app(tool: Tool) -> None:
    tool.apply()
    tool.desk.save("server", "foreign", SERVER)
    (tool.folder / "ways/out.yaml").unlink()
    assert "out" not in actions(tool.apply())
    assert actions(tool.plan(prune=True))["out"] == "delete"
    tool.apply(prune=True)
    assert tool.desk.find("way", "out") is None
    assert tool.desk.find("server", "foreign")


def test_prune_refuses_what_others_still_use(tool: Tool) -> None:
    tool.apply()
    (tool.folder / "servers/mail.yaml").unlink()
    with pytest.raises(InUse):
        tool.apply(prune=True)


def test_an_error_anywhere_stops_everything_and_names_file_and_line(tool: Tool) -> None:
    tool.edit("ways/out.yaml", "server: mail", "server: mial")
    assert refusal(tool) == ("no_server", ("ways/out.yaml", "server"), 4, "mail")
    assert tool.desk.count() == 0


def test_a_place_inside_a_text_is_told_in_lines_of_the_file(tool: Tool) -> None:
    tool.edit("ways/out.yaml", "Документ {FileName}", "Документ {Filename}")
    (step,) = [step for step in tool.plan().steps if step.disabled]
    (problem,) = step.problems
    assert (problem.line, problem.column) == (12, 12)


def test_problems_of_all_files_are_told_at_once(tool: Tool) -> None:
    tool.edit("ways/out.yaml", "server:", "sevrer:")
    tool.edit("servers/mail.yaml", "host:", "hots:")
    with pytest.raises(Invalid) as caught:
        tool.apply()
    assert {(problem.code, problem.path, problem.line) for problem in caught.value.problems} == {
        ("missing", ("ways/out.yaml", "server"), 1),
        ("unknown_field", ("ways/out.yaml", "sevrer"), 4),
        ("missing", ("servers/mail.yaml", "host"), 1),
        ("unknown_field", ("servers/mail.yaml", "hots"), 2),
    }


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("way/out.yaml", "ways/out.yaml"),
        ("servers/old/mail.yaml", "servers/mail.yaml"),
        ("servers/second.yml", "servers/second.yaml"),
        ("application.yaml", "app.yaml"),
    ],
)
def test_a_file_in_the_wrong_place_is_not_passed_over(tool: Tool, name: str, suggestion: str) -> None:
    (tool.folder / name).parent.mkdir(exist_ok=True)
    (tool.folder / name).write_text("host: x\n")
    assert refusal(tool) == ("misplaced", (name,), None, suggestion)


def test_a_folder_without_an_app_is_none(tool: Tool) -> None:
    (tool.folder / "app.yaml").unlink()
    assert refusal(tool)[0] == "no_app_file"


def test_file_and_body_agree_on_name_and_kind(tool: Tool) -> None:
    tool.edit("ways/out.yaml", "name: out", "name: in")
    assert refusal(tool) == ("other_name", ("ways/out.yaml", "name"), 2, "out")
    tool.edit("ways/out.yaml", "name: in", "name: out")
    tool.edit("ways/out.yaml", "kind: way", "kind: server")
    assert refusal(tool) == ("other_kind", ("ways/out.yaml", "kind"), 1, "way")


def test_a_link_out_of_the_folder_is_refused(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text("host: x\n")
    (tool.folder / "servers/stolen.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert refusal(tool)[:2] == ("outside", ("servers/stolen.yaml",))


def test_a_secret_in_plain_text_is_refused_and_not_repeated(tool: Tool) -> None:
    tool.edit("servers/mail.yaml", "{env: MAIL_PASSWORD}", "sesam-öffne-dich")
    with pytest.raises(Invalid) as caught:
        tool.apply()
    problem = caught.value.problem
    assert (problem.code, problem.line) == ("plain_secret", 3)
    assert problem.suggestion == "{env: VESTNIK_SECRET_MAIL_PASSWORD}"
    assert "sesam" not in str(problem)


def test_a_secret_may_stand_in_a_file_beside(tool: Tool) -> None:
    tool.edit("servers/mail.yaml", "{env: MAIL_PASSWORD}", "{file: secrets/mail}")
    (tool.folder / "secrets").mkdir()
    (tool.folder / "secrets/mail").write_text("vom Zettel\n")
    tool.apply({})
    assert tool.desk.load("server", "mail", secrets=True).password.reveal() == "vom Zettel"


def test_a_secret_that_is_not_there_is_named(tool: Tool) -> None:
    assert refusal(tool, environment={}) == ("secret_missing", ("servers/mail.yaml", "password"), 3, None)


def test_a_secret_that_is_not_there_stays_as_the_system_has_it(tool: Tool) -> None:
    tool.apply()
    assert actions(tool.apply({}))["mail"] == "unchanged"
    tool.edit("servers/mail.yaml", "mail.example.org", "evil.example")
    assert refusal(tool, environment={})[:2] == ("secret_needed", ("servers/mail.yaml", "password"))


def test_what_looks_like_a_source_elsewhere_stays_text(tool: Tool) -> None:
    tool.edit("ways/out.yaml", 'title: "Эл. письма"', "title: {env: MAIL_PASSWORD}")
    assert refusal(tool)[:3] == ("string_type", ("ways/out.yaml", "title"), 5)


def test_one_without_the_right_applies_nothing(tool: Tool) -> None:
    with pytest.raises(Forbidden), tool.desk.db.write() as tx:
        apply(tool.desk.opened(tx, "stranger"), tool.read())


def test_an_export_of_what_was_applied_leaves_every_byte(tool: Tool) -> None:
    before = {file: tool.text(file) for file in ("app.yaml", "servers/mail.yaml", "ways/out.yaml")}
    tool.apply()
    assert set(tool.export().values()) == {"unchanged"}
    assert {file: tool.text(file) for file in before} == before


def test_an_export_touches_only_what_changed(tool: Tool) -> None:
    tool.apply()
    body = dict(tool.desk.get("way", "out").body)
    attributes = [body["attributes"][0] | {"title": "Ф. И. О."}, {"name": "New"}, body["attributes"][1]]
    tool.desk.save("way", "out", body | {"attributes": attributes, "description": "Новое"})
    assert tool.export() == {
        "app.yaml": "unchanged",
        "servers/mail.yaml": "unchanged",
        "ways/out.yaml": "changed",
    }
    assert (
        tool.text("ways/out.yaml")
        == WAY_FILE.replace("title: Имя", "title: Ф. И. О.").replace(
            "  - {name: FileName}", "  - name: New\n  - {name: FileName}"
        )
        + "description: Новое\n"
    )
    assert set(actions(tool.apply()).values()) == {"unchanged"}


def test_fields_that_went_back_to_their_default_leave_the_file(tool: Tool) -> None:
    tool.apply()
    tool.desk.save("way", "out", {"server": "mail", "template": "x"})
    tool.export()
    text = tool.text("ways/out.yaml")
    assert "title" not in text
    assert "attributes" not in text
    assert "# Пояснение к пути." in text


def test_a_new_folder_gets_files_without_defaults_and_secrets(tool: Tool, tmp_path: Path) -> None:
    tool.desk.save("app", "Pochta", {"title": "Почта"})
    tool.desk.save("server", "mail", SERVER)
    tool.desk.save("server", "unused", SERVER)
    tool.desk.save("way", "out", WAY, app="Pochta")
    new = tmp_path / "new"
    assert set(tool.export(new)) == {"app.yaml", "servers/mail.yaml", "ways/out.yaml"}
    assert (new / "servers/mail.yaml").read_text() == (
        "kind: server\nname: mail\nhost: mail.example.org\npassword:\n  env: VESTNIK_SECRET_MAIL_PASSWORD\n"
    )
    again = Tool(tool.desk, tool.kinds, new)
    assert set(actions(again.apply({"VESTNIK_SECRET_MAIL_PASSWORD": "geheim"})).values()) <= {
        "unchanged",
        "change",
    }
    assert tool.desk.load("server", "mail", secrets=True).password.reveal() == "geheim"


def test_a_file_that_belongs_to_nothing_any_more_is_told_and_left(tool: Tool) -> None:
    tool.apply()
    tool.desk.delete("way", "out")
    assert tool.export()["ways/out.yaml"] == "left"
    assert (tool.folder / "ways/out.yaml").exists()


def test_an_app_that_does_not_exist_is_not_exported(tool: Tool) -> None:
    with pytest.raises(NotFound):
        tool.export()
