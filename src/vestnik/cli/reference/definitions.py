"""The page of definitions: the files of an app folder and what stands in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vestnik.cli.reference.schema_table import parts, table
from vestnik.cli.reference.types import MADE, part_sections
from vestnik.definitions.app import App
from vestnik.kernel.text import Language, Text
from vestnik.records import template
from vestnik.runtime.system import kinds
from vestnik.scenarios import scenario

_TITLE = Text("Определения: файлы приложения", "Definitions: the files of an app")
_FOLDER = Text(
    "Приложение — это папка: `app.yaml` и по файлу на каждое определение; имя файла — системное имя. "
    "Те же поля у API `PUT /api/v1/{вид}/{имя}`.",
    "An app is a folder: `app.yaml` and one file for each definition; the file's name is the system name. "
    "`PUT /api/v1/{kind}/{name}` takes the same fields.",
)
_COLUMNS = Text("| Вид | Файлы | Поля |", "| Kind | Files | Fields |")
_HERE = Text("ниже", "below")


def definitions(language: Language) -> str:
    """The page, as Markdown."""
    schemas: dict[str, Mapping[str, Any]] = {
        "app": App.model_json_schema(),
        "template": template.schema(),
        "scenario": scenario.schema(),
    }
    lines = [f"# {_TITLE.of(language)}", MADE.of(language), _FOLDER.of(language)]
    rows = [_COLUMNS.of(language), "|---|---|---|"]
    for kind in kinds():
        files = f"`{kind.folder}/*.yaml`" if kind.folder else f"`{kind.name}.yaml`"
        where = (
            f"[{_HERE.of(language)}](#{kind.name})"
            if kind.name in schemas
            else f"[{kind.folder}]({kind.folder}.{language}.md)"
        )
        rows.append(f"| `{kind.name}` {kind.label.of(language)} | {files} | {where} |")
    lines.append("\n".join(rows))
    found: dict[str, Mapping[str, Any]] = {}
    for name, schema in schemas.items():
        lines += [f"## {name}", table(schema["properties"], schema.get("required", ()), language)]
        found |= parts(schema)
    return "\n\n".join([*lines, *part_sections(found, language)]) + "\n"
