"""What an editor proposes at a position of a text (spec/n3.md 6).

After `@` declarations, after `?` variables, after `prefix:` the names of its namespace, after `^^` datatypes, inside the
texts of findProperty, findObject, alias and enumValue the names of templates, attributes and values. It works on broken
texts, because texts are broken while they are typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vestnik.expressions.diagnosis import Completion, CompletionKind
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.declare import Constant
from vestnik.expressions.n3.literals import DATATYPES
from vestnik.expressions.n3.namespaces import PREFIXES, namespace_of
from vestnik.expressions.n3.schema_names import enum_values
from vestnik.expressions.objects import Schema
from vestnik.kernel.text import Text

_NEAR = 500
"""Characters before the position that are looked at for the triple in hand."""

_DATATYPE = re.compile(r"\^\^(?:\w+:)?(\w*)$")
_VARIABLE_START = re.compile(r"\?(\w*)$")
_DECLARATION = re.compile(r"@(\w*)$")
_NAME = re.compile(r"(?<![\w?<])([\w-]*):([\w-]*)$")
_WORD = re.compile(r"(?:^|[\s{}.])(\w*)$")
_LIST_TEXT = re.compile(r'\(\s*((?:"[^"\n]*"\s*)*)"([^"\n]*)$')
_ALIAS_TEXT = re.compile(r'alias\s+"([^"\n]*)$')
_DECLARED = re.compile(r"@prefix\s+([\w-]*):\s*<([^>\n]*)>")
_VARIABLE = re.compile(r"\?(\w+)")
_AFTER = re.compile(r'[^"\n]*"?\s*(?:"[^"\n]*"\s*)*\)?\s*[\w-]*:(\w+)')

_BLOCKS: dict[str, tuple[str, Text]] = {
    "if": ("if {  } then {  } else {  }.", Text("Выбор по условию", "A choice by a condition")),
    "or": (
        "or {  } or {  }.",
        Text("Первая ветка, у которой есть решение", "The first branch that has a solution"),
    ),
    "not": ("not {  }.", Text("Решений нет", "There is no solution")),
    "once": ("once {  }.", Text("Только первое решение", "The first solution only")),
    "from": ("from {  } select ? -> ?.", Text("Собрать значения в список", "Collect values in a list")),
}


def completions(text: str, position: int, schema: Schema) -> list[Completion]:
    """Proposals for what is being typed just before `position` (an offset into the text)."""
    before = text[max(0, position - _NEAR) : position]
    proposals = _proposals(text, before, text[position : position + _NEAR], schema)
    return sorted(proposals, key=lambda proposal: proposal.label)


def _replacing(typed: str, proposals: Iterable[Completion]) -> Iterator[Completion]:
    return (replace(proposal, replaces=len(typed)) for proposal in proposals)


def _proposals(text: str, before: str, after: str, schema: Schema) -> Iterator[Completion]:
    declared = dict(_DECLARED.findall(text))
    if found := _DATATYPE.search(before):
        return _replacing(found[0][2:], _datatypes(declared, found[1]))
    if found := _VARIABLE_START.search(before):
        return _replacing(found[0], _variables(text, found[1]))
    if found := _DECLARATION.search(before):
        return _replacing(found[0], _declarations(declared, found[1]))
    if found := _LIST_TEXT.search(before):
        given = re.findall(r'"([^"]*)"', found[1])
        return _replacing(found[2], _arguments(given, found[2], after, schema))
    if found := _ALIAS_TEXT.search(before):
        return _replacing(found[1], _templates(found[1], schema))
    if found := _NAME.search(before):
        space = declared.get(found[1]) or PREFIXES.get(found[1])
        return _replacing(found[0], _builtins(found[1], space, found[2]) if space else ())
    if found := _WORD.search(before):
        return _replacing(found[1], _blocks(found[1]))
    return iter(())


def _datatypes(declared: dict[str, str], typed: str) -> Iterator[Completion]:
    prefix = next((name for name, iri in declared.items() if iri == PREFIXES["xsd"]), "xsd")
    for name in _starting(typed, DATATYPES):
        yield Completion(f"{prefix}:{name}", "keyword", Text("Тип", "Datatype"), f"{prefix}:{name}")


def _variables(text: str, typed: str) -> Iterator[Completion]:
    known = {name for name in _VARIABLE.findall(text) if name != typed} | {"item", "value"}
    for name in _starting(typed, known):
        yield Completion(f"?{name}", "variable", Text("Переменная", "Variable"), f"?{name}")


def _declarations(declared: dict[str, str], typed: str) -> Iterator[Completion]:
    for name, iri in PREFIXES.items():
        if name not in declared and f"prefix {name}".startswith(typed):
            yield Completion(f"@prefix {name}:", "prefix", Text(iri, iri), f"@prefix {name}: <{iri}>.")


def _blocks(typed: str) -> Iterator[Completion]:
    for name, (body, about) in _BLOCKS.items():
        if name.startswith(typed):
            yield Completion(name, "keyword", about, body)


def _builtins(prefix: str, space: str, typed: str) -> Iterator[Completion]:
    for iri, entry in REGISTRY.by_iri.items():
        local = iri.removeprefix(space)
        if namespace_of(iri) == space and local.casefold().startswith(typed.casefold()):
            kind: CompletionKind = "value" if isinstance(entry, Constant) else "function"
            yield Completion(f"{prefix}:{local}", kind, entry.about, f"{prefix}:{local}")


def _arguments(given: list[str], typed: str, after: str, schema: Schema) -> Iterator[Completion]:
    """Texts of a list, by the builtin that follows it and what stands before in it."""
    verb = following[1] if (following := _AFTER.match(after)) else "findProperty"
    if verb == "enumValue":
        if given:
            yield from _enum_values(given[0], typed, schema)
        return
    if verb == "findObject":
        given = given[1:] if given else ["", ""]
    if not given:
        yield from _templates(typed, schema)
    elif len(given) == 1 and (info := schema.template(given[0])):
        for name in _starting(typed, info.attributes):
            kind = info.attributes[name].data_type
            yield Completion(name, "attribute", Text(kind, kind), name)


def _templates(typed: str, schema: Schema) -> Iterator[Completion]:
    for name in _starting(typed, schema.template_names()):
        yield Completion(name, "template", Text("Шаблон", "Template"), name)


def _enum_values(enum: str, typed: str, schema: Schema) -> Iterator[Completion]:
    for name in _starting(typed, enum_values(schema, enum)):
        yield Completion(name, "value", Text("Значение списка", "Value of a list"), name)


def _starting(typed: str, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name.casefold().startswith(typed.casefold()))
