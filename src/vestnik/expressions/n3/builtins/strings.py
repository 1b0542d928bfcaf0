"""string:, cmwstring: and cmwentity: (spec/n3.md 5.5). Every text that grows is measured before it is made."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from vestnik.expressions.n3.date_format import formatted
from vestnik.expressions.n3.declare import Example, function, later
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import ENTITY, STRING_C, STRING_W
from vestnik.expressions.n3.patterns import replaced
from vestnik.expressions.n3.values import Items, N3Value
from vestnik.kernel.text import Text


@function(
    STRING_W + "format", STRING_C + "format", takes="(text any*)", gives="text",
    about=Text(
        "Подставляет аргументы на места {0}, {1}…; {0:yyyy-MM-dd} — вид даты; {{ и }} — сами скобки",
        "Puts arguments in the places {0}, {1}…; {0:yyyy-MM-dd} is the form of a date; {{ and }} are braces",
    ),
    example=Example('("{0}/{1} - {2}" "a" 2 true) string:format ?value.', ("a/2 - true",)),
)  # fmt: skip
def _format(machine: Machine, template: str, *arguments: N3Value) -> str:
    parts: list[str] = []
    position = 0
    while position < len(template):
        machine.tick()
        opening = _next_brace(template, position)
        parts.append(template[position:opening])
        if opening == len(template):
            break
        if template[opening : opening + 2] in ("{{", "}}"):
            parts.append(template[opening])
            position = opening + 2
            continue
        closing = template.find("}", opening)
        if template[opening] == "}" or closing < 0:
            raise GoalError(
                "type_error", Text("непарная скобка в шаблоне", "an unmatched brace in the template")
            )
        parts.append(_placed(machine, template[opening + 1 : closing], arguments))
        machine.will_build(len(parts[-1]))
        position = closing + 1
    return machine.joined("", parts)


def _next_brace(template: str, position: int) -> int:
    found = [at for at in (template.find("{", position), template.find("}", position)) if at >= 0]
    return min(found, default=len(template))


def _placed(machine: Machine, place: str, arguments: tuple[N3Value, ...]) -> str:
    index, _, form = place.partition(":")
    index = index.strip()
    if not (index.isascii() and index.isdigit() and len(index) < 6 and int(index) < len(arguments)):
        message = Text("нет аргумента для «{place}»", "no argument for '{place}'")
        raise GoalError("type_error", message.format(place="{" + place[:40] + "}"))
    value = arguments[int(index)]
    if not form:
        return machine.rendered(value)
    if not isinstance(value, datetime):
        raise GoalError(
            "type_error",
            Text("вид после двоеточия есть только у дат", "only dates have a form after the colon"),
        )
    return formatted(value, form)


@function(
    STRING_W + "concatenation", STRING_C + "concatenation", takes="(any*)", gives="text",
    about=Text("Соединяет всё в один текст", "Joins everything into one text"),
    example=Example('("a" 1 true) string:concatenation ?value.', ("a1true",)),
)  # fmt: skip
def _concatenation(machine: Machine, *values: N3Value) -> str:
    return machine.joined("", [machine.rendered(value) for value in values])


@function(
    STRING_C + "join", takes="(text any*)", gives="text",
    about=Text(
        "Соединяет через разделитель: элементы списка все, отдельные тексты — кроме пустых",
        "Joins with a separator: every item of a list, single texts without the empty ones",
    ),
    example=Example('(" " "Иванов" "" "Петрович") cmwstring:join ?value.', ("Иванов Петрович",)),
)  # fmt: skip
def _join(machine: Machine, separator: str, *values: N3Value) -> str:
    if len(values) == 1 and isinstance(values[0], tuple):
        return machine.joined(separator, [machine.rendered(value) for value in values[0]])
    return machine.joined(separator, [text for value in values if (text := machine.rendered(value))])


@function(
    STRING_C + "split", takes="(text text)", gives="list",
    about=Text("Разбивает текст по разделителю", "Splits a text at a separator"),
    example=Example('("." "pi.77") cmwstring:split ?value.', ("[pi, 77]",)),
)  # fmt: skip
def _split(machine: Machine, separator: str, text: str) -> Items:
    if not separator:
        raise GoalError("type_error", Text("разделитель пуст", "the separator is empty"))
    machine.will_list(text.count(separator) + 1)
    machine.will_build(len(text))
    return machine.items(text.split(separator))


@function(
    STRING_C + "replace", takes="(text text text)", gives="text",
    about=Text("Заменяет все вхождения", "Replaces every occurrence"),
    example=Example('("a-b-c" "-" "+") cmwstring:replace ?value.', ("a+b+c",)),
)  # fmt: skip
def _replace(machine: Machine, text: str, old: str, new: str) -> str:
    if not old:
        raise GoalError("type_error", Text("заменяемый текст пуст", "the text to replace is empty"))
    machine.will_build(len(text) + text.count(old) * max(0, len(new) - len(old)))
    return text.replace(old, new)


@function(
    STRING_W + "regexReplace", STRING_C + "regexReplace", takes="(text text text)", gives="text", priority="SHOULD",
    about=Text(
        "Заменяет все совпадения с регулярным выражением; $1 — первая группа",
        "Replaces every match of a regular expression; $1 is the first group",
    ),
    example=Example('("000123" "^0+" "") string:regexReplace ?value.', ("123",)),
)  # fmt: skip
def _regex_replace(machine: Machine, text: str, pattern: str, new: str) -> str:
    return replaced(machine, text, pattern, new)


@function(
    STRING_W + "substring", STRING_C + "substring", takes="(text integer integer?)", gives="text",
    about=Text("Часть текста от начала (с 0) и, если дана, длины", "A part of a text from a start (from 0) and, if given, of a length"),
    example=Example('("user.123" 5) cmwstring:substring ?value.', ("123",)),
)  # fmt: skip
def _substring(machine: Machine, text: str, start: int, length: int | None = None) -> str:
    if not 0 <= start <= len(text) or (length is not None and length < 0):
        message = Text(
            "начало {start} за пределами текста из {length} символов",
            "start {start} is outside a text of {length} characters",
        )
        raise GoalError("type_error", message.format(start=start, length=len(text)))
    return text[start:] if length is None else text[start : start + length]


@function(
    STRING_C + "indexOf", takes="(text text integer?)", gives="number",
    about=Text("Место подстроки, считая с 0; −1, если её нет", "Place of a part, from 0; -1 if absent"),
    example=Example('("abcabc" "c" 3) cmwstring:indexOf ?value.', ("5",)),
)  # fmt: skip
def _index_of(machine: Machine, text: str, part: str, start: int = 0) -> Decimal:
    return Decimal(text.find(part, start)) if 0 <= start <= len(text) else Decimal(-1)


@function(
    ENTITY + "indexOf", takes="(text text integer?)", gives="number", priority="SHOULD",
    about=Text("Место подстроки, считая с 1; 0, если её нет", "Place of a part, from 1; 0 if absent"),
    example=Example('("abcabc" "c") cmwentity:indexOf ?value.', ("3",)),
)  # fmt: skip
def _index_of_from_one(machine: Machine, text: str, part: str, start: int = 1) -> Decimal:
    return Decimal(text.find(part, start - 1) + 1) if 1 <= start <= len(text) + 1 else Decimal(0)


@function(
    STRING_C + "length", STRING_W + "length", takes="text", gives="number",
    about=Text("Число символов", "Number of characters"),
    example=Example('"Договор" cmwstring:length ?value.', ("7",)),
)  # fmt: skip
def _length(machine: Machine, text: str) -> Decimal:
    return Decimal(len(text))


@function(
    STRING_C + "trim", STRING_W + "trim", takes="text", gives="text",
    about=Text("Без пробелов по краям", "Without blanks at its ends"),
    example=Example('"  a " cmwstring:trim ?value.', ("a",)),
)  # fmt: skip
def _trim(machine: Machine, text: str) -> str:
    return text.strip()


@function(
    STRING_C + "toLower", ENTITY + "toLower", takes="text", gives="text",
    about=Text("Строчными буквами", "In lower case"),
    example=Example('"ABC" cmwstring:toLower ?value.', ("abc",)),
)  # fmt: skip
def _to_lower(machine: Machine, text: str) -> str:
    return text.lower()


@function(
    STRING_C + "toUpper", ENTITY + "toUpper", takes="text", gives="text",
    about=Text("Прописными буквами", "In upper case"),
    example=Example('"abc" cmwstring:toUpper ?value.', ("ABC",)),
)  # fmt: skip
def _to_upper(machine: Machine, text: str) -> str:
    return text.upper()


@function(
    STRING_C + "cutString", takes="(text integer text)", gives="text", priority="SHOULD",
    about=Text("Текст длиннее n: первые n символов и окончание", "A text longer than n: its first n characters and a suffix"),
    example=Example('("Договор" 3 "…") cmwstring:cutString ?value.', ("Дог…",)),
)  # fmt: skip
def _cut_string(machine: Machine, text: str, length: int, suffix: str) -> str:
    if length < 0:
        raise GoalError("type_error", Text("длина меньше нуля", "the length is negative"))
    return machine.joined("", (text[:length], suffix)) if len(text) > length else text


@function(
    STRING_C + "firstCapital", takes="text", gives="text", priority="SHOULD",
    about=Text("С прописной буквы", "With a capital letter first"),
    example=Example('"договор" cmwstring:firstCapital ?value.', ("Договор",)),
)  # fmt: skip
def _first_capital(machine: Machine, text: str) -> str:
    return text[:1].upper() + text[1:]


later(
    ENTITY,
    "groupby sortby",
    "документация себе противоречит; берите assert:sort, assert:distinct",
    "the documentation contradicts itself; take assert:sort, assert:distinct",
)
