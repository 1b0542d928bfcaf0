"""Pressing a button: unsaved values are written, then its operation runs; the caller's scenarios follow (spec/records.md 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vestnik.kernel.problem import NotFound, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value
from vestnik.records.button import Button
from vestnik.records.choices import expression_of
from vestnik.records.form_access import obey_form
from vestnik.records.operations.base import Press
from vestnik.records.record import RecordMissing
from vestnik.records.schema import SqlSchema
from vestnik.records.store import Records


class ButtonHidden(Refused):
    code = "button_hidden"
    text = Text(
        "Кнопка «{title}» сейчас недоступна: условие её показа не выполняется",
        "The button '{title}' is not available now: the condition to show it is not met",
    )


class ButtonMissing(NotFound):
    code = "unknown_button"
    text = Text(
        "В шаблоне «{template}» нет кнопки «{name}».{hint}",
        "The template '{template}' has no button '{name}'.{hint}",
    )


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press has done so far, before the scenarios of its event.

    record: to show afterwards, None where it is gone. fires_event: whether «Button clicked» happens now. unsaved: values
    of the form that were given and not written, because the button does not save.
    """

    button: Button
    record: Ref | None
    fires_event: bool
    unsaved: frozenset[str] = frozenset()


def find_button(schema: SqlSchema, template: str, name: str) -> Button:
    """A button of a template.

    Raises:
        TemplateMissing: no such template. ButtonMissing: with the nearest name.
    """
    model = schema.shape(template).model
    if found := model.button(name):
        return found
    suggestion = nearest(name, [button.name for button in model.buttons])
    hint = did_you_mean(suggestion)
    raise ButtonMissing(what=name[:80], template=template, name=name[:80], hint=hint, suggestion=suggestion)


def shows(records: Records, button: Button, template: str, record: Ref) -> bool:
    """Whether a button is there for a record as it is stored."""
    if button.condition is None:
        return True
    return records.holds(template, record, expression_of(button.condition))


def press(
    records: Records,
    template: str,
    name: str,
    record: Ref | None,
    values: Mapping[str, Value] | None = None,
    *,
    form: str | None = None,
    expected_version: int | None = None,
) -> Pressed:
    """Do what a button does, in the transaction of `records`; a refusal is for the caller to roll back.

    record: None for a button above a table; then there is no event, which is about a record.
    values: what the form holds unsaved. form: its name, where one is known; see `obey_form`.

    Raises:
        TemplateMissing, ButtonMissing, RecordMissing: there is no such thing. ButtonHidden: its condition is not met
            by the record as it is stored. NoRecord: the button needs a record.
        FormMissing: the template has no such form.
        RecordStale, Invalid, NotUnique, CheckFailed: as `Records.change`.
    """
    button = find_button(records.schema, template, name)
    operation = button.operation
    store = records.without_checks() if button.skip_checks else records
    given = dict(values or {})
    if record is not None and records.get(record).template != template:
        raise RecordMissing(what=record)
    if record is not None and not shows(records, button, template, record):
        raise ButtonHidden(title=button.title)
    saved = operation.saves and button.save_after and given and record is not None
    if form is not None and (saved or operation.takes_form):
        given = dict(
            obey_form(
                records,
                template,
                form,
                record if operation.needs_record else None,
                given,
                expected_version=expected_version,
                needs=not button.skip_checks,
            )
        )
    if operation.saves and given and record is not None:
        if button.save_after:
            store.change(record, given, expected_version)
        unsaved = frozenset() if button.save_after else frozenset(given)
    else:
        unsaved = frozenset()
    shown = operation.run(Press(store, template, record, given, expected_version))
    return Pressed(button, shown, operation.fires_event and record is not None, unsaved)
