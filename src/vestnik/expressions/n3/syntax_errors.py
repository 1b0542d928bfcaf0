"""What the parser found in place of what it needed, in words a builder understands.

Slips with a known cause get a message of their own and a quick fix as suggestion: a missing or stray dot, curly quotes,
words in upper case. What the reference product or W3C N3 has and we do not is `unsupported` and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from vestnik.kernel.problem import Problem, did_you_mean
from vestnik.kernel.text import Text

_NAMES: dict[str, Text] = {
    "AT_PREFIX": Text("@prefix", "@prefix"),
    "PREFIX_NAME": Text("имя префикса с двоеточием", "a prefix name with a colon"),
    "OPEN": Text("«{{»", "'{{'"),
    "CLOSE": Text("«}}»", "'}}'"),
    "DOT": Text("«.»", "'.'"),
    "RPAR": Text("«)»", "')'"),
    "RSQB": Text("«]»", "']'"),
    "THEN": Text("then", "then"),
    "SELECT": Text("select", "select"),
    "$END": Text("конец выражения", "the end of the expression"),
}
_TERM = frozenset(("ANONYMOUS", "INTEGER", "LPAR"))
_VERB = frozenset(("IS_A", "EQUAL"))
_TERM_STARTS = frozenset(
    ("VARIABLE", "ANONYMOUS", "NAME", "IRI", "STRING", "LONG_STRING", "INTEGER", "DECIMAL", "TRUE", "FALSE", "LPAR", "LSQB", "OPEN")
)  # fmt: skip

_KEYWORDS = ("if", "then", "else", "or", "not", "once", "from", "select")

_UNSUPPORTED: dict[str, Text] = {
    "in": Text("заголовок правила «in»", "the rule header 'in'"),
    "out": Text("заголовок правила «out»", "the rule header 'out'"),
    "@in": Text("заголовок правила «@in»", "the rule header '@in'"),
    "@out": Text("заголовок правила «@out»", "the rule header '@out'"),
    "@from": Text("«@from»", "'@from'"),
    "@select": Text("«@select»", "'@select'"),
    "@base": Text("«@base»", "'@base'"),
    "@forAll": Text("«@forAll»", "'@forAll'"),
    "@forSome": Text("«@forSome»", "'@forSome'"),
    "@keywords": Text("«@keywords»", "'@keywords'"),
    "if-not": Text("«if-not»", "'if-not'"),
    "null": Text("слово «null»; пишите not{…}", "the word 'null'; write not{…}"),
    "PREFIX": Text("«PREFIX»; пишите @prefix", "'PREFIX'; write @prefix"),
    "BASE": Text("«BASE»", "'BASE'"),
    "has": Text("«has»", "'has'"),
    "is": Text("«is … of»", "'is … of'"),
    "of": Text("«is … of»", "'is … of'"),
    "id": Text("«[id …]»", "'[id …]'"),
    "=>": Text("правило «=>»", "the rule '=>'"),
    "<=": Text("правило «<=»", "the rule '<='"),
    "<-": Text("обратная стрелка «<-»", "the reverse arrow '<-'"),
    "=": Text("знак «=»; равенство пишется «==»", "the sign '='; equality is written '=='"),
    "!": Text("путь через «!»", "a path with '!'"),
    "^": Text("путь через «^»", "a path with '^'"),
}

_CURLY = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"}
_WORD = re.compile(r"@?\w(?:\w|-(?!>))*")


def explain(error: UnexpectedInput, text: str) -> Problem:
    """The problem behind a failed parse, with line and column."""
    if isinstance(error, UnexpectedToken):
        return _unexpected_token(error, text)
    if isinstance(error, UnexpectedCharacters):
        return _unexpected_characters(error, text)
    return _syntax(Text("Выражение оборвано", "The expression ends too early"), 1, 1)


def _unexpected_token(error: UnexpectedToken, text: str) -> Problem:
    token: Token = error.token
    expected = set(error.accepts or error.expected)
    if token.type == "$END":
        lines = text.rstrip().split("\n")
        message = Text("Выражение оборвано: нужно {need}", "The expression ends too early: {need} is needed")
        return _syntax(message.format(need=_needed(expected)), len(lines), len(lines[-1]) + 1)
    line, column = token.line or 1, token.column or 1
    if expected == {"$END"} or expected == {"$END", "DOT"}:
        return _after_the_formula(text, token, line, column)
    if word := _unsupported_word(str(token), text, token.start_pos or 0):
        return _unsupported(word, line, column)
    if token.type == "DOT" and expected >= _TERM:
        message = Text(
            "Лишняя точка: здесь нужно значение. Уберите точку или допишите объект",
            "A stray dot: a value is needed here. Remove the dot or add the object",
        )
        return _syntax(message, line, column, suggestion="")
    if token.type == "DOT" and expected >= _VERB:
        if path := _WORD.match(text, token.end_pos or 0):
            return _unsupported(_path(path[0]), line, column)
        message = Text(
            "Тройка не закончена: после субъекта нужен предикат", "The triple is not complete: a predicate is needed after its subject"
        )  # fmt: skip
        return _syntax(message, line, column)
    if token.type in _TERM_STARTS and {"DOT", "CLOSE"} <= expected:
        message = Text(
            "Перед «{found}» пропущена точка: она отделяет тройки друг от друга",
            "A dot is missing before '{found}': it separates triples",
        )
        return _syntax(message.format(found=_shown(token)), line, column, suggestion=".")
    message = Text(
        "Здесь не может стоять «{found}»: нужно {need}", "'{found}' cannot stand here: {need} is needed"
    )
    return _syntax(message.format(found=_shown(token), need=_needed(expected)), line, column)


def _unexpected_characters(error: UnexpectedCharacters, text: str) -> Problem:
    start, line, column = error.pos_in_stream or 0, error.line, error.column
    char = text[start] if start < len(text) else ""
    expected = _accepted(error)
    if plain := _CURLY.get(char):
        message = Text(
            "Фигурная кавычка {char} не открывает текст: поставьте {plain}",
            "The curly quote {char} does not open a text: write {plain}",
        )
        return _syntax(message.format(char=char, plain=plain), line, column, suggestion=plain)
    if char and char in "\"'":
        message = Text(
            "Текст не закрыт: нет второй кавычки {char}. Перевод строки возможен только внутри тройных кавычек",
            "The text is not closed: the second {char} is missing. A line break needs triple quotes",
        )
        return _syntax(message.format(char=char), line, column)
    if text.startswith("??", start):
        message = Text("Лишний «?»", "One '?' too many")
        return _syntax(message, line, column, suggestion="?")
    word = _WORD.match(text, start)
    found = word[0] if word else text[start : start + 2] if text[start : start + 2] in _UNSUPPORTED else char
    if known := _unsupported_word(found, text, start):
        return _unsupported(known, line, column)
    if expected and expected <= {"DOT", "$END"}:
        return _after_the_formula(text, found, line, column)
    if (lower := found.lower()) in (*_KEYWORDS, "true", "false", "@prefix") and lower != found:
        message = Text("Слово «{found}» пишется строчными: {lower}", "The word '{found}' is written in lower case: {lower}")  # fmt: skip
        return _syntax(message.format(found=found, lower=lower), line, column, suggestion=lower)
    if word and text[word.end() : word.end() + 1] != ":":
        fix = f"?{found}" if expected >= _TERM else None
        message = Text(
            "Здесь не может стоять слово «{found}».{hint}", "The word '{found}' cannot stand here.{hint}"
        )
        return _syntax(
            message.format(found=_shown(found), hint=did_you_mean(fix)), line, column, suggestion=fix
        )
    message = Text(
        "Здесь не может стоять «{found}»: нужно {need}", "'{found}' cannot stand here: {need} is needed"
    )
    return _syntax(message.format(found=_shown(found), need=_needed(expected)), line, column)


def _accepted(error: UnexpectedCharacters) -> set[str]:
    """What the parser could have gone on with: narrower than what its lexer looked for."""
    parser = getattr(error, "interactive_parser", None)
    return set(parser.accepts() if parser else error.allowed or ())


def _unsupported_word(found: str, text: str, start: int) -> Text | None:
    if found in _UNSUPPORTED:
        return _UNSUPPORTED[found]
    before = text[start - 1 : start]
    if found.startswith("@") and before and before in "\"'":
        return Text(f"языковая метка «{found}»", f"the language tag '{found}'")
    if before == "." and found[:1].isalpha() and not text[max(0, start - 2) : start - 1].isspace():
        return _path(found)
    return None


def _path(name: str) -> Text:
    return Text(f"путь через точку «.{_shown(name)}»", f"a path with a dot '.{_shown(name)}'")


def _after_the_formula(text: str, found: str, line: int, column: int) -> Problem:
    if found.startswith(("=", "<")):
        return _unsupported(_UNSUPPORTED["=>"], line, column)
    message = Text(
        "После формулы стоит «{found}»: в выражении должна быть одна формула",
        "'{found}' stands after the formula: an expression has exactly one",
    )
    return _syntax(message.format(found=_shown(found)), line, column)


def _needed(expected: Iterable[str]) -> Text:
    """What could have stood here, in a few words."""
    found = set(expected)
    names: list[Text] = []
    if found >= _TERM:
        names.append(Text("значение", "a value"))
    elif found >= _VERB:
        names.append(Text("предикат", "a predicate"))
    elif "ARROW" in found:
        names.append(Text("«->»", "'->'"))
    elif "VARIABLE" in found:
        names.append(Text("переменная", "a variable"))
    if "OPEN" in found and not found >= _TERM:
        names.append(_NAMES["OPEN"].format())
    names += [name.format() for terminal, name in _NAMES.items() if terminal in found and terminal != "OPEN"]
    if not names:
        names.append(Text("другое", "something else"))
    return Text(" или ".join(name.ru for name in names), " or ".join(name.en for name in names))


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _syntax(message: Text, line: int, column: int, suggestion: str | None = None) -> Problem:
    return Problem("syntax", message, line=line, column=column, suggestion=suggestion)


def _unsupported(what: Text, line: int, column: int) -> Problem:
    message = Text("Не поддерживается: {what}", "Not supported: {what}")
    return Problem("unsupported", message.format(what=what), line=line, column=column)
