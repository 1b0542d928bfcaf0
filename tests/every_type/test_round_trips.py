"""A type keeps what was given: through the API, and through the files of an app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.every_type.conftest import PLACES, Desk, definition_with, part_of
from tests.every_type.sample import SECRET, sample, schema_of

from vestnik.definitions.folder.apply import plan
from vestnik.definitions.folder.export import export
from vestnik.definitions.folder.read import read_folder


def _saved(desk: Desk, kind: str, made: dict[str, Any]) -> Any:
    """Fresh each time: an attribute that changes its type is another attribute."""
    desk.client.delete("/scenarios/holder")
    desk.client.delete("/templates/Holder")
    answer = desk.put(PLACES[kind], definition_with(kind, made))
    assert answer.status_code in (200, 201), answer.text
    return desk.get(PLACES[kind])


def test_what_the_api_took_it_gives_back(desk: Desk, kind: str, name: str) -> None:
    made = sample(schema_of(kind, name))
    given = definition_with(kind, made)
    body = _saved(desk, kind, made)["body"]

    assert _holds(part_of(kind, body), part_of(kind, given))
    again = desk.put(PLACES[kind], {key: value for key, value in body.items() if key != "kind"})
    assert again.status_code == 200, again.text
    assert again.json()["body"] == body


def test_what_an_app_folder_took_it_gives_back(desk: Desk, kind: str, name: str, tmp_path: Path) -> None:
    _saved(desk, kind, sample(schema_of(kind, name), secrets=True))
    with desk.system.db.read() as tx:
        export(desk.system.definitions(tx), "Samples", tmp_path)

    read = read_folder(tmp_path, desk.system.kinds, _AnySecret())
    with desk.system.db.write() as tx:
        planned = plan(desk.system.definitions(tx), read)

    # A connection belongs to no app until one brings it; from then on it is that app's.
    told = {
        (step.kind, step.name): [difference.as_json() for difference in step.differences]
        for step in planned.steps
        if step.action != "unchanged"
    }
    assert told.pop(("connection", "sample"), []) == []
    assert told == {}


def test_a_secret_shows_nowhere(
    desk: Desk, kind: str, name: str, tmp_path: Path, caplog: Any, capfd: Any
) -> None:
    caplog.set_level("DEBUG")
    made = sample(schema_of(kind, name), secrets=True)
    saved = _saved(desk, kind, made)
    with desk.system.db.read() as tx:
        export(desk.system.definitions(tx), "Samples", tmp_path)
    written = "".join(file.read_text() for file in tmp_path.rglob("*") if file.is_file())
    listed = desk.client.get(PLACES[kind].rpartition("/")[0]).text
    versions = desk.client.get(f"{PLACES[kind]}/versions").text
    logs = "".join(file.read_text(errors="replace") for file in desk.system.settings.data.rglob("*.log"))
    database = b"".join(file.read_bytes() for file in desk.system.settings.data.glob("vestnik.db*"))

    shown = (str(saved), written, listed, versions, caplog.text, logs, "".join(capfd.readouterr()))
    assert not any(SECRET in text for text in shown)
    assert SECRET.encode() not in database
    secrets = [field for field, value in made.items() if value == SECRET]
    assert [field for field in secrets if field in saved["body"]] == []
    assert sorted(saved["secrets"]) == sorted(secrets) if secrets else True


def _holds(kept: Any, given: Any) -> bool:
    """Whether everything that was given is there; what was left out may have come as its default."""
    if isinstance(given, dict):
        return all(key in kept and _holds(kept[key], value) for key, value in given.items())
    if isinstance(given, list):
        return len(kept) == len(given) and all(map(_holds, kept, given))
    return bool(kept == given)


class _AnySecret(dict[str, str]):
    def get(self, name: str, default: str | None = None) -> str:  # type: ignore[override]
        return SECRET
