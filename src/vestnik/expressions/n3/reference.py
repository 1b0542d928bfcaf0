"""The reference page of the N3 dialect, made from the declared entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vestnik.expressions.n3.arguments import WORDS
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.declare import Builtin, Constant, Construct, Entry, Relation
from vestnik.expressions.n3.namespaces import PREFIXES, namespace_of, short_form
from vestnik.kernel.text import Language, Text

_TITLE = Text("N3: встроенные предикаты", "N3: builtins")
_INTRODUCTION = Text(
    "Эта страница составлена из объявлений (`vestnik docs`); каждый пример выполняется тестами в мире "
    "`tests/vectors/n3-fixture.yaml`, где `?item` — `rec.101`. Цели вычисляются по порядку, сверху вниз. "
    "`?` — необязательный аргумент, `*` — аргументов может быть несколько. Связи (↔) можно спрашивать с любой стороны; "
    "функции дают один ответ, перебор — несколько, проверки — ни одного.",
    "This page is made from the declarations (`vestnik docs`); every example is run by the tests in the world of "
    "`tests/vectors/n3-fixture.yaml`, where `?item` is `rec.101`. Goals run in order, top to bottom. "
    "`?` marks an optional argument, `*` any number of them. Relations (↔) can be asked from both sides; "
    "functions have one answer, generators several, tests none.",
)
_COLUMNS = Text(
    "| Имя | Вид | Форма | Описание | Пример | |", "| Name | Sort | Shape | Description | Example | |"
)
_ALSO = Text("также", "also")
_SORTS: dict[str, Text] = {
    "function": Text("функция", "function"),
    "generator": Text("перебор", "generator"),
    "test": Text("проверка", "test"),
    "relation": Text("связь", "relation"),
    "construct": Text("конструкция", "construct"),
    "constant": Text("постоянная", "constant"),
}
_LATER = Text("Позже", "Later")
_LATER_NOTE = Text(
    "Эти имена известны; выражение с ними получает ошибку `unsupported`, которая их называет.",
    "These names are known; an expression with one of them gets the error `unsupported`, which names it.",
)
_COVERAGE = Text("Покрытие", "Coverage")
_COVERAGE_COLUMNS = Text(
    "| Пространство имён | обязательные | желательные | редкие | позже |",
    "| Namespace | must | should | later, done | later |",
)
_PRIORITIES: Final = ("MUST", "SHOULD", "LATER")


def reference(language: Language) -> str:
    """The page in one language, as Markdown."""
    spaces = list(dict.fromkeys(namespace_of(entry.iris[0]) for entry in REGISTRY.entries()))
    spaces.sort(key=_prefix)
    parts = [f"# {_TITLE.of(language)}", _INTRODUCTION.of(language)]
    parts += [_section(space, language) for space in spaces]
    parts += [_later(language), _coverage(spaces, language)]
    return "\n\n".join(parts) + "\n"


def _prefix(space: str) -> str:
    return next((name for name, iri in PREFIXES.items() if iri == space), space)


def _of(space: str) -> list[Entry]:
    return [entry for entry in REGISTRY.entries() if namespace_of(entry.iris[0]) == space]


def _section(space: str, language: Language) -> str:
    lines = [f"## {_prefix(space)}: `{space}`", "", _COLUMNS.of(language), "|---|---|---|---|---|---|"]
    lines += [_row(entry, language) for entry in _of(space)]
    return "\n".join(lines)


def _row(entry: Entry, language: Language) -> str:
    names = f"`{short_form(entry.iris[0])}`"
    if others := [f"`{short_form(iri)}`" for iri in entry.iris[1:]]:
        names += f"<br>{_ALSO.of(language)} {', '.join(others)}"
    cells = (
        names,
        _sort(entry, language),
        _shape(entry, language),
        entry.about.of(language),
        _example(entry),
    )
    priority = "" if isinstance(entry, Constant) else entry.priority
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in (*cells, priority))} |"


def _sort(entry: Entry, language: Language) -> str:
    match entry:
        case Builtin(sort=sort, effect=effect):
            return _SORTS[sort].of(language) + (" ⚡" if effect else "")
        case Relation():
            return _SORTS["relation"].of(language)
        case Construct():
            return _SORTS["construct"].of(language)
    return _SORTS["constant"].of(language)


def _shape(entry: Entry, language: Language) -> str:
    match entry:
        case Builtin(sort="test", against=against, signature=signature):
            return f"{signature} · {_word(against, language)}"
        case Builtin(gives=gives, signature=signature):
            return f"{signature} → {_word(gives, language)}"
        case Relation(gives=gives):
            return f"↔ {_word(gives, language)}"
    return ""


def _word(kind: str, language: Language) -> str:
    return WORDS[kind].of(language) if kind in WORDS else "?"


def _example(entry: Entry) -> str:
    if isinstance(entry, Constant):
        return ""
    return f"`{entry.example.goals}` → `{', '.join(entry.example.results) or '∅'}`"


def _later(language: Language) -> str:
    spaces = sorted({namespace_of(iri) for iri in REGISTRY.later}, key=_prefix)
    lines = [f"## {_LATER.of(language)}", "", _LATER_NOTE.of(language), ""]
    for space in spaces:
        names = sorted(iri.removeprefix(space) for iri in REGISTRY.later if namespace_of(iri) == space)
        lines.append(f"- {_prefix(space)}: {', '.join(f'`{name}`' for name in names)}")
    return "\n".join(lines)


def _coverage(spaces: Iterable[str], language: Language) -> str:
    lines = [f"## {_COVERAGE.of(language)}", "", _COVERAGE_COLUMNS.of(language), "|---|---|---|---|---|"]
    totals = [0, 0, 0, 0]
    for space in spaces:
        counts = [_count(space, priority) for priority in _PRIORITIES]
        counts.append(sum(namespace_of(iri) == space for iri in REGISTRY.later))
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        lines.append(f"| {_prefix(space)} | {' | '.join(map(str, counts))} |")
    lines.append(f"| **Σ** | {' | '.join(map(str, totals))} |")
    return "\n".join(lines)


def _count(space: str, priority: str) -> int:
    """Names of a namespace, also those of entries that are listed under another one."""
    return sum(
        namespace_of(iri) == space
        for entry in REGISTRY.entries()
        if not isinstance(entry, Constant) and entry.priority == priority
        for iri in entry.iris
    )
