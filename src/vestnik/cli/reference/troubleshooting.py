"""The page of what can be wrong between us and a mail server, by code, with the way out."""

from __future__ import annotations

from vestnik.connections.faults import CAUSES
from vestnik.kernel.text import Language, Text

_TITLE = Text("Неполадки соединения с почтовым сервером", "Trouble with the mail server")
_ABOUT = Text(
    "Код стоит в результате проверки соединения, в журнале подключения и в письме, которое не ушло. «Сама» — пройдёт ли "
    "неполадка без вмешательства: тогда письмо ждёт следующей попытки. Страница составлена из объявлений (`vestnik docs`).",
    "The code stands in the result of a connection test, in the connection's log and at a letter that did not go. "
    "'By itself' says whether the trouble may pass: the letter then waits for its next attempt. "
    "This page is made from the declarations (`vestnik docs`).",
)
_COLUMNS = Text(
    "| Код | Что случилось | Что делать | Сама |", "| Code | What happened | What to do | By itself |"
)
_YES, _NO = Text("да", "yes"), Text("нет", "no")


def troubleshooting(language: Language) -> str:
    """The page, as Markdown."""
    rows = [_COLUMNS.of(language), "|---|---|---|---|"]
    for code, cause in sorted(CAUSES.items()):
        passes = (_NO if cause.permanent else _YES).of(language)
        rows.append(
            f"| `{code}` | {_cell(cause.what.of(language))} | {_cell(cause.advice.of(language))} | {passes} |"
        )
    return "\n\n".join([f"# {_TITLE.of(language)}", _ABOUT.of(language), "\n".join(rows)]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
