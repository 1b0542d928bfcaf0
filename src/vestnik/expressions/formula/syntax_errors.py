"""What the parser found in place of what it needed, in words a builder understands.

Slips with a known cause (an unclosed text, curly quotes, `and` for `&&`, a query as source without parentheses) get a
message of their own and, where one text would do, that text as suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from vestnik.kernel.problem import Problem
from vestnik.kernel.text import Text

_NAMES: dict[str, Text] = {
    "NAME": Text("имя", "a name"),
    "STRING": Text("текст в кавычках", "a quoted text"),
    "NUMBER": Text("число", "a number"),
    "RPAR": Text("«)»", "')'"),
    "LPAR": Text("«(»", "'('"),
    "COMMA": Text("«,»", "','"),
    "COLON": Text("«:»", "':'"),
    "RSQB": Text("«]»", "']'"),
    "SELECT": Text("select", "select"),
    "IN": Text("in", "in"),
    "$END": Text("конец формулы", "the end of the formula"),
}
_OPERAND = ("DOLLAR", "LPAR", "NUMBER")

_NO_GRAMMAR: dict[str, Text] = {
    "and": Text("Пишите && или AND(…)", "Write && or AND(…)"),
    "or": Text("Пишите || или OR(…)", "Write || or OR(…)"),
    "equals": Text("Пишите == или EQUALS(…)", "Write == or EQUALS(…)"),
    "between": Text("Пишите BETWEEN(x, от, до)", "Write BETWEEN(x, min, max)"),
    "let": Text("Повторите выражение там, где оно нужно", "Repeat the expression where it is needed"),
    "join": Text("Вложите запрос в условие where", "Nest a query in the where condition"),
    "group": Text("Вложите запрос в select", "Nest a query in select"),
    "into": Text("Вложите запрос в скобках", "Nest a query in parentheses"),
    "on": Text("Вложите запрос в условие where", "Nest a query in the where condition"),
    "by": Text("Пишите orderby одним словом", "Write orderby as one word"),
    "not": Text("Пишите ! или NOT(…)", "Write ! or NOT(…)"),
    "order": Text("Пишите orderby одним словом", "Write orderby as one word"),
}

_SIGNS: dict[str, Text] = {
    "?": Text("Пишите IF(условие, да, нет)", "Write IF(condition, yes, no)"),
    "%": Text("Пишите REMAINDER(a, b)", "Write REMAINDER(a, b)"),
    "^": Text("Пишите POW(a, b)", "Write POW(a, b)"),
    "{": Text(
        "Список пишется LIST(…); фигурные скобки есть только в N3",
        "A list is written LIST(…); braces belong to N3",
    ),
    "@": Text("Это слово из N3: выберите вид выражения N3", "This is a word of N3: choose the kind N3"),
    "~": Text("Пишите MATCHES(текст, выражение)", "Write MATCHES(text, expression)"),
    "\\": Text("Пишите FORMAT или кавычки", "Write FORMAT or quotes"),
}
"""Signs of other languages, and what to write instead."""

_CURLY = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"}


def explain(error: UnexpectedInput, text: str) -> Problem:
    """The problem behind a failed parse, with line and column."""
    if isinstance(error, UnexpectedToken):
        return _unexpected_token(error, text)
    if isinstance(error, UnexpectedCharacters):
        return _unexpected_character(error, text)
    return _problem("syntax", _ENDED, error.line, error.column)


_ENDED = Text("Формула оборвана", "The formula ends too early")


def _unexpected_token(error: UnexpectedToken, text: str) -> Problem:
    token: Token = error.token
    before = str(error.token_history[-1]) if error.token_history else ""
    if token.type == "$END":
        line, column = _end_of(text)
        return _problem("syntax", Text("{what}: нужно {need}", "{what}: {need} is needed").format(what=_ENDED, need=_needed(error.accepts or error.expected)), line, column)  # fmt: skip
    line, column = token.line or 1, token.column or 1
    if before == "<-":
        message = Text(
            "«<-» — обратная стрелка: после неё нужны шаблон и атрибут ($A<-Шаблон:Связь). "
            "Для сравнения с отрицательным числом поставьте пробел: «< -»",
            "'<-' is a reverse arrow: template and attribute follow ($A<-Template:Link). "
            "To compare with a negative number put a blank: '< -'",
        )
        return _problem("syntax", message, line, column, suggestion="< -")
    if (before.lower() == "from" and token.type == "NAME") or (token.type == "FROM" and before):
        message = Text(
            "Возьмите вложенный запрос в скобки: (from … select …)",
            "Put the inner query in parentheses: (from … select …)",
        )
        return _problem("syntax", message, line, column)
    if before == "<" and str(token) == ">":
        message = Text("Неравенство пишется «!=»", "Inequality is written '!='")
        return _problem("syntax", message, line, max(1, column - 1), suggestion="!=")
    if (advice := _NO_GRAMMAR.get(token.lower())) and token.type == "NAME":
        message = Text("Слово «{word}» здесь не поддерживается. {advice}", "The word '{word}' is not supported here. {advice}")  # fmt: skip
        return _problem("unsupported", message.format(word=str(token), advice=advice), line, column)
    message = Text(
        "Здесь не может стоять «{found}»: нужно {need}", "'{found}' cannot stand here: {need} is needed"
    )
    return _problem(
        "syntax",
        message.format(found=_shown(str(token)), need=_needed(error.accepts or error.expected)),
        line,
        column,
    )


def _unexpected_character(error: UnexpectedCharacters, text: str) -> Problem:
    at = error.pos_in_stream or 0
    char = text[at : at + 1]
    line, column = error.line, error.column
    if plain := _CURLY.get(char):
        message = Text(
            "Фигурная кавычка {char} не открывает текст: поставьте {plain}",
            "The curly quote {char} does not open a text: write {plain}",
        )
        return _problem("syntax", message.format(char=char, plain=plain), line, column, suggestion=plain)
    if char in "\"'":
        message = Text(
            "Текст не закрыт: нет второй кавычки {char}",
            "The text is not closed: the second {char} is missing",
        )
        return _problem("syntax", message.format(char=char), line, column)
    if char == "=":
        message = Text("Сравнение пишется «==»", "A comparison is written '=='")
        return _problem("syntax", message, line, column, suggestion="==")
    if char == ";":
        message = Text("Аргументы разделяет запятая", "Arguments are separated by a comma")
        return _problem("syntax", message, line, column, suggestion=",")
    if advice := _SIGNS.get(char):
        message = Text(
            "Знак «{char}» не поддерживается. {advice}", "The sign '{char}' is not supported. {advice}"
        )
        return _problem("unsupported", message.format(char=char, advice=advice), line, column)
    if char in "&|":
        message = Text("Пишите «{char}{char}»", "Write '{char}{char}'")
        return _problem("syntax", message.format(char=char), line, column, suggestion=char * 2)
    message = Text("Здесь не может стоять «{char}»", "'{char}' cannot stand here")
    return _problem("syntax", message.format(char=char), line, column)


def _needed(expected: Iterable[str]) -> Text:
    """What could have stood here, in a few words: an operand is one word, operators go unnamed."""
    found = set(expected)
    names: list[Text] = []
    if found.issuperset(_OPERAND):
        names.append(Text("значение", "a value"))
        found -= {"LPAR", "NAME", "NUMBER", "STRING"}
    names += [name for terminal, name in _NAMES.items() if terminal in found]
    if not names:
        names.append(Text("оператор", "an operator"))
    return Text(" или ".join(name.ru for name in names), " or ".join(name.en for name in names))


def _end_of(text: str) -> tuple[int, int]:
    lines = text.rstrip().split("\n")
    return len(lines), len(lines[-1]) + 1


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _problem(code: str, message: Text, line: int, column: int, suggestion: str | None = None) -> Problem:
    return Problem(code, message, line=line, column=column, suggestion=suggestion)
