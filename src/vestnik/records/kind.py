"""Record templates as definitions: checks, ids, typed tables; nothing that is stored is lost unless it is said so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from sqlalchemy import delete, exists, func, select

from vestnik.access.actor import Actor
from vestnik.access.rights import Right, require
from vestnik.attributes.base import Attribute
from vestnik.attributes.types.document import DocumentAttribute
from vestnik.attributes.types.record import RecordAttribute
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.kind import Author, Kind, Reference
from vestnik.kernel.problem import InUse, Path, Problem, Problems, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.records import ids, index_table
from vestnik.records.derived import rebuild
from vestnik.records.dialog import check_dialog
from vestnik.records.forms import Cell
from vestnik.records.ids import KnownAttribute
from vestnik.records.index_table import column_name
from vestnik.records.schema import Shape, SqlSchema, read_shape
from vestnik.records.template import RecordTemplate, parse
from vestnik.storage.tables.records import enum_variant, link, record, unique_value
from vestnik.storage.transaction import Transaction

CheckExpression = Callable[[Mapping[str, str], str, SqlSchema], Iterable[Problem]]
"""What is wrong with an expression in the context of a template: (expression, template, schema)."""

_UNKNOWN = Text("Нет такого: «{name}».{hint}", "There is no '{name}'.{hint}")
_LOST = Text(
    "Атрибут «{name}» хранит значения типа «{type}», они пропадут. Если так и нужно, добавьте в шаблон discard: {{{name}: {type}}}",
    "Attribute '{name}' holds values of type {type}, which would be lost. If that is meant, add to the template discard: {{{name}: {type}}}",
)
_SEVERAL = Text(
    "Атрибут «{name}»: есть записи с несколькими значениями, одно из них хранить нельзя",
    "Attribute '{name}': there are records that hold several values, so it cannot hold one",
)
_VARIANT_USED = Text(
    "Значение «{variant}» атрибута «{name}» выбрано в записях; сначала смените его там",
    "Records hold the value '{variant}' of attribute '{name}'; change it there first",
)
_NOT_BACK = Text(
    "Атрибут «{name}» шаблона «{template}» не ссылается на этот шаблон",
    "The attribute '{name}' of the template '{template}' does not link back to this one",
)
_NOT_EMBEDDABLE = Text(
    "Форму встраивает только атрибут типа «Запись» с одним значением",
    "Only a record attribute with one value embeds a form",
)
_NO_FILTER = Text(
    "У переменной кнопки не бывает фильтра значений: проверьте ответ действием «Проверить результат выражения»",
    "A variable of a button has no filter of values: let the scenario check the answer by 'Check an expression'",
)


class TemplateKind(Kind[RecordTemplate]):
    """Definitions of the kind `template`.

    check_expression: checks conditions of buttons and value checks of attributes; None leaves them unchecked.
    """

    name: ClassVar = "template"
    label: ClassVar = Text("Шаблон записи", "Record template")
    folder: ClassVar = "templates"
    object_kind: ClassVar = "oa"

    def __init__(self, check_expression: CheckExpression | None = None) -> None:
        self._check_expression = check_expression

    def parse(self, body: Mapping[str, Any]) -> RecordTemplate:
        """See `Kind.parse`."""
        return parse(body)

    def permit(self, author: Author, before: RecordTemplate | None, after: RecordTemplate | None) -> None:
        """See `Kind.permit`."""
        if isinstance(author, Actor):
            require(author, Right.BUILD)

    def references(self, model: RecordTemplate) -> Iterable[Reference]:
        """See `Kind.references`."""
        if model.app:
            yield Reference("app", model.app)
        for attribute in model.attributes:
            if isinstance(attribute, RecordAttribute) and attribute.template != model.name:
                yield Reference("template", attribute.template)
                if attribute.two_way:
                    yield Reference("template", attribute.template, attribute.two_way)

    def check(self, model: RecordTemplate, definitions: Definitions) -> Iterable[Problem]:
        """See `Kind.check`."""
        schema = SqlSchema.of(definitions.tx)
        problems = Problems()
        _check_links(model, schema, problems)
        _check_forms(model, schema, problems)
        documents = [one.name for one in model.attributes if isinstance(one, DocumentAttribute)]
        links = [one.name for one in model.attributes if isinstance(one, RecordAttribute)]
        for index, button in enumerate(model.buttons):
            for problem in button.operation.check(model.name, schema):
                problems.found.append(problem.under("buttons", index, "operation"))
            problems.found.extend(problem.under("buttons", index) for problem in check_dialog(button))
            for number, variable in enumerate(button.variables):
                if getattr(variable, "allowed", None):
                    problems.add(
                        "no_filter_here", _NO_FILTER, "buttons", index, "variables", number, "allowed"
                    )
            if button.related is not None and button.related not in links:
                _unknown(problems, "unknown_attribute", button.related, links, "buttons", index, "related")
            if button.download is not None and button.download not in documents:
                _unknown(
                    problems, "unknown_attribute", button.download, documents, "buttons", index, "download"
                )
        problems.found.extend(self._check_expressions(model, schema))
        return problems.found

    def saved(self, tx: Transaction, id: int, model: RecordTemplate, before: RecordTemplate | None) -> None:
        """See `Kind.saved`.

        Raises:
            Invalid: stored values would be lost.
        """
        tx.begin_writing()  # before looking for values, so that nobody adds any meanwhile
        old = read_shape(tx, id, before) if before else None
        ids.follow_renames(tx, id, model)
        known = ids.known_attributes(tx, id)
        gone = _gone(model, known)
        problems = Problems()
        _refuse_losses(tx, old, model, gone, problems)
        _refuse_variants(tx, old, model, known, problems)
        _refuse_narrowing(tx, model, known, problems)
        problems.raise_errors()
        _forget(tx, gone)
        ids.allot(tx, id, model)
        new = read_shape(tx, id, model)
        if old is None:
            index_table.create(tx, new.table)
        else:
            index_table.alter(tx, old.table, new.table)
            if _derives_otherwise(old, new):
                rebuild(tx, new)

    def deleted(self, tx: Transaction, id: int, model: RecordTemplate) -> None:
        """See `Kind.deleted`. A template that has records stays."""
        tx.begin_writing()
        count = tx.execute(select(func.count()).where(record.c.template == id)).scalar_one()
        if count:
            raise InUse(what=model.title, users=Text(f"записи ({count})", f"records ({count})"))
        ids.forget(tx, [known.id for known in ids.known_attributes(tx, id).values()])
        index_table.drop(tx, id)

    def _check_expressions(self, model: RecordTemplate, schema: SqlSchema) -> Iterator[Problem]:
        if self._check_expression is None:
            return
        places: list[tuple[Path, Mapping[Any, str] | None]] = []
        for index, attribute in enumerate(model.attributes):
            places.append((("attributes", index, "check_expression"), attribute.check_expression))
            places.append((("attributes", index, "expression"), attribute.expression))
            places.append((("attributes", index, "allowed"), getattr(attribute, "allowed", None)))
        for index, button in enumerate(model.buttons):
            places.append((("buttons", index, "condition"), button.condition))
        for index, form in enumerate(model.forms):
            for number, rule in enumerate(form.rules):
                at = ("forms", index, "rules", number)
                places += [((*at, "condition"), rule.condition), ((*at, "value"), rule.value)]
        for path, expression in places:
            if expression:
                for problem in self._check_expression(expression, model.name, schema):
                    yield problem.under(*path, next(iter(expression)))


def _check_links(model: RecordTemplate, schema: SqlSchema, problems: Problems) -> None:
    for index, attribute in enumerate(model.attributes):
        if not isinstance(attribute, RecordAttribute):
            continue
        place = ("attributes", index)
        target = schema.shapes.get(attribute.template)
        if target is None:
            _unknown(problems, "unknown_template", attribute.template, schema.shapes, *place, "template")
        elif attribute.two_way is not None:
            back = target.attributes.get(attribute.two_way)
            if back is None:
                _unknown(
                    problems, "unknown_attribute", attribute.two_way, target.attributes, *place, "two_way"
                )
            elif back.info.target != model.name:
                message = _NOT_BACK.format(name=attribute.two_way, template=attribute.template)
                problems.add("not_linked_back", message, *place, "two_way")


def _check_forms(model: RecordTemplate, schema: SqlSchema, problems: Problems) -> None:
    attributes = {attribute.name: attribute for attribute in model.attributes}
    buttons = [button.name for button in model.buttons]
    for index, form in enumerate(model.forms):
        for path, cell in form.cells():
            place = ("forms", index, *path)
            if cell.attribute is not None and cell.attribute not in attributes:
                _unknown(problems, "unknown_attribute", cell.attribute, attributes, *place, "attribute")
            if cell.button is not None and cell.button not in buttons:
                _unknown(problems, "unknown_button", cell.button, buttons, *place, "button")
            if cell.form is not None:
                _check_embedded(cell, attributes.get(cell.attribute or ""), model, schema, problems, place)
        fields = form.fields()
        for number, rule in enumerate(form.rules):
            known = fields if rule.action == "access" else attributes
            for at, name in enumerate(rule.attributes):
                if name not in known:
                    place = ("forms", index, "rules", number, "attributes", at)
                    _unknown(problems, "unknown_attribute", name, known, *place)


def _check_embedded(
    cell: Cell,
    attribute: Attribute | None,
    model: RecordTemplate,
    schema: SqlSchema,
    problems: Problems,
    place: Path,
) -> None:
    """A form inside of a form is one of the record that a single-valued attribute links to."""
    if not isinstance(attribute, RecordAttribute) or attribute.multiple:
        problems.add("no_embedded_form", _NOT_EMBEDDABLE, *place, "form")
        return
    shape = schema.shapes.get(attribute.template)
    target = model if attribute.template == model.name else shape.model if shape else None
    if target is not None and target.form(cell.form or "") is None:
        _unknown(
            problems, "unknown_form", cell.form or "", [one.name for one in target.forms], *place, "form"
        )


def _unknown(problems: Problems, code: str, name: str, known: Iterable[str], *path: str | int) -> None:
    suggestion = nearest(name, known)
    message = _UNKNOWN.format(name=name, hint=did_you_mean(suggestion))
    problems.add(code, message, *path, suggestion=suggestion)


def _gone(model: RecordTemplate, known: Mapping[str, KnownAttribute]) -> list[KnownAttribute]:
    """Attributes that are removed or become others, by type or linked template."""
    kept = {
        attribute.name
        for attribute in model.attributes
        if attribute.name in known and known[attribute.name].holds_values_of(attribute)
    }
    return [attribute for name, attribute in known.items() if name not in kept]


def _refuse_losses(
    tx: Transaction,
    old: Shape | None,
    model: RecordTemplate,
    gone: Iterable[KnownAttribute],
    problems: Problems,
) -> None:
    names = [attribute.name for attribute in model.attributes]
    for attribute in gone:
        if model.discard.get(attribute.name) == attribute.data_type or old is None:
            continue
        if _holds_values(tx, old, attribute):
            place = (
                ("attributes", names.index(attribute.name), "data_type")
                if attribute.name in names
                else ("attributes",)
            )
            message = _LOST.format(name=attribute.name, type=attribute.data_type)
            problems.add("values_would_be_lost", message, *place)


def _holds_values(tx: Transaction, old: Shape, attribute: KnownAttribute) -> bool:
    if attribute.index is None:
        query = exists().where(link.c.attribute == attribute.id)
    else:
        query = exists().where(old.table.c[column_name(attribute.id)].is_not(None))
    return bool(tx.execute(select(query)).scalar_one())


def _refuse_variants(
    tx: Transaction,
    old: Shape | None,
    model: RecordTemplate,
    known: Mapping[str, KnownAttribute],
    problems: Problems,
) -> None:
    if old is None:
        return
    names = [attribute.name for attribute in model.attributes]
    for name, variants in ids.removed_variants(tx, model, known).items():
        column = old.table.c[column_name(known[name].id)]
        used = set(tx.execute(select(column).distinct().where(column.in_(variants.values()))).scalars())
        for variant, id in variants.items():
            if id in used:
                message = _VARIANT_USED.format(variant=variant, name=name)
                problems.add("variant_in_use", message, "attributes", names.index(name), "variants")
            else:
                tx.execute(delete(enum_variant).where(enum_variant.c.id == id))


def _refuse_narrowing(
    tx: Transaction, model: RecordTemplate, known: Mapping[str, KnownAttribute], problems: Problems
) -> None:
    for index, attribute in enumerate(model.attributes):
        if attribute.multiple or not attribute.reads_links or attribute.name not in known:
            continue
        several = exists().where(link.c.attribute == known[attribute.name].id, link.c.position > 0)
        if tx.execute(select(several)).scalar_one():
            message = _SEVERAL.format(name=attribute.name)
            problems.add("several_values_held", message, "attributes", index, "multiple")


def _forget(tx: Transaction, gone: Iterable[KnownAttribute]) -> None:
    numbers = [attribute.id for attribute in gone]
    for table in (link, unique_value):
        tx.execute(delete(table).where(table.c.attribute.in_(numbers)))
    ids.forget(tx, numbers)


def _derives_otherwise(old: Shape, new: Shape) -> bool:
    """Whether other values are unique or searched than before."""
    return any(
        [bound.id for bound in one] != [bound.id for bound in other]
        for one, other in ((old.unique, new.unique), (old.searchable, new.searchable))
    )
