"""The page that lists the others."""

from __future__ import annotations

from vestnik.cli.reference.types import TITLES
from vestnik.kernel.text import Language, Text

_TITLE = Text("Справочник", "Reference")
_PAGES: dict[str, Text] = {
    "definitions": Text("Определения: файлы приложения", "Definitions: the files of an app"),
    **TITLES,
    "formula": Text("Язык формул", "The formula language"),
    "n3": Text("Язык N3", "The N3 language"),
    "commands": Text("Команды", "Commands"),
    "errors": Text("Ошибки по кодам", "Errors by code"),
    "../admin/settings": Text("Настройки", "Settings"),
    "../admin/troubleshooting": Text(
        "Неполадки соединения с почтовым сервером", "Trouble with the mail server"
    ),
}


def index(language: Language) -> str:
    """The page, as Markdown."""
    links = [f"- [{title.of(language)}]({page}.{language}.md)" for page, title in _PAGES.items()]
    return f"# {_TITLE.of(language)}\n\n" + "\n".join(links) + "\n"
