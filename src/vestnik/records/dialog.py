"""A button's dialog: what it asks, and what a person answers, as the scenario's `$$dialogVariables`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from vestnik.attributes.types.document import DocumentAttribute
from vestnik.kernel.problem import Invalid, Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, as_list, is_empty
from vestnik.records.button import Button
from vestnik.records.forms import cells_of

_UNKNOWN = Text(
    "У кнопки «{button}» нет переменной «{name}».{hint}",
    "The button '{button}' has no variable '{name}'.{hint}",
)
_NEEDED = Text("нужно значение", "a value is needed")
_TOO_MANY = Text("файлов не больше {most}", "at most {most} files")
_NOT_ASKED = Text(
    "Переменная «{title}» обязательна, но в диалоговом окне её не заполнить: поставьте её поле на форму окна",
    "The variable '{title}' is required, but the dialog has no field to fill it in: put one on the dialog's form",
)
_TWICE = Text("«{name}» есть дважды", "{name} is there twice")
_NOT_HERE = Text(
    "В диалоговом окне не бывает кнопок и встроенных форм",
    "A dialog has neither buttons nor embedded forms",
)


def check_dialog(button: Button) -> Iterator[Problem]:
    """What is wrong with the form of a button's dialog, at paths below the button."""
    known = {variable.name: variable for variable in button.variables}
    for path, cell in cells_of(button.dialog_rows, ("dialog_rows",)):
        if cell.attribute is not None and cell.attribute not in known:
            suggestion = nearest(cell.attribute, known)
            message = _UNKNOWN.format(button=button.title, name=cell.attribute, hint=did_you_mean(suggestion))
            yield Problem("unknown_variable", message, (*path, "attribute"), suggestion=suggestion)
        for name in ("button", "form"):
            if getattr(cell, name) is not None:
                yield Problem("not_in_a_dialog", _NOT_HERE, (*path, name))
    names: set[str] = set()
    for index, variable in enumerate(button.variables):
        if variable.name.casefold() in names:
            message = _TWICE.format(name=variable.name)
            yield Problem("duplicate_name", message, ("variables", index, "name"))
        names.add(variable.name.casefold())
        if variable.required and variable.name not in button.asked:
            message = _NOT_ASKED.format(title=variable.title)
            yield Problem("not_asked", message, ("variables", index, "required"))


def read_dialog(
    button: Button, given: Mapping[str, Any], take_upload: Callable[[str], Ref]
) -> dict[str, Value]:
    """JSON values of a press by the button's local variables; all of them are there, empty ones too.

    take_upload: makes a document of a file that was sent before.

    Raises:
        Invalid: unknown names, values of another type, required ones that are missing, all at once.
    """
    problems: list[Problem] = []
    known = {variable.name: variable for variable in button.variables}
    for name in given:
        if name not in known:
            suggestion = nearest(name, known)
            message = _UNKNOWN.format(button=button.title, name=name[:80], hint=did_you_mean(suggestion))
            problems.append(
                Problem("unknown_variable", message, ("variables", name[:80]), suggestion=suggestion)
            )
    most_files = {cell.attribute: cell.max_files for _, cell in cells_of(button.dialog_rows, ())}
    values: dict[str, Value] = {}
    for name, variable in known.items():
        raw = given.get(name)
        if isinstance(variable, DocumentAttribute):
            raw = _taken(raw, take_upload)
        try:
            values[name] = variable.read(raw)
        except Refused as error:
            problems.extend(replace(problem, path=("variables", name)) for problem in error.problems)
            continue
        if (variable.required or button.asked.get(name)) and is_empty(values[name]):
            message = variable.unfit(_NEEDED).message
            problems.append(Problem("required", message, ("variables", name)))
        most = most_files.get(name) or 0
        if most and len(as_list(values[name])) > most:
            message = variable.unfit(_TOO_MANY.format(most=most)).message
            problems.append(Problem("too_many_files", message, ("variables", name)))
    if problems:
        raise Invalid(problems)
    return values


def _taken(given: Any, take_upload: Callable[[str], Ref]) -> Any:
    if isinstance(given, list):
        return [_taken(item, take_upload) for item in given]
    if isinstance(given, dict) and set(given) == {"upload"}:
        return str(take_upload(str(given["upload"])))
    return given
