"""What can stand at a position of a formula that is being written.

The text before the position is mostly unfinished, so it is not parsed as a whole: only the expression right before the
last arrow or comparison is, with the query variables that are open there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from vestnik.expressions.diagnosis import Completion, CompletionKind
from vestnik.expressions.formula import members
from vestnik.expressions.formula.check import Checked
from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.formula.members import SYSTEM_TEMPLATES
from vestnik.expressions.formula.parse import parse
from vestnik.expressions.formula.types import ANY, LETTER, NAMES, Type
from vestnik.expressions.formula.words import QUERY_WORDS, SYSTEM_VARIABLES
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Invalid
from vestnik.kernel.text import Text

MAX_COMPLETIONS = 200

_NAME = r"[^\W\d]\w*(?:\.\w+)*"
_PARTIAL = re.compile(rf"(?:{_NAME}\.?)?$")
_BINDING = re.compile(rf"\bfrom\s+({_NAME})\s+in\s+", re.IGNORECASE)
_END_OF_SOURCE = re.compile(r"\s(?:where|orderby|select)\b", re.IGNORECASE)
_OPENERS = {")": "(", "]": "["}


def completions(
    text: str, position: int, schema: Schema, template: str | None, variables: Collection[str] | None = None
) -> list[Completion]:
    """Proposals at an offset of the text, those that begin as the word there first.

    Arguments as of `compile_formula`; position counts characters from 0.
    """
    before = text[: max(0, min(position, len(text)))]
    if _in_text_or_comment(before):
        return []
    match = _PARTIAL.search(before)
    partial = match[0] if match else ""
    head = before[: len(before) - len(partial)].rstrip()
    found = _Proposals(schema, template, variables, head).all()
    word = partial.casefold()
    fitting = [proposal for proposal in found if word in proposal.label.casefold()]
    fitting.sort(key=lambda proposal: not proposal.label.casefold().startswith(word))
    return [replace(proposal, replaces=len(partial)) for proposal in fitting[:MAX_COMPLETIONS]]


def _in_text_or_comment(before: str) -> bool:
    """Whether the position lies inside a quoted text or a comment."""
    at, inside = 0, ""
    while at < len(before):
        char = before[at]
        if inside:
            inside = "" if char == inside else inside
        elif char in "\"'":
            inside = char
        elif char == "#" or before.startswith("//", at):
            inside = "\n"
        at += 1
    return bool(inside)


class _Proposals:
    def __init__(
        self, schema: Schema, template: str | None, variables: Collection[str] | None, head: str
    ) -> None:
        self._schema = schema
        self._template = template
        self._variables = variables
        self._head = head

    def all(self) -> Iterable[Completion]:
        """Everything that may follow the head, told by its last signs."""
        head = self._head
        if head.endswith("$$"):
            return self._scenario_variables()
        if head.endswith("$"):
            return self._members(self._type("$id"))
        if re.search(r"\bdb\s*->$", head) or head.endswith("<-"):
            return self._templates()
        if back := re.search(rf"<-\s*({_NAME})\s*:$", head):
            target = members.of_template(back[1], self._schema)
            return self._members(Type("reference", target=target))
        if head.endswith("->"):
            return self._members(self._type(_last_operand(head[:-2])))
        return self._operands()

    def _checked(self) -> Checked:
        checked = Checked(self._schema, self._template, self._variables)
        for name, source in _bindings(self._head):
            checked.declare(name, _quiet_type(checked, source).one())
        return checked

    def _type(self, text: str) -> Type:
        return _quiet_type(self._checked(), text)

    def _members(self, owner: Type) -> Iterator[Completion]:
        if owner.target is None:
            return
        for name in members.names(owner.target):
            if found := members.member(owner.target, name):
                yield _completion(name, "attribute", _described(members.resolved(found.type, self._schema)))

    def _templates(self) -> Iterator[Completion]:
        detail = Text("шаблон", "template")
        for name in dict.fromkeys((*self._schema.template_names(), *SYSTEM_TEMPLATES)):
            yield _completion(name, "template", detail)

    def _scenario_variables(self) -> Iterator[Completion]:
        for name in sorted(self._variables or ()):
            yield _completion(name, "variable", Text("переменная сценария", "scenario variable"))
        for name in SYSTEM_VARIABLES:
            yield _completion(name, "variable", Text("системная переменная", "system variable"))

    def _operands(self) -> Iterator[Completion]:
        yield from self._enum_values()
        for name, _ in _bindings(self._head):
            yield _completion(name, "local", Text("переменная запроса", "variable of the query"))
        for name, function in FUNCTIONS.items():
            if function.alias_of:
                continue
            shown = f"{function.signature}: "
            detail = Text(shown + function.description.ru, shown + function.description.en)
            yield Completion(
                name, "function", detail, f"{name}({')' if not function.signature.parameters else ''}"
            )
        for word in QUERY_WORDS:
            yield _completion(word, "keyword", Text("слово запроса", "query word"))
        for name in SYSTEM_TEMPLATES:
            yield _completion(f"db->{name}", "template", Text("системный шаблон", "system template"))

    def _enum_values(self) -> Iterator[Completion]:
        """Opposite an enum attribute: its values."""
        comparison = re.search(r"(?:==|!==?)$", self._head)
        if not comparison:
            return
        target = self._type(_last_operand(self._head[: comparison.start()])).target
        if target and target.attribute and target.sort == "enum":
            for variant in target.attribute.variants:
                yield _completion(variant.name, "value", variant.title)


def _completion(name: str, kind: CompletionKind, detail: Text) -> Completion:
    return Completion(name, kind, detail, name)


def _described(found: Type) -> Text:
    if found.kind is None:
        return NAMES["X"]
    kind = NAMES[LETTER[found.kind]]
    if found.target and found.target.template:
        kind = Text(f"{kind.ru}: {found.target.template.name}", f"{kind.en}: {found.target.template.name}")
    return Text(f"список: {kind.ru}", f"list: {kind.en}") if found.many else kind


def _quiet_type(checked: Checked, text: str) -> Type:
    """The type of a piece of text; ANY where it cannot be told."""
    try:
        node = parse(text)
    except Invalid:
        return ANY
    return checked.source(node)


def _bindings(head: str) -> Iterator[tuple[str, str]]:
    """Variables of the queries in the text and the text of their sources."""
    for match in _BINDING.finditer(head):
        rest = head[match.end() :]
        end = _END_OF_SOURCE.search(rest)
        yield match[1], rest[: end.start()] if end else rest


def _last_operand(text: str) -> str:
    """The path or call at the end of a text: `… + USER()->manager` gives `USER()->manager`."""
    at = len(text)
    while True:
        start = _before_primary(text, at)
        if start == at:
            return text[at:].strip()
        at = start
        arrow = re.search(r"(?:->|<-)\s*$", text[:at])
        if not arrow:
            return text[at:].strip()
        at = arrow.start()


def _before_primary(text: str, end: int) -> int:
    """Where the name, call or group that ends at an offset begins."""
    at = len(text[:end].rstrip())
    if at and text[at - 1] in _OPENERS:
        at = _opening(text, at - 1)
    name = re.search(rf"(?:\$\$?|\b){_NAME}(?::{_NAME})?\s*$", text[:at])
    if name:
        return name.start()
    return at if at < end else end


def _opening(text: str, closing: int) -> int:
    """The bracket that a closing one answers; quoted texts between are passed over."""
    depth, at = 0, closing
    while at >= 0:
        char = text[at]
        if char in "\"'":
            at = text.rfind(char, 0, at)
        elif char in ")]":
            depth += 1
        elif char in "([":
            depth -= 1
            if depth == 0:
                return at
        at -= 1 if at >= 0 else 0
    return 0
