"""What expressions see of the data, as a protocol that `vestnik.records` implements.

A *predicate* is the name of a stored relation: the id of a template's attribute (`op.5`), or a well-known name such as
`account:mbox`, `document:currentRevision`, `revision:name`, `system:creationDate` (see `PREDICATES`). Three look-ups by
predicate are all that the evaluators need; each result comes in a fixed order (stored order of values, creation order of
subjects). A missing value is an empty result, never an error. Rights are checked below: an object that the actor may not
see does not exist here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from vestnik.kernel.text import Text
from vestnik.kernel.values import Content, Ref, Value

Predicate = str

ConditionSign: TypeAlias = Literal["has", "eq", "lt", "le", "gt", "ge"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a record must meet: an attribute has a value at all, has this one, or one that compares so with it."""

    predicate: Predicate
    sign: ConditionSign = "has"
    value: Value = None


ACCOUNT_FIELDS = (
    "username", "fullName", "mbox", "active", "manager", "phone", "title", "department", "office", "language", "skype",
    "birthday", "userGroupMembership", "timeZone", "isSystemAdministrator",
)  # fmt: skip
"""Fields of an account; the predicate is `account:<name>`, the formula name is `<name>` or `cmw.account.<name>`."""

GROUP_FIELDS = ("groupName", "groupUsers", "subGroups")
"""Fields of an account group: `account:<name>` as well."""

DOCUMENT_FIELDS = ("currentRevision", "revision", "title")
"""Fields of a document: `document:<name>`. `revision` gives all revisions, oldest first."""

REVISION_FIELDS = ("name", "revisionExtension", "content", "httpUri", "document")
"""Fields of a revision: `revision:<name>`. `content` gives a `Content`; `revisionExtension` has its dot."""

ENUM_FIELDS = ("alias", "icon", "color", "name")
"""Fields of an enum variant: `enum:<name>`; `alias` is its system name."""

SYSTEM_FIELDS = (
    "creator",
    "creationDate",
    "lastWriteDate",
    "isDisabled",
    "color",
    "template",
    "title",
    "processes",
)
"""Fields of every record: `system:<name>`, written `_creator` and so on in expressions; `template` gives its `oa.N`,
`title` the display title, `processes` the ids of its process instances."""

ROLE_FIELDS = ("roleMembers",)


@dataclass(frozen=True, slots=True)
class EnumVariant:
    """One value of a value list."""

    id: Ref
    name: str
    title: Text
    icon: str | None = None
    color: int | None = None


@dataclass(frozen=True, slots=True)
class AttributeInfo:
    """One attribute of a template, as expressions need to know it.

    data_type: text number boolean datetime duration account document record enum hyperlink ... (spec/records.md 2).
    target: template of a `record` attribute. variants: of an `enum` attribute. computed: it is read only. id is also its
    predicate.
    """

    id: Ref
    name: str
    data_type: str
    multiple: bool = False
    target: str | None = None
    variants: tuple[EnumVariant, ...] = ()
    enum_name: str | None = None
    computed: bool = False

    @property
    def predicate(self) -> Predicate:
        return str(self.id)


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """One record template as expressions need to know it."""

    id: Ref
    name: str
    app: str
    attributes: Mapping[str, AttributeInfo] = field(default_factory=dict)


class Schema(Protocol):
    """The templates of the system; a stable value for one configuration revision."""

    @property
    def revision(self) -> int:
        """Grows with every configuration change; compiled expressions are cached by text, context template and this."""
        ...

    @property
    def database(self) -> str:
        """Tells the schemas of different databases in one process apart; part of the key of cached expressions."""
        ...

    def template(self, name: str) -> TemplateInfo | None: ...

    def template_by_id(self, ref: Ref) -> TemplateInfo | None: ...

    def template_names(self) -> Sequence[str]: ...

    def attribute_by_id(self, ref: Ref) -> tuple[TemplateInfo, AttributeInfo] | None: ...


class Objects(Protocol):
    """The data, seen by one actor in one snapshot."""

    @property
    def schema(self) -> Schema: ...

    def values(self, subject: Ref, predicate: Predicate) -> Sequence[Value]:
        """Objects of (subject, predicate), in stored order."""
        ...

    def subjects(self, predicate: Predicate, value: Value) -> Sequence[Ref]:
        """Subjects of (predicate, object), in creation order."""
        ...

    def pairs(self, predicate: Predicate) -> Iterator[tuple[Ref, Value]]:
        """Every (subject, object) of a predicate, in creation order of the subjects."""
        ...

    def records(self, template: str) -> Sequence[Ref]:
        """All records of a template, archived ones too, in creation order; `_Account`, `_AccountGroup` and
        `_Document` (every document that the actor may see) as well."""
        ...

    def selected(self, conditions: Sequence[Condition]) -> Sequence[Ref] | None:
        """The records that meet every condition, in creation order, found in one go; None where look-ups one by one
        do as well, or where an answer would not be exact."""
        ...

    def number_of(self, conditions: Sequence[Condition]) -> int | None:
        """How many records meet every condition; None as `selected`."""
        ...

    def values_of(self, conditions: Sequence[Condition], predicate: Predicate) -> Iterator[Value] | None:
        """The values of an attribute with one value at most over the records that meet every condition: in no order and
        one by one, so that there may be any number of them. None as `selected`."""
        ...

    def extreme_of(
        self, conditions: Sequence[Condition], predicate: Predicate, *, greatest: bool
    ) -> Sequence[Value] | None:
        """The least or the greatest of these values; nothing of nothing. None as `selected`."""
        ...

    def template_of(self, subject: Ref) -> TemplateInfo | None:
        """The template of a record, None for objects that are no records."""
        ...

    def find(self, number: int) -> Ref | None:
        """The object of that number, whatever its kind: in a formula's text an id is its digits alone."""
        ...

    def prefetch(self, subjects: Sequence[Ref]) -> None:
        """A hint that these objects will be read: load them in one go."""
        ...

    def read(self, content: Content) -> bytes:
        """The bytes behind a content reference; for goals and functions that look into them."""
        ...


class Effects(Protocol):
    """What an expression may change when a scenario allows it (spec/n3.md, effects)."""

    def attach(self, content: bytes | Content, filename: str) -> Ref:
        """Make a document with one revision; its id."""
        ...

    def set_variable(self, name: str, value: Value) -> None: ...

    def add_to_variable(self, name: str, value: Value) -> None: ...

    def clear_variable(self, name: str) -> None: ...
