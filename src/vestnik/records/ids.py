"""Ids of attributes and value-list values: allotted once, kept over all versions of the template.

Values are stored under the id, so a rename (`former_name`) touches no record. An attribute that changes its type is
another attribute: it gets a new id, and what was stored under the old one is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from vestnik.attributes.base import Attribute, IndexKind
from vestnik.attributes.types.enum import EnumAttribute
from vestnik.attributes.types.record import RecordAttribute
from vestnik.records.template import RecordTemplate
from vestnik.storage.tables.records import enum_variant, template_attribute
from vestnik.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class KnownAttribute:
    """An attribute that has an id. target: linked template; index: kind of its typed column, None for references."""

    id: int
    name: str
    data_type: str
    target: str | None
    index: IndexKind | None

    def holds_values_of(self, attribute: Attribute) -> bool:
        """Whether what is stored are values of this attribute."""
        return (self.data_type, self.target) == (held_as(attribute), target_of(attribute))


def target_of(attribute: Attribute) -> str | None:
    """The linked template of a record attribute."""
    return attribute.template if isinstance(attribute, RecordAttribute) else None


def held_as(attribute: Attribute) -> str:
    """The type of what is stored; an attribute that comes to be computed, or ceases to be, is another attribute."""
    return f"computed {attribute.data_type}" if attribute.computed else attribute.data_type


def known_attributes(tx: Transaction, template: int) -> dict[str, KnownAttribute]:
    """The attributes of a template that have ids, by name."""
    rows = tx.execute(select(template_attribute).where(template_attribute.c.template == template))
    return {
        row.name: KnownAttribute(row.id, row.name, row.data_type, row.target, row.indexed) for row in rows
    }


def known_variants(tx: Transaction, attributes: Iterable[int]) -> dict[int, dict[str, int]]:
    """Ids of value-list values by attribute id and name."""
    found: dict[int, dict[str, int]] = {}
    wanted = select(enum_variant).where(enum_variant.c.attribute.in_(tuple(attributes)))
    for row in tx.execute(wanted):
        found.setdefault(row.attribute, {})[row.name] = row.id
    return found


def follow_renames(tx: Transaction, template: int, model: RecordTemplate) -> None:
    """An attribute whose `former_name` has an id takes it over."""
    known = known_attributes(tx, template)
    for attribute in model.attributes:
        former = attribute.former_name
        if former in known and attribute.name not in known and model.attribute(former) is None:
            renamed = update(template_attribute).where(template_attribute.c.id == known[former].id)
            tx.execute(renamed.values(name=attribute.name))


def forget(tx: Transaction, attributes: Iterable[int]) -> None:
    """Drop the ids of attributes that are gone."""
    gone = tuple(attributes)
    tx.execute(delete(template_attribute).where(template_attribute.c.id.in_(gone)))
    tx.execute(delete(enum_variant).where(enum_variant.c.attribute.in_(gone)))


def allot(tx: Transaction, template: int, model: RecordTemplate) -> None:
    """Give ids to everything in a template that has none yet."""
    known = known_attributes(tx, template)
    new = [attribute for attribute in model.attributes if attribute.name not in known]
    numbers = tx.new_ids("op", len(new), template)
    rows = [
        {
            "id": id,
            "template": template,
            "name": attribute.name,
            "data_type": held_as(attribute),
            "target": target_of(attribute),
            "indexed": attribute.column,
        }
        for id, attribute in zip(numbers, new, strict=True)
    ]
    if rows:
        tx.execute(insert(template_attribute), rows)
    ids = {name: found.id for name, found in known.items()}
    ids |= {attribute.name: id for attribute, id in zip(new, numbers, strict=True)}
    for attribute in model.attributes:
        if isinstance(attribute, EnumAttribute):
            _allot_variants(tx, ids[attribute.name], attribute)


def removed_variants(
    tx: Transaction, model: RecordTemplate, known: Mapping[str, KnownAttribute]
) -> dict[str, dict[str, int]]:
    """Values that lists no longer have, by attribute name: their names and ids."""
    enums = [item for item in model.attributes if isinstance(item, EnumAttribute) and item.name in known]
    held = known_variants(tx, [known[item.name].id for item in enums])
    found: dict[str, dict[str, int]] = {}
    for item in enums:
        names = {variant.name for variant in item.variants}
        gone = {name: id for name, id in held.get(known[item.name].id, {}).items() if name not in names}
        if gone:
            found[item.name] = gone
    return found


def _allot_variants(tx: Transaction, attribute: int, item: EnumAttribute) -> None:
    known = known_variants(tx, [attribute]).get(attribute, {})
    new = [variant.name for variant in item.variants if variant.name not in known]
    numbers = tx.new_ids("enum", len(new))
    rows = [{"id": id, "attribute": attribute, "name": name} for name, id in zip(new, numbers, strict=True)]
    if rows:
        tx.execute(insert(enum_variant), rows)
