"""A form for one record at one moment: what its fields allow, what its rules set and what they find wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vestnik.kernel.problem import Invalid, Path, Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value
from vestnik.records.choices import expression_of
from vestnik.records.form_rules import Access, FormRule
from vestnik.records.forms import Form
from vestnik.records.schema import Shape
from vestnik.records.store import Records


class FormMissing(Refused):
    code = "unknown_form"
    text = Text(
        "В шаблоне «{template}» нет формы «{name}».{hint}",
        "The template '{template}' has no form '{name}'.{hint}",
    )


@dataclass(slots=True)
class FormState:
    """access: of each attribute with a field. values: what rules set. problems: errors that rules show."""

    access: dict[str, Access]
    values: dict[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def find_form(shape: Shape, name: str) -> Form:
    """A form of a template.

    Raises:
        FormMissing: with the nearest name.
    """
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


def form_state(
    records: Records, template: str, form: Form, record: Ref | None, values: Mapping[str, Value]
) -> FormState:
    """The form for a record with unsaved values, which fit. A rule whose expression fails does nothing.

    Raises:
        RecordMissing: there is no such record.
    """
    state = FormState(dict(form.fields()))
    for rule in form.rules:
        with records.imagined(template, record, {**values, **state.values}) as imagined:
            met = rule.condition is None or records.holds(template, imagined, expression_of(rule.condition))
            if met:
                _apply(records, template, imagined, rule, state)
    return state


def _apply(records: Records, template: str, imagined: Ref, rule: FormRule, state: FormState) -> None:
    if rule.action == "access":
        state.access |= dict.fromkeys(rule.attributes, rule.access)
    elif rule.action == "error":
        message = Text(rule.message, rule.message)
        places: list[Path] = [("values", name) for name in rule.attributes] or [()]
        state.problems += [Problem("form_rule", message, place) for place in places]
    else:
        value = records.result(template, imagined, expression_of(rule.value)) if rule.value else None
        for name in rule.attributes:
            try:
                state.values |= records.fit(template, {name: value})
            except (Invalid, Refused) as error:
                state.problems += error.problems
