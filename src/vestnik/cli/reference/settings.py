"""The page of settings."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from vestnik.kernel.durations import format_duration
from vestnik.kernel.text import Help, Language, Text
from vestnik.runtime.settings import Settings

_TITLE = Text("Настройки", "Settings")
_ABOUT = Text(
    "Каждая настройка — переменная окружения. Параметр команды (`--data`, `--port` …) важнее переменной. "
    "Страница составлена из объявлений (`vestnik docs`), не правьте её руками.",
    "Every setting is an environment variable. An option of a command (`--data`, `--port` …) wins over the variable. "
    "This page is made from the declarations (`vestnik docs`), do not edit it.",
)
_COLUMNS = Text(
    "| Переменная | Что задаёт | Значения | По умолчанию |", "| Variable | What it sets | Values | Default |"
)


def settings(language: Language) -> str:
    """The page, as Markdown."""
    rows = [_COLUMNS.of(language), "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        told = next(part for part in field.metadata if isinstance(part, Help))
        about = told.ru if language == "ru" else told.en
        cells = (f"`VESTNIK_{name.upper()}`", about, _values(field), _default(field.default))
        rows.append("| " + " | ".join(cells) + " |")
    return "\n\n".join([f"# {_TITLE.of(language)}", _ABOUT.of(language), "\n".join(rows)]) + "\n"


def _values(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(field.annotation))
    if field.annotation is bool:
        return "`true`, `false`"
    return "`PT12H`" if field.annotation is timedelta else ""


def _default(value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, timedelta):
        return f"`{format_duration(value)}`"
    return f"`{value}`" if isinstance(value, str | Path) else f"`{json.dumps(value)}`"
