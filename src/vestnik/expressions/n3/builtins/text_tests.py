"""What is asked of a text: its parts, its form, its place in the order of texts (spec/n3.md 5.5)."""

from __future__ import annotations

from vestnik.expressions.n3.declare import Example, later, test
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import ENTITY, STRING_C, STRING_W
from vestnik.expressions.n3.patterns import matches
from vestnik.kernel.text import Text


@test(
    STRING_C + "contains", ENTITY + "contains", STRING_W + "contains", takes="text | (text)", against="text",
    about=Text("Есть ли в тексте такая часть, с учётом регистра", "Whether a text has this part, case-sensitive"),
    example=Example('"Договор" cmwstring:contains "говор". true -> ?value.'),
)  # fmt: skip
def _contains(machine: Machine, text: str, part: str) -> bool:
    return part in text


@test(
    ENTITY + "startsWith", takes="text | (text text?)", against="text", priority="SHOULD",
    about=Text(
        "Начинается ли текст так; «OrdinalIgnoreCase» — без учёта регистра",
        "Whether a text begins so; 'OrdinalIgnoreCase' ignores case",
    ),
    example=Example('("Договор" "OrdinalIgnoreCase") cmwentity:startsWith "дог". true -> ?value.'),
)  # fmt: skip
def _starts_with(machine: Machine, text: str, *mode_and_part: str) -> bool:
    text, part = _folded(text, *mode_and_part)
    return text.startswith(part)


@test(
    ENTITY + "endsWith", takes="text | (text text?)", against="text", priority="SHOULD",
    about=Text(
        "Кончается ли текст так; «OrdinalIgnoreCase» — без учёта регистра",
        "Whether a text ends so; 'OrdinalIgnoreCase' ignores case",
    ),
    example=Example('"Договор.pdf" cmwentity:endsWith ".pdf". true -> ?value.'),
)  # fmt: skip
def _ends_with(machine: Machine, text: str, *mode_and_part: str) -> bool:
    text, part = _folded(text, *mode_and_part)
    return text.endswith(part)


def _folded(text: str, *mode_and_part: str) -> tuple[str, str]:
    *mode, part = mode_and_part
    if mode and mode[0] not in _COMPARISONS:
        message = Text("неизвестный способ сравнения «{mode}»", "unknown comparison '{mode}'")
        raise GoalError("type_error", message.format(mode=mode[0][:40]))
    if mode and mode[0].endswith("IgnoreCase"):
        return text.upper(), part.upper()
    return text, part


_COMPARISONS = frozenset(
    f"{culture}{case}"
    for culture in ("Ordinal", "InvariantCulture", "CurrentCulture")
    for case in ("", "IgnoreCase")
)


@test(
    STRING_W + "matches", takes="text", against="text",
    about=Text("Подходит ли часть текста под регулярное выражение", "Whether a part of a text matches a regular expression"),
    example=Example('"Старший менеджер" string:matches "менеджер". true -> ?value.'),
)  # fmt: skip
def _matches(machine: Machine, text: str, pattern: str) -> bool:
    return matches(text, pattern)


@test(
    STRING_W + "notMatches", takes="text", against="text",
    about=Text("Не подходит ни одна часть текста", "Whether no part of a text matches"),
    example=Example('"abc" string:notMatches "^b". true -> ?value.'),
)  # fmt: skip
def _not_matches(machine: Machine, text: str, pattern: str) -> bool:
    return not matches(text, pattern)


@test(
    STRING_W + "lessThan", takes="text", against="text", priority="SHOULD",
    about=Text("Раньше по порядку символов", "Earlier by code points"),
    example=Example('"a" string:lessThan "b". true -> ?value.'),
)  # fmt: skip
def _less_than(machine: Machine, one: str, other: str) -> bool:
    return one < other


@test(
    STRING_W + "greaterThan", takes="text", against="text", priority="SHOULD",
    about=Text("Позже по порядку символов", "Later by code points"),
    example=Example('"b" string:greaterThan "a". true -> ?value.'),
)  # fmt: skip
def _greater_than(machine: Machine, one: str, other: str) -> bool:
    return one > other


@test(
    STRING_W + "notLessThan", takes="text", against="text", priority="SHOULD",
    about=Text("Не раньше по порядку символов", "Not earlier by code points"),
    example=Example('"b" string:notLessThan "b". true -> ?value.'),
)  # fmt: skip
def _not_less_than(machine: Machine, one: str, other: str) -> bool:
    return one >= other


@test(
    STRING_W + "notGreaterThan", takes="text", against="text", priority="SHOULD",
    about=Text("Не позже по порядку символов", "Not later by code points"),
    example=Example('"b" string:notGreaterThan "b". true -> ?value.'),
)  # fmt: skip
def _not_greater_than(machine: Machine, one: str, other: str) -> bool:
    return one <= other


later(
    ENTITY,
    "like",
    "знаки подстановки не описаны; берите string:matches",
    "its wildcards are not documented; take string:matches",
)
