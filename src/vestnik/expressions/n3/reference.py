"""The reference page of the N3 dialect, made from the declared entries."""

from __future__ import annotations

from collections import Counter
from typing import Final

from vestnik.expressions.n3.arguments import WORDS
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.declare import Builtin, Constant, Construct, Entry, Relation
from vestnik.expressions.n3.forms import FORMS
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
_CONSTRUCTS = Text("Конструкции", "Constructs")
_CONSTRUCT_COLUMNS = Text(
    "| Запись | Смысл | Приоритет | Состояние |", "| Written | Meaning | Priority | State |"
)
_COVERAGE = Text("Покрытие: имя за именем", "Coverage, name by name")
_COVERAGE_COLUMNS = Text("| Имя | Приоритет | Состояние |", "| Name | Priority | State |")
_DONE = Text("есть", "done")
_NOT_YET = Text("нет", "not yet")
_SUMS = Text(
    "Есть имён: {done} ({counted}). Нет: {later}, все редкие; выражение с таким именем получает ошибку `unsupported`, "
    "которая называет его и причину.",
    "Names that are there: {done} ({counted}). Not yet: {later}, all of them rare; an expression with such a name gets the "
    "error `unsupported`, which tells the name and the reason.",
)
_PRIORITIES: Final = ("MUST", "SHOULD", "LATER")
_LATER_MISSING: Final = "missing"


def reference(language: Language) -> str:
    """The page in one language, as Markdown."""
    spaces = list(dict.fromkeys(namespace_of(entry.iris[0]) for entry in REGISTRY.entries()))
    spaces.sort(key=_prefix)
    parts = [f"# {_TITLE.of(language)}", _INTRODUCTION.of(language)]
    parts += [_section(space, language) for space in spaces]
    parts += [_constructs(language), _coverage(language)]
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


def _constructs(language: Language) -> str:
    lines = [f"## {_CONSTRUCTS.of(language)}", "", _CONSTRUCT_COLUMNS.of(language), "|---|---|---|---|"]
    for one in FORMS:
        cells = (f"`{one.written}`", one.about.of(language), one.priority, _state(one.why, language))
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines)


def _state(why: Text | None, language: Language) -> str:
    return _DONE.of(language) if why is None else f"{_NOT_YET.of(language)}: {why.of(language)}"


def _coverage(language: Language) -> str:
    """Every name of the spec with its priority and state, then the sums."""
    names = sorted((*REGISTRY.by_iri, *REGISTRY.later), key=lambda iri: (_prefix(namespace_of(iri)), iri))
    lines = [f"## {_COVERAGE.of(language)}", "", _COVERAGE_COLUMNS.of(language), "|---|---|---|"]
    sums: Counter[str] = Counter()
    for iri in names:
        entry = REGISTRY.by_iri.get(iri)
        priority = _priority(entry)
        sums[priority if entry else _LATER_MISSING] += 1
        state = _state(REGISTRY.later.get(iri), language)
        lines.append(f"| `{short_form(iri)}` | {priority} | {state} |")
    counted = ", ".join(f"{name} {sums[name]}" for name in _PRIORITIES)
    total = _SUMS.format(done=len(REGISTRY.by_iri), counted=counted, later=len(REGISTRY.later))
    return "\n".join((*lines, "", total.of(language)))


def _priority(entry: Entry | None) -> str:
    """Constants go with what they are used by; what we lack is rare."""
    if entry is None:
        return "LATER"
    return "MUST" if isinstance(entry, Constant) else entry.priority
