"""A small world in memory: the `Schema`, `Objects` and `Effects` of tests and of vector files.

It promises what the protocols promise: values in stored order, subjects in the order in which they were first named, an
empty result for anything that is missing.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from vestnik.expressions.objects import AttributeInfo, Condition, Predicate, TemplateInfo
from vestnik.kernel.values import Content, Ref, Value, as_list

_NUMBERS = itertools.count(1)


_REVISIONS = itertools.count(1)


class MemorySchema:
    """A fixed set of templates. Each has a revision of its own, so that nothing compiled for one serves another."""

    def __init__(self, templates: Iterable[TemplateInfo] = (), revision: int | None = None) -> None:
        self._templates = {template.name: template for template in templates}
        self._by_id = {template.id: template for template in self._templates.values()}
        self._attributes = {
            attribute.id: (template, attribute)
            for template in self._templates.values()
            for attribute in template.attributes.values()
        }
        self._revision = -next(_REVISIONS) if revision is None else revision
        self._database = f"memory {next(_NUMBERS)}"

    @property
    def revision(self) -> int:
        return self._revision

    @property
    def database(self) -> str:
        return self._database

    def template(self, name: str) -> TemplateInfo | None:
        return self._templates.get(name)

    def template_by_id(self, ref: Ref) -> TemplateInfo | None:
        return self._by_id.get(ref)

    def template_names(self) -> Sequence[str]:
        return tuple(self._templates)

    def attribute_by_id(self, ref: Ref) -> tuple[TemplateInfo, AttributeInfo] | None:
        return self._attributes.get(ref)


class MemoryObjects:
    """Triples in dictionaries; filled with `add` and `put`, read through the `Objects` protocol.

    `reads` counts the contents that were looked into.
    """

    def __init__(self, schema: MemorySchema) -> None:
        self._schema = schema
        self._order: dict[Ref, int] = {}
        self._triples: dict[Predicate, dict[Ref, tuple[Value, ...]]] = {}
        self._templates: dict[str, list[Ref]] = {}
        self._contents: dict[str, bytes] = {}
        self.reads = 0

    def add(self, ref: Ref, template: str | None = None) -> Ref:
        """Name an object: from now on it has its place in creation order and, if given, its template.

        Objects that are no records go under `_Account`, `_AccountGroup` or `_Document`.
        """
        self._order.setdefault(ref, len(self._order))
        if template is not None:
            self._templates.setdefault(template, []).append(ref)
            if info := self._schema.template(template):
                self.put(ref, "system:template", info.id)
        return ref

    def put(self, subject: Ref, predicate: Predicate, *values: Value) -> None:
        """Append objects of (subject, predicate); None and nothing leave no triple."""
        self.add(subject)
        kept = tuple(value for value in values if value is not None)
        if kept:
            known = self._triples.setdefault(predicate, {})
            known[subject] = known.get(subject, ()) + kept

    def put_content(self, data: bytes) -> Content:
        """Store bytes; the reference to them."""
        digest = hashlib.sha256(data).hexdigest()
        self._contents[digest] = data
        return Content(digest, len(data))

    def exists(self, ref: Ref) -> bool:
        """Whether the object was ever named."""
        return ref in self._order

    @property
    def schema(self) -> MemorySchema:
        return self._schema

    def values(self, subject: Ref, predicate: Predicate) -> Sequence[Value]:
        return self._triples.get(predicate, {}).get(subject, ())

    def subjects(self, predicate: Predicate, value: Value) -> Sequence[Ref]:
        found = self._triples.get(predicate, {})
        return self._in_order(
            subject for subject, values in found.items() if any(_same(value, own) for own in values)
        )

    def pairs(self, predicate: Predicate) -> Iterator[tuple[Ref, Value]]:
        found = self._triples.get(predicate, {})
        for subject in self._in_order(found):
            for value in found[subject]:
                yield subject, value

    def records(self, template: str) -> Sequence[Ref]:
        return self._in_order(self._templates.get(template, ()))

    def selected(self, conditions: Sequence[Condition]) -> Sequence[Ref] | None:
        """Look-ups one by one cost nothing here."""
        return None

    def number_of(self, conditions: Sequence[Condition]) -> int | None:
        """As `selected`."""
        return None

    def values_of(self, conditions: Sequence[Condition], predicate: Predicate) -> Iterator[Value] | None:
        """As `selected`."""
        return None

    def extreme_of(
        self, conditions: Sequence[Condition], predicate: Predicate, *, greatest: bool
    ) -> Sequence[Value] | None:
        """As `selected`."""
        return None

    def template_of(self, subject: Ref) -> TemplateInfo | None:
        for value in self.values(subject, "system:template"):
            if isinstance(value, Ref):
                return self._schema.template_by_id(value)
        return None

    def find(self, number: int) -> Ref | None:
        return next((ref for ref in self._order if ref.number == number), None)

    def prefetch(self, subjects: Sequence[Ref]) -> None:
        """Everything is in memory already."""

    def read(self, content: Content) -> bytes:
        self.reads += 1
        return self._contents[content.digest]

    def _in_order(self, refs: Iterable[Ref]) -> list[Ref]:
        return sorted(refs, key=self._order.__getitem__)


class MemoryEffects:
    """Applies effects to a dictionary of variables and to the world."""

    def __init__(
        self,
        objects: MemoryObjects,
        variables: Mapping[str, Value],
        now: datetime = datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC),
    ) -> None:
        self._objects = objects
        self._now = now
        self.variables: dict[str, Value] = dict(variables)

    def attach(self, content: bytes | Content, filename: str) -> Ref:
        stored = content if isinstance(content, Content) else self._objects.put_content(content)
        document = self._free("doc")
        revision = self._free("rev")
        self._objects.add(document, "_Document")
        put_revision(self._objects, document, revision, filename, stored)
        self._objects.put(document, "document:currentRevision", revision)
        self._objects.put(document, "document:title", filename)
        return document

    def set_variable(self, name: str, value: Value) -> None:
        self.variables[name] = value

    def add_to_variable(self, name: str, value: Value) -> None:
        self.variables[name] = (*as_list(self.variables.get(name)), value)

    def clear_variable(self, name: str) -> None:
        self.variables.pop(name, None)

    def _free(self, kind: str) -> Ref:
        number = 1
        while self._objects.exists(Ref(kind, number)):
            number += 1
        return self._objects.add(Ref(kind, number))


def put_revision(
    objects: MemoryObjects,
    document: Ref,
    revision: Ref,
    filename: str,
    content: Content,
    extension: str | None = None,
) -> None:
    """Store one revision of a document; the extension is that of the file name unless given."""
    name, dot, last = filename.rpartition(".")
    objects.put(document, "document:revision", revision)
    objects.put(revision, "revision:document", document)
    objects.put(revision, "revision:name", filename)
    objects.put(
        revision,
        "revision:revisionExtension",
        (dot + last if name else "") if extension is None else extension,
    )
    objects.put(revision, "revision:content", content)
    objects.put(revision, "revision:httpUri", f"/api/v1/documents/{document}/content?revision={revision}")


def _same(one: Value, other: Value) -> bool:
    """Equal and of one kind: `True` is no number."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
