"""Text. Positions count code points from 0; comparison is exact and case-sensitive."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from vestnik.expressions.formula import kinds, regexes
from vestnik.expressions.formula.faults import out_of_range
from vestnik.expressions.formula.patterns import templates
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Section
from vestnik.kernel.values import Value, as_list

section = Section("Текст", "Text")


@section.function(
    "CONCAT(list: *X) -> T",
    "M",
    "Тексты элементов подряд, без разделителя.",
    "The elements' texts one after the other, without separator.",
    ('CONCAT(LIST("Сумма: ", 10.5))', "Сумма: 10,5"),
)
def concat(run: Run, items: Sequence[Value]) -> Value:
    return kinds.joined(run, "", items)


@section.function(
    "JOIN(separator: T!, list: L!) -> T",
    "M",
    "Тексты элементов через разделитель; пустые пропускаются.",
    "The elements' texts with a separator between; empty ones are skipped.",
    ('JOIN(", ", LIST("Аналитик", "Архитектор"))', "Аналитик, Архитектор"),
)
def join(run: Run, separator: str, items: Sequence[Value]) -> Value:
    return kinds.joined(run, separator, [item for item in items if not kinds.is_empty(item)])


def _check_format(given: Sequence[Value]) -> None:
    if isinstance(given[0], str):
        templates.places(given[0])


@section.function(
    "FORMAT(pattern: T!, list: X!) -> T",
    "M",
    "Текст по шаблону: {0}, {1} — значения списка, {0:dd.MM.yyyy} — в заданном виде.",
    "A text by a pattern: {0}, {1} are values of the list, {0:dd.MM.yyyy} in a given form.",
    ('FORMAT("№ {0} от {1:d MMMM yyyy}", LIST(7, DATE("2024-05-29")))', "№ 7 от 29 мая 2024"),
)
def format_(run: Run, pattern: str, items: Value) -> Value:
    return templates.fill(run, pattern, (None,) if items is None else as_list(items))


@section.function(
    "LENGTH(s: T!) -> N",
    "M",
    "Количество символов.",
    "The number of characters.",
    ('LENGTH("Строка")', 6),
)
def length(run: Run, s: str) -> Value:
    return Decimal(len(s))


@section.function(
    "CONTAINS(s: T!, part: T) -> B",
    "M",
    "Есть ли в тексте часть.",
    "Whether the text has the part.",
    ('CONTAINS("Срочная заявка", "заявка")', True),
)
def contains(run: Run, s: str, part: str) -> Value:
    return part in s


@section.function(
    "STARTSWITH(s: T!, start: T) -> B",
    "M",
    "Начинается ли текст с части.",
    "Whether the text begins with the part.",
    ('STARTSWITH("Строка", "Стр")', True),
)
def startswith(run: Run, s: str, start: str) -> Value:
    return s.startswith(start)


@section.function(
    "ENDSWITH(s: T!, end: T) -> B",
    "M",
    "Заканчивается ли текст частью.",
    "Whether the text ends with the part.",
    ('ENDSWITH("Строка", "ка")', True),
)
def endswith(run: Run, s: str, end: str) -> Value:
    return s.endswith(end)


def _index(number: Decimal) -> int:
    if number != number.to_integral_value() or number < 0 or number > 10**9:
        raise out_of_range(
            "Позиция — целое число от 0", "A position is a whole number from 0", kinds.shown(number)
        )
    return int(number)


@section.function(
    "INDEXOF(s: T, part: T, from: N?) -> N",
    "M",
    "Позиция первого вхождения, считая с 0; если его нет, −1.",
    "The position of the first hit, from 0; -1 without one.",
    ('INDEXOF("У ёлки иголки колки.", "лки")', 3),
)
def indexof(run: Run, s: str, part: str, start: Decimal = Decimal(0)) -> Value:
    return Decimal(s.find(part, _index(start)))


@section.function(
    "SUBSTRING(s: T, start: N, count: N?) -> T",
    "M",
    "Часть текста с позиции start (с 0), count символов или до конца.",
    "The part of the text from position start (from 0), count characters or to the end.",
    ('SUBSTRING("Строка", 2)', "рока"),
)
def substring(run: Run, s: str, start: Decimal, count: Decimal | None = None) -> Value:
    begin = _index(start)
    end = len(s) if count is None else begin + _index(count)
    if begin > len(s) or end > len(s):
        raise out_of_range(
            f"Часть выходит за конец текста: в нём {len(s)} символов",
            f"The part goes beyond the end of the text of {len(s)} characters",
            kinds.shown(s),
            str(begin),
            str(end - begin),
        )
    return s[begin:end]


@section.function(
    "REPLACE(s: T, what: T, with: T!) -> T",
    "M",
    "Все вхождения текста заменяются другим.",
    "Every occurrence of a text is replaced by another.",
    ('REPLACE("a-b-c", "-", "+")', "a+b+c"),
)
def replace(run: Run, s: str, what: str, new: str) -> Value:
    if len(new) > len(what):
        run.room(len(s) + s.count(what) * (len(new) - len(what)))
    return s.replace(what, new)


def _check_regex(given: Sequence[Value]) -> None:
    if isinstance(given[1], str):
        regexes.check(given[1])


@section.function(
    "REGEXREPLACE(s: T, regex: T, with: T!) -> T",
    "M",
    "Все совпадения с регулярным выражением заменяются; $1, $2 — группы, $$ — знак доллара.",
    "Every match of a regular expression is replaced; $1, $2 are groups, $$ is a dollar.",
    ('REGEXREPLACE("Фамилия Имя Отчество", "(.+) (.+) (.+)", "$2")', "Имя"),
    constant=_check_regex,
)
def regexreplace(run: Run, s: str, regex: str, new: str) -> Value:
    return regexes.replace(run, s, regex, new)


@section.function(
    "MATCHES(s: T!, regex: T) -> B",
    "M",
    "Подходит ли какая-либо часть текста под регулярное выражение; целиком — с ^ и $.",
    "Whether any part of the text matches a regular expression; the whole with ^ and $.",
    (r'MATCHES("770301001", "^\d{9}$")', True),
    constant=_check_regex,
)
def matches(run: Run, s: str, regex: str) -> Value:
    return bool(s) and regexes.matches(s, regex)


@section.function(
    "NOTMATCHES(s: T!, regex: T) -> B",
    "M",
    "Отрицание MATCHES.",
    "The negation of MATCHES.",
    ('NOTMATCHES("abc", "[0-9]")', True),
    constant=_check_regex,
)
def notmatches(run: Run, s: str, regex: str) -> Value:
    return not (s and regexes.matches(s, regex))


@section.function(
    "TRIM(s: T) -> T",
    "M",
    "Текст без пробелов по краям.",
    "The text without white space at both ends.",
    ('TRIM("  Строка ")', "Строка"),
)
def trim(run: Run, s: str) -> Value:
    return s.strip()


@section.function(
    "NORMALIZE(s: T) -> T",
    "M",
    "Текст без пробелов по краям и с одиночными пробелами внутри.",
    "The text without white space at both ends and with single blanks inside.",
    ('NORMALIZE("  В  этой   строке ")', "В этой строке"),
)
def normalize(run: Run, s: str) -> Value:
    return " ".join(s.split())


@section.function(
    "TOLOWER(s: T) -> T",
    "M",
    "Строчными буквами.",
    "In lower case.",
    ('TOLOWER("СТРОКА")', "строка"),
)
def tolower(run: Run, s: str) -> Value:
    return s.lower()


@section.function(
    "TOUPPER(s: T) -> T",
    "M",
    "Прописными буквами.",
    "In upper case.",
    ('TOUPPER("строка")', "СТРОКА"),
)
def toupper(run: Run, s: str) -> Value:
    made = s.upper()
    run.room(len(made))
    return made


@section.function(
    "FIRSTCAPITAL(s: T) -> T",
    "M",
    "Первый символ прописной, остальные без изменений.",
    "The first character in upper case, the rest as it is.",
    ('FIRSTCAPITAL("строка")', "Строка"),
)
def firstcapital(run: Run, s: str) -> Value:
    return s[:1].upper() + s[1:]
