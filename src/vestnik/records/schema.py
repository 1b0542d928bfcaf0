"""The templates of the system as one stable value per configuration revision, for records and for expressions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Table, select

from vestnik.attributes.base import Attribute
from vestnik.attributes.types.document import DocumentAttribute
from vestnik.attributes.types.enum import EnumAttribute, Variant
from vestnik.attributes.types.record import RecordAttribute
from vestnik.definitions.revision import cached, current_revision
from vestnik.expressions.objects import AttributeInfo, EnumVariant, TemplateInfo
from vestnik.kernel.problem import NotFound, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.ids import known_attributes, known_variants, target_of
from vestnik.records.index_table import index_table
from vestnik.records.template import SYSTEM_ATTRIBUTES, RecordTemplate, parse
from vestnik.storage.tables.definitions import definition
from vestnik.storage.transaction import Transaction


class TemplateMissing(NotFound):
    code = "unknown_template"
    text = Text("Нет шаблона «{name}».{hint}", "There is no template '{name}'.{hint}")


class AttributeMissing(Refused):
    code = "unknown_attribute"
    text = Text(
        "В шаблоне «{template}» нет атрибута «{name}».{hint}",
        "The template '{template}' has no attribute '{name}'.{hint}",
    )


class AttributeComputed(Refused):
    code = "computed_attribute"
    text = Text(
        "Атрибут «{title}» вычисляется, записать в него нельзя",
        "The attribute '{title}' is computed and cannot be written",
    )


class AttributeReadOnly(Refused):
    code = "read_only_attribute"
    text = Text(
        "Системный атрибут «{name}» нельзя изменить", "The system attribute '{name}' cannot be changed"
    )


@dataclass(frozen=True, slots=True)
class BoundAttribute:
    """An attribute of a template with its id. model: as declared; info: as expressions see it."""

    id: int
    model: Attribute
    info: AttributeInfo

    @property
    def name(self) -> str:
        return self.model.name

    def variant(self, name: str) -> Ref | None:
        """The value of a value list by its system name."""
        return next((variant.id for variant in self.info.variants if variant.name == name), None)


@dataclass(frozen=True)
class Shape:
    """A template with the ids of its parts. id: the number of its `oa`."""

    id: int
    model: RecordTemplate
    attributes: Mapping[str, BoundAttribute]
    info: TemplateInfo

    @property
    def name(self) -> str:
        return self.model.name

    @cached_property
    def by_id(self) -> Mapping[int, BoundAttribute]:
        """Attributes by id."""
        return {bound.id: bound for bound in self.attributes.values()}

    @cached_property
    def table(self) -> Table:
        """The typed table."""
        return index_table(
            self.id,
            {bound.id: bound.model.column for bound in self.attributes.values() if bound.model.column},
        )

    @cached_property
    def links(self) -> Sequence[BoundAttribute]:
        """Attributes whose values are rows of `link`."""
        return [bound for bound in self.attributes.values() if bound.model.reads_links]

    @cached_property
    def computed(self) -> Sequence[BoundAttribute]:
        """Attributes whose values are computed when they are read."""
        return [bound for bound in self.attributes.values() if bound.model.computed]

    @cached_property
    def unique(self) -> Sequence[BoundAttribute]:
        """Attributes whose values no two records share."""
        return [bound for bound in self.attributes.values() if getattr(bound.model, "unique", False)]

    @cached_property
    def verified(self) -> Sequence[BoundAttribute]:
        """Attributes with a check expression or a filter of values, which look at the saved record."""
        return [
            bound
            for bound in self.attributes.values()
            if bound.model.check_expression or getattr(bound.model, "allowed", None)
        ]

    @cached_property
    def searchable(self) -> Sequence[BoundAttribute]:
        """Attributes that records are found by; the title is always one. Of documents, by their file names."""
        return [
            bound
            for bound in self.attributes.values()
            if bound.model.column in ("text", "number") or isinstance(bound.model, DocumentAttribute)
            if getattr(bound.model, "searchable", False) or getattr(bound.model, "is_title", False)
        ]

    @cached_property
    def owning(self) -> frozenset[str]:
        """Names of attributes that delete what they link to."""
        return frozenset(
            name for name, bound in self.attributes.items() if getattr(bound.model, "delete_linked", False)
        )

    def attribute(self, name: str) -> BoundAttribute:
        """An attribute that may be written.

        Raises:
            AttributeMissing: with the nearest name. AttributeReadOnly: a system attribute. AttributeComputed.
        """
        if found := self.attributes.get(name):
            if found.model.computed:
                raise AttributeComputed(title=found.model.title, path=("values", name))
            return found
        if name in SYSTEM_ATTRIBUTES:
            raise AttributeReadOnly(name=name, path=("values", name))
        suggestion = nearest(name, [*self.attributes, *SYSTEM_ATTRIBUTES])
        raise AttributeMissing(
            template=self.model.title,
            name=name[:80],
            hint=did_you_mean(suggestion),
            suggestion=suggestion,
            path=("values", name[:80]),
        )


class SqlSchema:
    """All templates; implements `vestnik.expressions.objects.Schema`. Immutable."""

    def __init__(self, revision: int, database: str, shapes: Mapping[str, Shape]) -> None:
        self._revision = revision
        self._database = database
        self.shapes = shapes
        self._by_id = {shape.id: shape for shape in shapes.values()}
        self._attributes = {
            bound.id: (shape, bound) for shape in shapes.values() for bound in shape.attributes.values()
        }
        self._counterparts = _counterparts(shapes)
        self.variants: Mapping[Ref, EnumVariant] = {
            variant.id: variant for _, bound in self._attributes.values() for variant in bound.info.variants
        }

    @classmethod
    def of(cls, tx: Transaction) -> SqlSchema:
        """The schema as this transaction sees it; read once per configuration revision."""
        return cached(tx, "records.schema", lambda: cls(current_revision(tx), _database(tx), _read(tx)))

    @property
    def revision(self) -> int:
        return self._revision

    @property
    def database(self) -> str:
        return self._database

    def shape(self, name: str) -> Shape:
        """A template with its ids.

        Raises:
            TemplateMissing: with the nearest name.
        """
        if found := self.shapes.get(name):
            return found
        suggestion = nearest(name, self.shapes)
        hint = did_you_mean(suggestion)
        raise TemplateMissing(what=name[:80], name=name[:80], hint=hint, suggestion=suggestion)

    def shape_by_id(self, id: int) -> Shape | None:
        """A template by its id, None when it is gone."""
        return self._by_id.get(id)

    def bound(self, attribute: int) -> tuple[Shape, BoundAttribute] | None:
        """An attribute by its id, None when it is gone."""
        return self._attributes.get(attribute)

    def counterpart(self, attribute: int) -> BoundAttribute | None:
        """The other end of a two-way link, whichever end declares it."""
        return self._counterparts.get(attribute)

    def template(self, name: str) -> TemplateInfo | None:
        found = self.shapes.get(name)
        return found.info if found else None

    def template_by_id(self, ref: Ref) -> TemplateInfo | None:
        found = self._by_id.get(ref.number) if ref.kind == "oa" else None
        return found.info if found else None

    def template_names(self) -> Sequence[str]:
        return tuple(self.shapes)

    def attribute_by_id(self, ref: Ref) -> tuple[TemplateInfo, AttributeInfo] | None:
        found = self._attributes.get(ref.number) if ref.kind == "op" else None
        return (found[0].info, found[1].info) if found else None


def read_shape(tx: Transaction, id: int, model: RecordTemplate) -> Shape:
    """A template with its ids, which are all allotted."""
    known = known_attributes(tx, id)
    variants = known_variants(
        tx, [known[item.name].id for item in model.attributes if isinstance(item, EnumAttribute)]
    )
    attributes = {
        item.name: BoundAttribute(
            known[item.name].id, item, _info(known[item.name].id, item, variants.get(known[item.name].id, {}))
        )
        for item in model.attributes
    }
    infos = {name: bound.info for name, bound in attributes.items()}
    return Shape(id, model, attributes, TemplateInfo(Ref("oa", id), model.name, model.app or "", infos))


def _read(tx: Transaction) -> dict[str, Shape]:
    rows = tx.execute(
        select(definition.c.id, definition.c.name, definition.c.body)
        .where(definition.c.kind == "template")
        .order_by(definition.c.id)
    ).all()
    return {
        row.name: read_shape(tx, row.id, parse({**row.body, "kind": "template", "name": row.name}))
        for row in rows
    }


def _counterparts(shapes: Mapping[str, Shape]) -> dict[int, BoundAttribute]:
    found: dict[int, BoundAttribute] = {}
    for shape in shapes.values():
        for bound in shape.attributes.values():
            other = shapes.get(bound.info.target or "")
            back = (
                other.attributes.get(bound.model.two_way or "")
                if other and isinstance(bound.model, RecordAttribute)
                else None
            )
            if back is not None and back.info.target == shape.name:
                found[bound.id] = back
                found.setdefault(back.id, bound)
    return found


def _database(tx: Transaction) -> str:
    return str(tx.shared.setdefault("records.database", secrets.token_hex(8)))


def _info(id: int, item: Attribute, variants: Mapping[str, int]) -> AttributeInfo:
    is_enum = isinstance(item, EnumAttribute)
    return AttributeInfo(
        id=Ref("op", id),
        name=item.name,
        data_type=item.data_type,
        multiple=item.multiple,
        target=target_of(item),
        variants=tuple(_variant(variants[variant.name], variant) for variant in item.variants)
        if isinstance(item, EnumAttribute)
        else (),
        enum_name=item.name if is_enum else None,
        computed=item.computed,
    )


def _variant(id: int, variant: Variant) -> EnumVariant:
    color = int(variant.color[1:], 16) if variant.color else None
    title = Text(variant.ru, variant.en or variant.ru)
    return EnumVariant(Ref("enum", id), variant.name, title, variant.icon, color)
