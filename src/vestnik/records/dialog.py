"""What a person answers in a button's dialog, as the scenario's `$$dialogVariables`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from vestnik.attributes.types.document import DocumentAttribute
from vestnik.kernel.problem import Invalid, Problem, Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, Value, is_empty
from vestnik.records.button import Button

_UNKNOWN = Text(
    "У кнопки «{button}» нет переменной «{name}».{hint}",
    "The button '{button}' has no variable '{name}'.{hint}",
)
_NEEDED = Text("нужно значение", "a value is needed")


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
        if variable.required and is_empty(values[name]):
            message = variable.unfit(_NEEDED).message
            problems.append(Problem("required", message, ("variables", name)))
    if problems:
        raise Invalid(problems)
    return values


def _taken(given: Any, take_upload: Callable[[str], Ref]) -> Any:
    if isinstance(given, list):
        return [_taken(item, take_upload) for item in given]
    if isinstance(given, dict) and set(given) == {"upload"}:
        return str(take_upload(str(given["upload"])))
    return given
