"""The reference page of the formula language, made from the declared functions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from vestnik.expressions.formula.forms import FORMS
from vestnik.expressions.formula.functions import FUNCTIONS, SECTIONS
from vestnik.expressions.formula.signatures import Function, Section, Signature
from vestnik.expressions.formula.types import NAMES, kinds_in_words
from vestnik.kernel.text import Language, Text

_TITLE = Text("Язык формул: функции", "Formula language: functions")
_INTRODUCTION = Text(
    "Эта страница составлена из объявлений функций (`vestnik docs`); каждый пример выполняется тестами. "
    "Мир примеров: часовой пояс сервера Europe/Moscow, язык русский, сейчас 28.05.2025 12:01:53. "
    "`?` — необязательный аргумент, `…` — аргументов может быть несколько. Пустой аргумент даёт пустой результат, "
    "если не сказано иное.",
    "This page is made from the declared functions (`vestnik docs`); every example is run by the tests. "
    "The world of the examples: the server's zone is Europe/Moscow, the language Russian, now is 2025-05-28 12:01:53. "
    "`?` marks an optional argument, `…` one or more of them. An empty argument gives an empty result unless said otherwise.",
)
_COLUMNS = Text(
    "| Функция | Результат | Описание | Пример |", "| Function | Result | Description | Example |"
)
_FORMS = Text("Конструкции", "Constructs")
_FORM_COLUMNS = Text(
    "| Запись | Смысл | Пример | Приоритет | Состояние |",
    "| Written | Meaning | Example | Priority | State |",
)
_COVERAGE = Text("Покрытие: функция за функцией", "Coverage, function by function")
_COVERAGE_COLUMNS = Text("| Функция | Приоритет | Состояние |", "| Function | Priority | State |")
_MARKS: dict[str, str] = {"M": "MUST", "S": "SHOULD", "L": "LATER"}
_DONE = Text("есть", "done")
_OLD = Text("есть, прежнее имя {name}", "done, the old name of {name}")
_NOT_YET = Text("нет: {why}", "not yet: {why}")
_SUMS = Text(
    "Все функции спецификации есть: {done} ({counted}).",
    "Every function of the specification is there: {done} ({counted}).",
)


def reference(language: Language) -> str:
    """The page in one language, as Markdown."""
    parts = [f"# {_TITLE.of(language)}", _INTRODUCTION.of(language)]
    parts += [_section(section, language) for section in SECTIONS]
    parts += [_forms(language), _coverage(language)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section, language: Language) -> str:
    lines = [f"## {section.title.of(language)}", "", _COLUMNS.of(language), "|---|---|---|---|"]
    lines += [_row(function, language) for function in section.functions.values()]
    return "\n".join(lines)


def _row(function: Function, language: Language) -> str:
    expression, result = function.example
    result_kind = NAMES[function.signature.result].of(language)
    cells = (
        f"`{function.signature}`<br>{_parameters(function.signature, language)}",
        result_kind,
        function.description.of(language),
        f"`{expression}` → `{_shown(result)}`",
    )
    return _cells(*cells)


def _parameters(signature: Signature, language: Language) -> str:
    return "; ".join(
        f"{parameter.name}: {kinds_in_words(parameter.kinds).of(language)}"
        for parameter in signature.parameters
    )


def _shown(result: Any) -> str:
    """A result in the notation of the vectors, the tag of a value of one kind left out."""
    if isinstance(result, Mapping):
        return str(next(iter(result.values())))
    if isinstance(result, list):
        return "[" + ", ".join(_shown(item) for item in result) + "]"
    return json.dumps(result, ensure_ascii=False)


def _forms(language: Language) -> str:
    lines = [f"## {_FORMS.of(language)}", "", _FORM_COLUMNS.of(language), "|---|---|---|---|---|"]
    for form in FORMS:
        state = _DONE if form.why is None else _NOT_YET.format(why=form.why)
        cells = (
            f"`{form.written}`",
            form.about.of(language),
            f"`{form.example}` → `{_shown(form.result)}`",
            _MARKS[form.mark],
            state.of(language),
        )
        lines.append(_cells(*cells))
    return "\n".join(lines)


def _coverage(language: Language) -> str:
    """Every function with its priority and state, then the sums."""
    lines = [f"## {_COVERAGE.of(language)}", "", _COVERAGE_COLUMNS.of(language), "|---|---|---|"]
    for function in sorted(FUNCTIONS.values(), key=lambda function: function.name):
        state = _OLD.format(name=function.alias_of) if function.alias_of else _DONE
        lines.append(_cells(f"`{function.name}`", _MARKS[function.mark], state.of(language)))
    sums = Counter(_MARKS[function.mark] for function in FUNCTIONS.values())
    counted = ", ".join(f"{name} {sums[name]}" for name in _MARKS.values())
    return "\n".join((*lines, "", _SUMS.format(done=len(FUNCTIONS), counted=counted).of(language)))


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
