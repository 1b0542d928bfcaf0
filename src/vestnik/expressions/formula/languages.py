"""How each language writes numbers, months and weekdays (spec/formula.md 4 and 6)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writing:
    """The conventions of one language.

    decimal: separator. group: the separator that is written; groups: all that are read. months_of: the genitive, used
    beside a day of the month. days begin with Monday. half: short and long marks of the two halves of a day.
    """

    decimal: str
    group: str
    groups: str
    months: tuple[str, ...]
    months_of: tuple[str, ...]
    months_short: tuple[str, ...]
    days: tuple[str, ...]
    days_short: tuple[str, ...]
    half_short: tuple[str, str]
    half: tuple[str, str]
    true: str
    false: str


_RU = Writing(
    decimal=",",
    group="\u00a0",
    groups=" \u00a0\u202f",
    months=("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    months_of=("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    months_short=("янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек."),
    days=("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    days_short=("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    half_short=("Д", "П"),
    half=("ДП", "ПП"),
    true="Истина",
    false="Ложь",
)  # fmt: skip

_EN_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_EN = Writing(
    decimal=".",
    group=",",
    groups=",",
    months=_EN_MONTHS,
    months_of=_EN_MONTHS,
    months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    days_short=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    half_short=("A", "P"),
    half=("AM", "PM"),
    true="True",
    false="False",
)

_DE_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")  # fmt: skip
_DE = Writing(
    decimal=",",
    group=".",
    groups=".",
    months=_DE_MONTHS,
    months_of=_DE_MONTHS,
    months_short=("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    days=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    days_short=("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    half_short=("A", "P"),
    half=("AM", "PM"),
    true="Wahr",
    false="Falsch",
)  # fmt: skip

_WRITINGS = {"ru": _RU, "en": _EN, "de": _DE}


def writing(language: str) -> Writing:
    """The conventions of a language; Russian where it is not known."""
    return _WRITINGS.get(language, _RU)
