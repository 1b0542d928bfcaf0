"""What people type to find letters: `to:petrova route:mail_out state:failed subject:"Договор 7"`.

Words without a key are looked for in the subject, an address among the recipients. The keys are known in Russian too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from vestnik.delivery.messages import BadFilter, Filter
from vestnik.delivery.states import LABELS, MESSAGE_STATES
from vestnik.kernel.problem import Refused, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref

KEYS: dict[str, str] = {
    "to": "to",
    "state": "state",
    "route": "route",
    "connection": "connection",
    "subject": "subject",
    "lane": "lane",
    "record": "record",
    "run": "run",
    "кому": "to",
    "состояние": "state",
    "путь": "route",
    "подключение": "connection",
    "тема": "subject",
    "шина": "lane",
    "запись": "record",
    "запуск": "run",
}

_WORD = re.compile(r'(?:(?P<key>[^\W\d]\w*):)?(?:"(?P<quoted>[^"]*)"|(?P<plain>\S+))')


class UnknownKey(Refused):
    code = "unknown_search_key"
    text = Text(
        "Нет ключа поиска «{name}:».{hint} Есть to, state, route, connection, subject, lane, record, run",
        "There is no search key '{name}:'.{hint} There are to, state, route, connection, subject, lane, record, run",
    )


def search(text: str, wanted: Filter) -> Filter:
    """A filter narrowed by what was typed.

    Raises:
        UnknownKey: with the nearest. BadFilter: a value that will not do. BadReference: of a record or run.
    """
    words: list[str] = []
    states: list[str] = []
    for word in _WORD.finditer(text):
        value = word["quoted"] if word["quoted"] is not None else word["plain"]
        if word["key"] is None:
            if "@" in value and wanted.to is None:
                wanted = replace(wanted, to=value)
            else:
                words.append(value)
            continue
        key = KEYS.get(word["key"].lower())
        if key is None:
            suggestion = nearest(word["key"], KEYS)
            raise UnknownKey(
                name=word["key"][:40], hint=did_you_mean(suggestion), suggestion=suggestion, path=("q",)
            )
        if key == "subject":
            words.append(value)
        elif key == "state":
            states.append(_state(value))
        else:
            wanted = _narrowed(wanted, key, value)
    if states:
        wanted = replace(wanted, state=tuple(states))
    return replace(wanted, subject=(*wanted.subject, *words))


def _narrowed(wanted: Filter, key: str, value: str) -> Filter:
    match key:
        case "to":
            return replace(wanted, to=value)
        case "route":
            return replace(wanted, route=value)
        case "connection":
            return replace(wanted, connection=value)
        case "lane":
            if value not in ("0", "1", "2", "3"):
                raise BadFilter(name="lane", given=value[:40], path=("q",))
            return replace(wanted, lane=int(value))
        case "record":
            return replace(wanted, record=Ref.parse(value))
    return replace(wanted, run=Ref.parse(value))


def _state(given: str) -> str:
    """A state by its name or by what people read."""
    folded = given.casefold()
    for state in MESSAGE_STATES:
        if folded in (state, LABELS[state].ru.casefold(), LABELS[state].en.casefold()):
            return state
    raise BadFilter(name="state", given=given[:40], path=("q",), suggestion=nearest(folded, MESSAGE_STATES))
