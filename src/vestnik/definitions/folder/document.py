"""One YAML file: its values, and where in the file each stands.

Less than YAML on purpose: aliases, anchors and tags are refused, numbers are exact, and words like `on`, `yes` or `12:30`
are text. Sizes and depths are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from vestnik.kernel.problem import Invalid, Path, Problem
from vestnik.kernel.text import Text

MAX_BYTES = 16 << 20
"""A route's static files are part of it, some 6 MB of Base64 each."""

MAX_NODES = 50_000
"""Some two seconds of parsing."""
MAX_DEPTH = 60

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,27})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,27})(\.[0-9]{1,28})?([eE][-+]?[0-9]{1,2})?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, counted from 1. text: line and column of a scalar's first character, where they can be told."""

    line: int
    column: int
    text: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read. file: its name as people see it. tree: exact JSON values."""

    file: str
    source: str
    tree: Any
    places: dict[Path, Place] = field(repr=False)

    def locate(self, problem: Problem) -> Problem:
        """The same problem with the file at the head of its path, and line and column of the file."""
        path, line, column = problem.path, problem.line, problem.column
        place = self.places.get(path)
        if place and place.text and line is not None:
            first_line, first_column = place.text
            line, column = first_line + line - 1, (first_column + column - 1 if column else None)
        else:
            while path not in self.places:
                path = path[:-1]
            line, column = self.places[path].line, self.places[path].column
        return replace(problem.under(self.file), line=line, column=column)


def read_document(file: str, content: bytes) -> Document:
    """Read one file.

    Raises:
        Invalid: not UTF-8, not YAML, something refused or too large; with line and column.
    """
    if len(content) > MAX_BYTES:
        raise _refused(
            file,
            "file_too_large",
            Text(f"Файл больше {MAX_BYTES} байт", f"The file has more than {MAX_BYTES} bytes"),
        )
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(
            file, "not_utf8", Text("Файл не в кодировке UTF-8", "The file is not UTF-8"), line
        ) from None
    try:
        reader = _Reader(file, source)
        return Document(file, source, reader.whole(), reader.places)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        said = (error.problem if isinstance(error, MarkedYAMLError) else None) or str(error).splitlines()[0]
        at = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise _refused(
            file, "not_yaml", Text(f"Это не YAML: {said}", f"This is no YAML: {said}"), *at
        ) from None


class _Reader:
    """Builds the tree from the parser's events."""

    def __init__(self, file: str, source: str) -> None:
        self.places: dict[Path, Place] = {}
        self._file = file
        self._lines = source.splitlines()
        self._events: Iterator[Any] = YAML(typ="safe", pure=True).parse(source)
        self._nodes = 0

    def whole(self) -> Any:
        tree: Any = None
        documents = 0
        self.places[()] = Place(1, 1)
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(
                        event,
                        "several_documents",
                        Text("В файле может быть одно определение", "A file holds one definition"),
                    )
                tree = self._node(next(self._events), ())
            else:
                assert (
                    isinstance(event, StreamStartEvent | StreamEndEvent)
                    or event.__class__.__name__ == "DocumentEndEvent"
                )
        return tree

    def _node(self, event: Any, path: Path) -> Any:
        self._check(event, path)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        while isinstance(key := next(self._events), NodeEvent):
            self._check(key, path)
            if not isinstance(key, ScalarEvent):
                raise self._refuse(
                    key, "bad_key", Text("Имя поля должно быть текстом", "A field's name is a text")
                )
            name = str(key.value)
            if name in tree:
                text = Text("Поле «{name}» указано дважды", "The field '{name}' stands here twice").format(
                    name=name
                )
                raise self._refuse(key, "duplicate_field", text)
            here = (*path, name)
            self.places[here] = _place(key)
            tree[name] = self._node(next(self._events), here)
        return tree

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            here = (*path, len(items))
            self.places[here] = _place(event)
            items.append(self._node(event, here))
        return items

    def _scalar(self, event: ScalarEvent, path: Path) -> Any:
        if path in self.places:
            self.places[path] = replace(self.places[path], text=self._text_start(event))
        if event.style:
            return str(event.value)
        return _plain(str(event.value))

    def _text_start(self, event: ScalarEvent) -> tuple[int, int] | None:
        """Where the text of a scalar begins; None where its lines are not those of the file (folded text)."""
        line, column = event.start_mark.line, event.start_mark.column
        if event.style == "|":
            for number in range(line + 1, len(self._lines)):
                text = self._lines[number]
                if text.strip():
                    return line + 2, len(text) - len(text.lstrip(" ")) + 1
            return None
        if event.style == ">" or event.end_mark.line != line:
            return None
        return line + 1, column + (2 if event.style else 1)

    def _check(self, event: Any, path: Path) -> None:
        self._nodes += 1
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            text = Text(
                "Ссылки YAML (& и *) не допускаются; повторите значение",
                "YAML aliases (& and *) are refused; repeat the value",
            )
            raise self._refuse(event, "alias", text)
        if event.tag is not None:
            raise self._refuse(
                event, "tag", Text("Теги YAML (!) не допускаются", "YAML tags (!) are refused")
            )
        if self._nodes > MAX_NODES or len(path) > MAX_DEPTH:
            raise self._refuse(
                event,
                "too_large",
                Text(
                    "Файл слишком велик или вложен слишком глубоко",
                    "The file is too large or nested too deep",
                ),
            )

    def _refuse(self, event: Any, code: str, text: Text) -> Invalid:
        mark = event.start_mark
        return _refused(self._file, code, text, mark.line + 1, mark.column + 1)


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _NUMBER.fullmatch(text) else text


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _refused(file: str, code: str, text: Text, line: int | None = None, column: int | None = None) -> Invalid:
    return Invalid([Problem(code, text, (file,), line, column)])
