"""What an evaluation changes, held back until it has ended without error (spec/n3.md 4, effects).

Later goals see the changes here. A document attached during the evaluation has a negative number until `apply` gives it
its real one, which then also replaces the negative one in results and variables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from vestnik.expressions.objects import Effects, Predicate
from vestnik.expressions.scope import Scope
from vestnik.kernel.values import Content, Ref, Value, as_list


@dataclass(frozen=True, slots=True)
class _Attachment:
    content: bytes | Content
    filename: str


@dataclass(frozen=True, slots=True)
class _Change:
    what: OneOf["set", "add", "clear", "attach"]
    name: str = ""
    value: Value = None


class Overlay:
    """The changes so far, in order."""

    __slots__ = ("_attachments", "_changes", "allowed", "variables")

    def __init__(self, scope: Scope) -> None:
        self.allowed = scope.effects is not None
        self.variables: Mapping[str, Value] = scope.variables
        self._attachments: list[_Attachment] = []
        self._changes: list[_Change] = []

    def set(self, name: str, value: Value) -> None:
        """Give a variable a value."""
        self.variables = {**self.variables, name: value}
        self._changes.append(_Change("set", name, value))

    def add(self, name: str, value: Value) -> None:
        """Append to a variable's list, which is made if need be."""
        self.variables = {**self.variables, name: (*as_list(self.variables.get(name)), value)}
        self._changes.append(_Change("add", name, value))

    def clear(self, name: str) -> None:
        """Take a variable's value away."""
        self.variables = {known: value for known, value in self.variables.items() if known != name}
        self._changes.append(_Change("clear", name))

    def attach(self, content: bytes | Content, filename: str) -> Ref:
        """A new document with one revision; its provisional id."""
        self._attachments.append(_Attachment(content, filename))
        self._changes.append(_Change("attach"))
        return Ref("doc", -len(self._attachments))

    def values(self, subject: Ref, predicate: Predicate) -> Sequence[Value]:
        """Triples of provisional documents and revisions."""
        attachment = self._attachments[-subject.number - 1]
        extension = attachment.filename.rpartition(".")
        known: dict[tuple[str, Predicate], Value] = {
            ("doc", "document:currentRevision"): Ref("rev", subject.number),
            ("doc", "document:revision"): Ref("rev", subject.number),
            ("doc", "document:title"): attachment.filename,
            ("rev", "revision:document"): Ref("doc", subject.number),
            ("rev", "revision:name"): attachment.filename,
            ("rev", "revision:revisionExtension"): "".join(extension[1:]) if extension[0] else "",
        }
        value = known.get((subject.kind, predicate))
        return () if value is None else (value,)

    def content(self, subject: Ref) -> bytes | Content:
        """What was attached."""
        return self._attachments[-subject.number - 1].content

    def apply(self, effects: Effects) -> Mapping[Ref, Ref]:
        """Carry the changes out in order; the real ids of the documents by their provisional ones."""
        real: dict[Ref, Ref] = {}
        for change in self._changes:
            value = settled(change.value, real)
            match change.what:
                case "set":
                    effects.set_variable(change.name, value)
                case "add":
                    effects.add_to_variable(change.name, value)
                case "clear":
                    effects.clear_variable(change.name)
                case "attach":
                    number = -1 - sum(1 for ref in real if ref.kind == "doc")
                    attachment = self._attachments[-number - 1]
                    real[Ref("doc", number)] = effects.attach(attachment.content, attachment.filename)
        return real


def settled(value: Value, real: Mapping[Ref, Ref]) -> Value:
    """A value with provisional ids replaced by real ones."""
    if not real:
        return value
    match value:
        case Ref():
            return real.get(value, value)
        case tuple():
            return tuple(settled(item, real) for item in value)
        case Mapping():
            return {name: settled(part, real) for name, part in value.items()}
    return value
