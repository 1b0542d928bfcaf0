"""Functions of our own, where the yardstick has none."""

from __future__ import annotations

import html
from datetime import datetime
from decimal import Decimal

from vestnik.expressions.formula import kinds
from vestnik.expressions.formula.run import Run
from vestnik.expressions.formula.signatures import Section
from vestnik.kernel.values import Ref, Value

section = Section("Дополнительно", "Ours")


@section.function(
    "HTMLESCAPE(text: T) -> T",
    "S",
    "Текст для вставки в письмо HTML: знаки < > & и кавычки заменены.",
    "A text to be put into an HTML letter: < > & and quotes are replaced.",
    ('HTMLESCAPE("<b>Счёт</b>")', "&lt;b&gt;Счёт&lt;/b&gt;"),
)
def htmlescape(run: Run, text: str) -> Value:
    made = html.escape(text)
    run.room(len(made))
    return made


@section.function(
    "NAME(ref: R) -> T",
    "S",
    "Отображаемое название записи, аккаунта или значения списка на языке пользователя.",
    "The display title of a record, an account or an enum value in the viewer's language.",
    ("NAME(USER())", "Петрова Анна"),
    world={"user": "account.2", "accounts": {"account.2": {"fullName": "Петрова Анна"}}},
)
def name(run: Run, ref: Ref) -> Value:
    predicates = {
        "account": ("account:fullName", "account:username"),
        "group": ("account:groupName",),
        "rev": ("revision:name",),
        "doc": ("document:title",),
        "enum": ("enum:name", "enum:alias"),
    }
    for predicate in predicates.get(ref.kind, ("system:title",)):
        for value in run.objects.values(ref, predicate):
            if not kinds.is_empty(value):
                return kinds.as_text(run, value)
    return kinds.as_text(run, ref)


@section.function(
    "ISOWEEK(d: D) -> N",
    "S",
    "Номер недели по ISO 8601.",
    "The ISO 8601 week number.",
    ("ISOWEEK(DATE('2025-12-29'))", 1),
)
def isoweek(run: Run, d: datetime) -> Value:
    return Decimal(d.astimezone(run.zone).isocalendar().week)
