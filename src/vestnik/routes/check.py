"""A sending route before it is used: placeholders, header names, static addresses and files (spec/routes.md 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from vestnik.kernel.problem import Path, Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.mail.addresses import parse_addresses
from vestnik.mail.file_names import base_name
from vestnik.routes.attribute import MessageAttribute, find, names, paths
from vestnik.routes.custom_headers import check_header_name
from vestnik.routes.files import decode
from vestnik.routes.formats import misfit
from vestnik.routes.integration import Integration
from vestnik.routes.placeholders import Placeholder, line_and_column, parse, placeholders

UNDECLARED = "undeclared_placeholder"
"""The problem that disables a route instead of refusing it."""


def check_sending(request: Sequence[MessageAttribute], integration: Integration) -> Iterator[Problem]:
    """Everything that would make each letter of the route fail, or be wrong."""
    for path, text in _templates(integration):
        for placeholder in placeholders(text):
            if (
                problem := _undeclared(request, placeholder)
                or _unusable(request, placeholder)
                or _unfit(request, placeholder)
            ):
                code, message, suggestion = problem
                line, column = line_and_column(text, placeholder.offset)
                yield Problem(code, message, path, line, column, suggestion)
    for path, text in _static_texts(integration):
        if found := placeholders(text):
            yield Problem(
                "placeholder_not_allowed",
                Text(
                    "Здесь атрибуты не подставляются: {name}", "Attributes are not put in here: {name}"
                ).format(name="{" + found[0].path + "}"),
                path,
            )
    yield from _headers(integration)
    yield from _addresses(integration)
    yield from _files(integration)


def _templates(integration: Integration) -> Iterator[tuple[Path, str]]:
    """Every text in which attributes are put in."""
    yield ("integration", "subject_template"), integration.subject_template
    yield ("integration", "body_template"), integration.body_template
    for index, header in enumerate(integration.headers):
        yield ("integration", "headers", index, "value"), header.value
    for part in ("recipients", "cc", "bcc"):
        for index, row in enumerate(getattr(integration, part)):
            yield ("integration", part, index, "full_name"), row.full_name
            yield ("integration", part, index, "address"), row.address


def _static_texts(integration: Integration) -> Iterator[tuple[Path, str]]:
    for index, header in enumerate(integration.headers):
        yield ("integration", "headers", index, "name"), header.name
    for index, file in enumerate(integration.attachments):
        yield ("integration", "attachments", index, "name"), file.name


_Found = tuple[str, Text, str | None]


def _undeclared(request: Sequence[MessageAttribute], placeholder: Placeholder) -> _Found | None:
    siblings: Sequence[MessageAttribute] = request
    for depth, name in enumerate(placeholder.names):
        attribute = find(siblings, name)
        if attribute is None:
            near = nearest(name, names(siblings))
            suggestion = ".".join((*placeholder.names[:depth], near)) if near else None
            text = Text(
                "Атрибута {name} нет в таблице «Запрос», поэтому путь отключается.{hint}",
                "There is no attribute {name} in the table 'Request', so the route is switched off.{hint}",
            )
            return UNDECLARED, text.format(name=placeholder.path, hint=did_you_mean(suggestion)), suggestion
        siblings = attribute.children
    return None


def _unusable(request: Sequence[MessageAttribute], placeholder: Placeholder) -> _Found | None:
    """An object or a key-value attribute has no text of its own."""
    attribute = _attribute(request, placeholder)
    if attribute is None or attribute.type not in ("object", "key_value"):
        return None
    usable = list(paths(attribute.children, placeholder.path + "."))
    text = Text(
        "Атрибут {name} — объект, его нельзя вставить в текст.{hint}",
        "The attribute {name} is an object and cannot be put into a text.{hint}",
    )
    shown = ", ".join("{" + path + "}" for path in usable)
    hint = Text(f" Вставьте {shown}", f" Put in {shown}") if usable else Text("", "")
    return "object_placeholder", text.format(name=placeholder.path, hint=hint), usable[0] if usable else None


def _unfit(request: Sequence[MessageAttribute], placeholder: Placeholder) -> _Found | None:
    """A format that cannot show values of the attribute's type."""
    attribute = _attribute(request, placeholder)
    why = misfit(attribute.type, placeholder.pattern) if attribute and placeholder.pattern else None
    return ("bad_pattern", why, None) if why else None


def _attribute(request: Sequence[MessageAttribute], placeholder: Placeholder) -> MessageAttribute | None:
    attribute = find(request, placeholder.names[0])
    for name in placeholder.names[1:]:
        attribute = attribute.child(name) if attribute else None
    return attribute


def _headers(integration: Integration) -> Iterator[Problem]:
    for index, header in enumerate(integration.headers):
        if placeholders(header.name):
            continue
        try:
            check_header_name(header.name)
        except Refused as error:
            yield error.problem.under("integration", "headers", index, "name")


def _addresses(integration: Integration) -> Iterator[Problem]:
    for part in ("recipients", "cc", "bcc"):
        for index, row in enumerate(getattr(integration, part)):
            if placeholders(row.address):
                continue
            path = ("integration", part, index, "address")
            found = parse_addresses("".join(str(piece) for piece in parse(row.address)))
            yield from (problem.under(*path) for problem in found.problems)
            if not found.mailboxes and not found.problems:
                yield Problem("no_address", Text("Укажите адрес", "Give an address"), path)


def _files(integration: Integration) -> Iterator[Problem]:
    for index, file in enumerate(integration.attachments):
        checks: tuple[tuple[str, Callable[[], object]], ...] = (
            ("name", partial(base_name, file.name)),
            ("content", partial(decode, file.content)),
        )
        for field, check in checks:
            try:
                check()
            except Refused as error:
                yield error.problem.under("integration", "attachments", index, field)
