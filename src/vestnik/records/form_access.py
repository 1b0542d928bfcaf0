"""What a form allows when a record is saved through it: fields to fill in, fields to leave alone (spec/records.md 5).

It holds for the person in front of the form. Scenarios and callers that name no form are bound by the template alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from vestnik.kernel.problem import Invalid, Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, is_empty
from vestnik.records.forms import Form
from vestnik.records.schema import Shape
from vestnik.records.store import Records


class FormMissing(Refused):
    code = "unknown_form"
    text = Text(
        "В шаблоне «{template}» нет формы «{name}».{hint}",
        "The template '{template}' has no form '{name}'.{hint}",
    )


_NEEDED = Text("Форма «{form}»: заполните «{title}»", "Form '{form}': fill in '{title}'")
_LOCKED = Text(
    "Форма «{form}»: «{title}» здесь нельзя изменить", "Form '{form}': '{title}' cannot be changed here"
)


def obey_form(
    records: Records,
    template: str,
    name: str,
    record: Ref | None,
    values: Mapping[str, Value],
    *,
    expected_version: int | None = None,
    needs: bool = True,
) -> None:
    """Refuse values that a form does not allow, before they are written.

    record: None where one is made. needs: whether required fields are looked at. A form that is behind the record
    (`expected_version`) is left to the write, which refuses it as stale.

    Raises:
        FormMissing: with the nearest name. RecordMissing: there is no such record.
        Invalid: required fields without a value, read-only and hidden ones with another one, all at once.
    """
    shape = records.schema.shape(template)
    form = _form(shape, name)
    before = records.get(record) if record else None
    if before is not None and expected_version not in (None, before.version):
        return
    held = before.values if before else {}
    fitted = records.fit(template, values)
    problems = [
        Problem("field_read_only", _told(_LOCKED, form, shape, locked), ("values", locked))
        for locked in sorted(form.locked() & fitted.keys())
        if not _same(fitted[locked], held.get(locked))
    ]
    if needs:
        problems += [
            Problem("required", _told(_NEEDED, form, shape, needed), ("values", needed))
            for needed in sorted(form.required() & shape.attributes.keys())
            if is_empty({**held, **fitted}.get(needed))
        ]
    if problems:
        raise Invalid(problems)


def _form(shape: Shape, name: str) -> Form:
    if found := shape.model.form(name):
        return found
    suggestion = nearest(name, [form.name for form in shape.model.forms])
    raise FormMissing(
        template=shape.model.title,
        name=name[:80],
        hint=did_you_mean(suggestion),
        suggestion=suggestion,
        path=("form",),
    )


def _same(one: Value, other: Value) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _told(text: Text, form: Form, shape: Shape, attribute: str) -> Text:
    return text.format(form=form.title, title=shape.attributes[attribute].model.title)
