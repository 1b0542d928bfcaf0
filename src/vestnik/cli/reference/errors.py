"""The page of errors by code: those that are classes, and the findings of checks, read off the source."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from pathlib import Path

import vestnik
from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Language, Text
from vestnik.kernel.validation import WORDS

_TITLE = Text("Ошибки по кодам", "Errors by code")
_ABOUT = Text(
    "Код стоит в поле `code` ответа API (RFC 9457) и каждого элемента `errors`; команды печатают тот же текст. "
    "В фигурных скобках — то, что подставляется. Страница составлена из объявлений (`vestnik docs`).",
    "The code stands in the field `code` of an answer of the API (RFC 9457) and of each element of its `errors`; commands "
    "print the same text. Braces hold what is put in. This page is made from the declarations (`vestnik docs`).",
)
_COLUMNS = Text("| Код | Текст |", "| Code | Text |")

_CODE = re.compile(r"[a-z][a-z0-9_]+")

_CALLS = frozenset({"Problem", "add", "report", "_note", "PydanticCustomError"})
"""Calls whose first text is a code and whose next argument is what is said."""


def errors(language: Language) -> str:
    """The page, as Markdown."""
    rows = [_COLUMNS.of(language), "|---|---|"]
    for code, texts in sorted(texts_by_code().items()):
        told = sorted({_cell(text.of(language)) for text in texts})
        rows.append(f"| `{code}` | {'<br>'.join(told)} |")
    return "\n\n".join([f"# {_TITLE.of(language)}", _ABOUT.of(language), "\n".join(rows)]) + "\n"


@cache
def texts_by_code() -> Mapping[str, Set[Text]]:
    """Every code, with everything that is said under it."""
    found: dict[str, set[Text]] = {}
    for info in pkgutil.walk_packages(vestnik.__path__, "vestnik."):
        if not info.name.startswith(("vestnik.storage.migrations", "vestnik.__main__")):
            importlib.import_module(info.name)
    for cls in _subclasses(VestnikError):
        if cls.__module__.startswith("vestnik.") and "text" in vars(cls):
            found.setdefault(cls.code, set()).add(cls.text)
    for code, text in WORDS.items():
        found.setdefault(code, set()).add(text)
    for path in sorted(Path(next(iter(vestnik.__path__))).rglob("*.py")):
        for code, text in _findings(path):
            found.setdefault(code, set()).add(text)
    return {code: texts for code, texts in found.items() if any(text.en for text in texts)}


def _subclasses(cls: type[VestnikError]) -> Iterator[type[VestnikError]]:
    for sub in cls.__subclasses__():
        yield sub
        yield from _subclasses(sub)


def _findings(path: Path) -> Iterator[tuple[str, Text]]:
    """(code, text) of the calls of `_CALLS`, and of what functions return as a tuple that begins with both."""
    source = path.read_text("utf-8")
    if "Text(" not in source:
        return
    tree = ast.parse(source)
    module = _texts(tree.body)
    codes = {name: value.value for name, value in _assigned(tree.body) if isinstance(value, ast.Constant)}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        for line, given in _told(function):
            texts = {**module, **_texts(node for node in _in_order(function) if node.lineno < line)}
            code = next((code for part in given if (code := _code(part, codes))), None)
            text = next((text for part in given if (text := _text(part, texts))), None)
            if code and text:
                yield code, text


def _told(function: ast.FunctionDef) -> Iterator[tuple[int, list[ast.expr]]]:
    """Line and arguments of each place where something may be said."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _name(node.func) in _CALLS:
            yield node.lineno, node.args
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            yield node.lineno, node.value.elts[:2]


def _in_order(function: ast.FunctionDef) -> list[ast.Assign]:
    """The assignments, first line first: a name stands for what it was last given."""
    found = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    return sorted(found, key=lambda node: node.lineno)


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _texts(nodes: Iterable[ast.AST]) -> dict[str, Text]:
    return {name: text for name, value in _assigned(nodes) if (text := _text(value, {}))}


def _code(node: ast.expr, named: Mapping[str, object]) -> str | None:
    if isinstance(node, ast.Name):
        found = named.get(node.id)
        return found if isinstance(found, str) else None
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        return node.value
    return None


def _name(function: ast.expr) -> str:
    return (
        function.attr
        if isinstance(function, ast.Attribute)
        else function.id
        if isinstance(function, ast.Name)
        else ""
    )


def _text(node: ast.expr, named: dict[str, Text]) -> Text | None:
    """A `Text(…)` of two literals, a module's constant that is one, or either of them with `.format(…)`."""
    if isinstance(node, ast.Name):
        return named.get(node.id)
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _text(node.func.value, named)
    if _name(node.func) != "Text" or len(node.args) != 2:
        return None
    ru, en = (_literal(arg) for arg in node.args)
    return Text(ru, en) if ru and en else None


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "{" + ast.unparse(part.value) + "}"  # type: ignore[attr-defined,misc]
            for part in node.values
        )
    return ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
