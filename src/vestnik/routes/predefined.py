"""The attributes that every sending route has, and what its builder may still say about them (spec/routes.md 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vestnik.kernel.problem import Path, Problem
from vestnik.kernel.text import Text
from vestnik.routes.attribute import AttributeType, MessageAttribute, find


def _one(
    name: str, type: AttributeType = "string", *children: MessageAttribute, array: bool = False
) -> MessageAttribute:
    return MessageAttribute(name=name, type=type, children=children, array=array)


def _many(name: str, *children: MessageAttribute) -> MessageAttribute:
    return _one(name, "object", *children, array=True)


def _mailboxes(name: str) -> MessageAttribute:
    return _many(name, _one("Name"), _one("Address"))


_REPLIES = (_one("Address"), _one("Code", "number"), _one("Text"))

REQUEST: tuple[MessageAttribute, ...] = (
    _mailboxes("To"),
    _mailboxes("Cc"),
    _mailboxes("Bcc"),
    _many("Attachments", _one("Name"), _one("Extension"), _one("Content"), _one("ContentId")),
    _many("CustomHeaders", _one("Name"), _one("Value"), _one("ListValues", array=True)),
    _one(
        "Meeting",
        "object",
        _one("Start", "datetime"),
        _one("End", "datetime"),
        _one("Location"),
        _one("Summary"),
    ),
    _one("ListUnsubscribe", "object", _one("Url"), _one("Mailto")),
    _one("ReplyTo"),
    _one("InReplyTo"),
    _one("References", array=True),
)

RESPONSE: tuple[MessageAttribute, ...] = (
    _one("MessageId"),
    _one("Code", "number"),
    _one("EnhancedCode"),
    _one("Text"),
    _many("Accepted", *_REPLIES),
    _many("Rejected", *_REPLIES),
)

ERROR_RESPONSE: tuple[MessageAttribute, ...] = (
    _one("Error"),
    _one("Stage"),
    _one("Code", "number"),
    _one("EnhancedCode"),
    _one("Text"),
    _one("Permanent", "boolean"),
    _many("Rejected", *_REPLIES),
)


def as_json() -> dict[str, Any]:
    """All three trees, for the form that shows them above the route's own attributes."""
    trees = {"request": REQUEST, "response": RESPONSE, "error_response": ERROR_RESPONSE}
    return {
        tree: [attribute.model_dump(mode="json", exclude_defaults=True) for attribute in attributes]
        for tree, attributes in trees.items()
    }


def merged(
    predefined: Sequence[MessageAttribute], own: Sequence[MessageAttribute]
) -> tuple[MessageAttribute, ...]:
    """The predefined attributes, with what the builder tightened, then the builder's own."""
    tightened = tuple(_tightened(attribute, find(own, attribute.name)) for attribute in predefined)
    return (*tightened, *(attribute for attribute in own if find(predefined, attribute.name) is None))


def changed(
    predefined: Sequence[MessageAttribute], own: Sequence[MessageAttribute], path: Path
) -> Iterator[Problem]:
    """What the builder changed of predefined attributes and may not: type, array, markup, further children."""
    for index, attribute in enumerate(own):
        given = find(predefined, attribute.name)
        if given is None:
            continue
        here = (*path, index)
        if (attribute.type, attribute.array, attribute.html) != (given.type, given.array, given.html):
            yield Problem(
                "predefined_attribute",
                Text(
                    "Готовый атрибут {name} нельзя изменить: его тип — {type}{array}",
                    "The predefined attribute {name} cannot be changed: its type is {type}{array}",
                ).format(name=attribute.name, type=given.type, array=_ARRAY if given.array else ""),
                here,
            )
        for position, child in enumerate(attribute.children):
            if find(given.children, child.name) is None:
                yield Problem(
                    "predefined_attribute",
                    Text(
                        "К готовому атрибуту {name} нельзя добавить {child}",
                        "{child} cannot be added to the predefined attribute {name}",
                    ).format(name=attribute.name, child=child.name),
                    (*here, "children", position),
                )
        yield from changed(given.children, attribute.children, (*here, "children"))


_ARRAY = Text(", массив", ", array")


def _tightened(given: MessageAttribute, own: MessageAttribute | None) -> MessageAttribute:
    if own is None:
        return given
    return given.model_copy(
        update={
            "required": own.required,
            "not_empty": own.not_empty,
            "description": own.description or given.description,
            "children": tuple(_tightened(child, own.child(child.name)) for child in given.children),
        }
    )
