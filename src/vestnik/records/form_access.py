"""What a form allows when a record is saved through it: fields to fill in, fields to leave alone (spec/records.md 5).

It holds for the person in front of the form. Scenarios and callers that name no form are bound by the template alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list, is_empty
from vestnik.records.form_state import find_form, form_state
from vestnik.records.forms import Form
from vestnik.records.schema import Shape
from vestnik.records.store import Records

LOCKED = ("read_only", "hidden")

_NEEDED = Text("Форма «{form}»: заполните «{title}»", "Form '{form}': fill in '{title}'")
_TOO_MANY = Text(
    "Форма «{form}»: «{title}» — файлов не больше {{most}}",
    "Form '{form}': '{title}' takes at most {{most}} files",
)
_FILES_STAY = Text(
    "Форма «{form}»: из «{title}» файлы удалять нельзя", "Form '{form}': files of '{title}' cannot be removed"
)
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
) -> Mapping[str, Value]:
    """Refuse values that a form does not allow, before they are written; the values with those that its rules set.

    record: None where one is made. needs: whether required fields and errors of rules are looked at. A form that is
    behind the record (`expected_version`) is left to the write, which refuses it as stale.

    Raises:
        FormMissing: with the nearest name. RecordMissing: there is no such record.
        Invalid: required fields without a value, read-only and hidden ones with another one, files too many or taken
            away, errors of rules, all at once.
    """
    shape = records.schema.shape(template)
    form = find_form(shape, name)
    before = records.get(record) if record else None
    if before is not None and expected_version not in (None, before.version):
        return values
    held = before.values if before else {}
    fitted = records.fit(template, values)
    state = form_state(records, template, form, record, fitted)
    locked = [
        name
        for name, access in state.access.items()
        if access in LOCKED and name in fitted and name not in state.values
        if not _same(fitted[name], held.get(name))
    ]
    if locked and form.rules:
        # What was filled in while the field was open stays good, though a later answer closed it.
        at_first = form_state(records, template, form, record, {}).access
        locked = [name for name in locked if at_first[name] in LOCKED]
    problems = [
        Problem("field_read_only", _told(_LOCKED, form, shape, name), ("values", name)) for name in locked
    ]
    whole = {**held, **fitted, **state.values}
    problems += _refused_files(form, shape, held, whole)
    if needs:
        problems += [
            Problem("required", _told(_NEEDED, form, shape, name), ("values", name))
            for name, access in state.access.items()
            if access == "required" and name in shape.attributes and is_empty(whole.get(name))
        ]
        problems += state.problems
    if problems:
        raise Invalid(problems)
    return {**values, **state.values}


def _refused_files(
    form: Form, shape: Shape, held: Mapping[str, Value], whole: Mapping[str, Value]
) -> Iterator[Problem]:
    for _, cell in form.cells():
        if cell.attribute is None or cell.attribute not in shape.attributes:
            continue
        before, after = as_list(held.get(cell.attribute)), as_list(whole.get(cell.attribute))
        place = ("values", cell.attribute)
        if cell.max_files and len(after) > max(cell.max_files, len(before)):
            told = _told(_TOO_MANY, form, shape, cell.attribute).format(most=cell.max_files)
            yield Problem("too_many_files", told, place)
        if not cell.allow_delete and not set(before) <= set(after):
            yield Problem("files_stay", _told(_FILES_STAY, form, shape, cell.attribute), place)


def _same(one: Value, other: Value) -> bool:
    return one == other or (is_empty(one) and is_empty(other))


def _told(text: Text, form: Form, shape: Shape, attribute: str) -> Text:
    return text.format(form=form.title, title=shape.attributes[attribute].model.title)
