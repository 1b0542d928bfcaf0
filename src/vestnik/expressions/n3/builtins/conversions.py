"""Between kinds of values: resources and texts, HTML, URLs; and what is said of the system itself (spec/n3.md 5.5, 5.9)."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote

import re2

from vestnik.expressions.n3.builtins.encodings import encoded
from vestnik.expressions.n3.declare import REGISTRY, Example, Relation, constant, function, later
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import CONFIGURATION, IMAGE, IMAGE_BUILTIN, LOGICS, UI, URL
from vestnik.expressions.n3.values import Iri, N3Value
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadReference, Ref


@function(
    UI + "toClientString", takes="any", gives="text", priority="SHOULD",
    about=Text("Ссылка как текст", "A resource as text"),
    example=Example("?item ui:toClientString ?value.", ("rec.101",)),
)  # fmt: skip
def _to_client_string(machine: Machine, value: N3Value) -> str:
    return machine.rendered(value)


@function(
    UI + "toQName", takes="any", gives="resource", priority="SHOULD",
    about=Text("Текст как ссылка", "A text as resource"),
    example=Example('"account.2" ui:toQName ?u. ?u account:username ?value.', ("petrova",)),
)  # fmt: skip
def _to_q_name(machine: Machine, value: N3Value) -> N3Value:
    if isinstance(value, (Ref, Iri)):
        return value
    if isinstance(value, str) and value.startswith("http://") and len(value) < 1000:
        return Iri(value)
    try:
        return Ref.parse(value) if isinstance(value, str) else _no_resource(value)
    except BadReference as error:
        raise GoalError("type_error", error.message) from None


def _no_resource(value: N3Value) -> N3Value:
    raise GoalError("type_error", Text("нужен текст вида rec.101", "a text such as rec.101 is needed"))


@function(
    LOGICS + "value", takes="any", gives="any", priority="SHOULD",
    about=Text("Само значение", "The value itself"),
    example=Example('"a" cmw:value ?value.', ("a",)),
)  # fmt: skip
def _value(machine: Machine, value: N3Value) -> N3Value:
    return value


_UNSEEN = re2.compile(r"(?is)<(?:script|style|head)\b[^>]*>.*?</(?:script|style|head)\s*>|<!--.*?-->")
_BREAK = re2.compile(r"(?i)<br\s*/?>|</(?:p|div|li|tr|h[1-6]|table|ul|ol|blockquote)\s*>")
_TAG = re2.compile(r"(?s)<[/!?a-zA-Z][^>]*>")
_BLANKS = re2.compile(r"[ \t\r\x{a0}]*\n[ \t\r\x{a0}]*")
_EMPTY_LINES = re2.compile(r"\n{3,}")


@function(
    IMAGE_BUILTIN + "toPlainText", takes="text", gives="text", priority="SHOULD",
    about=Text("HTML без разметки", "HTML without its markup"),
    example=Example('"<p>a &amp; <b>b</b></p>" builtin:toPlainText ?value.', ("a & b",)),
)  # fmt: skip
def _to_plain_text(machine: Machine, markup: str) -> str:
    text = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub("", markup)))
    return str(_EMPTY_LINES.sub("\n\n", _BLANKS.sub("\n", html.unescape(text)))).strip()


@function(
    URL + "encode", takes="any", gives="text", priority="SHOULD",
    about=Text("Значение для строки запроса URL", "A value for the query of a URL"),
    example=Example('"a b&c" cmwurl:encode ?value.', ("a%20b%26c",)),
)  # fmt: skip
def _encode(machine: Machine, value: N3Value) -> str:
    data = encoded(machine.rendered(value))
    machine.will_build(3 * len(data))
    return quote(data, safe="")


@function(
    URL + "combine", takes="(any*)", gives="text", priority="SHOULD",
    about=Text("Части пути через одну косую черту", "Parts of a path with one slash between"),
    example=Example('("https://host.example/" "a" "/b") cmwurl:combine ?value.', ("https://host.example/a/b",)),
)  # fmt: skip
def _combine(machine: Machine, *parts: N3Value) -> str:
    texts = [text for part in parts if (text := machine.rendered(part))]
    inner = [
        (text if index == 0 else text.lstrip("/")) if index == len(texts) - 1
        else (text.rstrip("/") if index == 0 else text.strip("/"))
        for index, text in enumerate(texts)
    ]  # fmt: skip
    return machine.joined("/", inner)


constant(CONFIGURATION + "Configuration", about=Text("Настройки системы", "The system's configuration"))
_SYSTEM = Iri(CONFIGURATION + "Configuration")


def _base_uri(machine: Machine) -> Sequence[str]:
    return (machine.scope.base_uri,) if machine.scope.base_uri else ()


REGISTRY.add(
    Relation(
        (CONFIGURATION + "baseUri",),
        Text("Адрес системы для ссылок", "The address of the system, for links"),
        Example(
            "?c a configuration:Configuration. ?c configuration:baseUri ?value.", ("https://host.example/",)
        ),
        lambda machine, subject: (),
        lambda machine, value: (_SYSTEM,) if value in _base_uri(machine) else (),
        lambda machine: ((_SYSTEM, uri) for uri in _base_uri(machine)),
        "text",
        "SHOULD",
    )
)

later(
    URL,
    "siteDir",
    "у страниц Vestnik нет папки; берите configuration:baseUri",
    "pages of Vestnik have no folder; take configuration:baseUri",
)
_NO_IMAGES = (
    "картинки хранятся как документы: document:httpUri",
    "images are kept as documents: document:httpUri",
)
later(IMAGE_BUILTIN, "isSupportedImage dimensions", *_NO_IMAGES)
later(IMAGE, "uri", *_NO_IMAGES)
