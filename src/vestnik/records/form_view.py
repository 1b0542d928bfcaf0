"""A form as somebody sees it who fills it in: its state, what is computed from it, and the records embedded in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vestnik.kernel.values import Ref, Value
from vestnik.records.form_state import FormState, form_state
from vestnik.records.forms import Form
from vestnik.records.record import Record
from vestnik.records.store import Records


@dataclass(frozen=True, slots=True)
class Embedded:
    """The record that an attribute links to, shown by a form of its own. attribute, form: as the cell names them.

    record: as it is stored, with computed values. state: what the rules of its form come to.
    """

    attribute: str
    form: str
    record: Record
    state: FormState

    @property
    def values(self) -> Mapping[str, Value]:
        """What there is to read; nothing of fields that are hidden."""
        whole = {**self.record.values, **self.state.values}
        return {name: value for name, value in whole.items() if self.state.access.get(name) != "hidden"}


@dataclass(frozen=True, slots=True)
class FormView:
    """computed: values of computed attributes, reckoned from what the form holds unsaved."""

    state: FormState
    computed: Mapping[str, Value] = field(default_factory=dict)
    embedded: tuple[Embedded, ...] = ()


def form_view(
    records: Records, template: str, form: Form | None, record: Ref | None, values: Mapping[str, Value]
) -> FormView:
    """The form for a record with unsaved values, which fit. form: None of a template that has none.

    Raises:
        RecordMissing: there is no such record.
    """
    state = form_state(records, template, form, record, values) if form else FormState({})
    shape = records.schema.shape(template)
    with records.imagined(template, record, {**values, **state.values}) as imagined:
        [whole] = records.whole([records.get(imagined)])
        computed = {bound.name: whole.values[bound.name] for bound in shape.computed}
        found = _embedded(records, form, whole.values) if form else ()
        return FormView(state, computed, tuple(found))


def _embedded(records: Records, form: Form, values: Mapping[str, Value]) -> Iterator[Embedded]:
    linked = {
        (cell.attribute, cell.form): ref
        for _, cell in form.cells()
        if cell.attribute and cell.form and isinstance(ref := values.get(cell.attribute), Ref)
    }
    shown = {one.ref: one for one in records.whole(records.many(linked.values()).values())}
    for (attribute, name), ref in linked.items():
        one = shown.get(ref)
        own = records.schema.shape(one.template).model.form(name) if one else None
        if one and own:
            yield Embedded(attribute, name, one, form_state(records, one.template, own, ref, {}))
