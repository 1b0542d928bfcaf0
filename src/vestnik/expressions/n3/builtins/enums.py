"""convert:enumValue, cmw:variant… and l10n: values of value lists and their names (spec/n3.md 5.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vestnik.expressions.n3.declare import Example, function, generator, stored
from vestnik.expressions.n3.goals import Const, ListTerm, Term
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import CONVERT, L10N, LOGICS
from vestnik.expressions.n3.schema_names import UnknownName, enum_values, find_variant, variant_of
from vestnik.expressions.n3.values import FAILED, N3Value
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problem
from vestnik.kernel.text import LANGUAGES, Text
from vestnik.kernel.values import Ref

_NEW = '("Status" "new") convert:enumValue ?e.'


def _check_enum_value(schema: Schema, subject: Term) -> Iterable[Problem]:
    match subject:
        case ListTerm(items=(Const(value=str(enum)) as first, Const(value=str(name)) as second)):
            try:
                find_variant(schema, enum, name)
            except UnknownName as error:
                yield error.problem((second if enum_values(schema, enum) else first).at)


@function(
    CONVERT + "enumValue", takes="(text text)", gives="resource", check=_check_enum_value,
    about=Text("Значение списка по именам списка и значения", "A value of a value list, by the names of list and value"),
    example=Example('("Status" "new") convert:enumValue ?value.', ("ev.1",)),
)  # fmt: skip
def _enum_value(machine: Machine, enum: str, name: str) -> Ref:
    try:
        return find_variant(machine.objects.schema, enum, name)
    except UnknownName as error:
        raise GoalError(error.kind, error.message) from None


stored(
    LOGICS + "variantAlias",
    predicate="enum:alias",
    gives="text",
    about=Text("Системное имя значения", "System name of a value"),
    example=Example(f"{_NEW} ?e cmw:variantAlias ?value.", ("new",)),
)
stored(
    LOGICS + "variantIcon",
    predicate="enum:icon",
    gives="text",
    priority="SHOULD",
    about=Text("Код значка значения", "Icon of a value"),
    example=Example(f"{_NEW} ?e cmw:variantIcon ?value.", ()),
)
stored(
    LOGICS + "color",
    predicate="enum:color",
    gives="number",
    priority="SHOULD",
    about=Text("Цвет значения, десятичное число", "Colour of a value, a decimal number"),
    example=Example(f"{_NEW} ?e cmw:color ?value.", ()),
)


@function(
    LOGICS + "variantName", takes="resource", gives="resource", priority="SHOULD",
    about=Text("Значение, у которого l10n:text даёт названия на языках", "The value whose names in all languages l10n:text gives"),
    example=Example(f"{_NEW} ?e cmw:variantName ?value.", ("ev.1",)),
)  # fmt: skip
def _variant_name(machine: Machine, value: Ref) -> N3Value:
    return value if variant_of(machine.objects.schema, value) else FAILED


@generator(
    L10N + "text", takes="any", gives="object", priority="SHOULD",
    about=Text(
        "Названия по одному на язык; каждое отвечает на l10n:lang и l10n:data",
        "The names, one per language; each answers to l10n:lang and l10n:data",
    ),
    example=Example(f"{_NEW} ?e cmw:variantName ?n. ?n l10n:text ?t. ?t l10n:data ?value.", ("Новое", "New")),
)  # fmt: skip
def _text(machine: Machine, value: N3Value) -> Sequence[N3Value]:
    if not isinstance(value, Ref) or (variant := variant_of(machine.objects.schema, value)) is None:
        return ()
    first = machine.scope.language
    languages = (first, *(language for language in LANGUAGES if language != first))
    return [
        {"lang": language, "data": name} for language in languages if (name := variant.title.of(language))
    ]


@function(
    L10N + "lang", takes="object", gives="text", priority="SHOULD",
    about=Text("Язык названия: ru, en", "Language of a name: ru, en"),
    example=Example(f"{_NEW} ?e cmw:variantName ?n. ?n l10n:text ?t. ?t l10n:lang ?value.", ("ru", "en")),
)  # fmt: skip
def _lang(machine: Machine, name: Mapping[str, N3Value]) -> N3Value:
    return name.get("lang", FAILED)


@function(
    L10N + "data", takes="object", gives="text", priority="SHOULD",
    about=Text("Текст названия", "The text of a name"),
    example=Example(f'{_NEW} ?e l10n:text ?t. ?t l10n:lang "en". ?t l10n:data ?value.', ("New",)),
)  # fmt: skip
def _data(machine: Machine, name: Mapping[str, N3Value]) -> N3Value:
    return name.get("data", FAILED)
