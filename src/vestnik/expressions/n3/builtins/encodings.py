"""Texts as Base64 and as parts of an address, and back (spec/n3.md 5.5)."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import quote, unquote

from vestnik.expressions.n3.declare import Example, function
from vestnik.expressions.n3.machine import GoalError, Machine
from vestnik.expressions.n3.namespaces import STRING_C
from vestnik.kernel.text import Text


@function(
    STRING_C + "toBase64", takes="text", gives="text",
    about=Text("Текст (UTF-8) в Base64", "A text (UTF-8) as Base64"),
    example=Example('"v1" cmwstring:toBase64 ?value.', ("djE=",)),
)  # fmt: skip
def _to_base64(machine: Machine, text: str) -> str:
    data = encoded(text)
    machine.will_build(len(data) * 4 // 3 + 4)
    return base64.b64encode(data).decode("ascii")


@function(
    STRING_C + "fromBase64", takes="text", gives="text",
    about=Text("Текст (UTF-8) из Base64", "A text (UTF-8) out of Base64"),
    example=Example('"djE=" cmwstring:fromBase64 ?value.', ("v1",)),
)  # fmt: skip
def _from_base64(machine: Machine, text: str) -> str:
    try:
        return decoded(text).decode("utf-8")
    except UnicodeDecodeError:
        raise GoalError(
            "type_error", Text("в Base64 не текст UTF-8", "the Base64 holds no UTF-8 text")
        ) from None


def encoded(text: str) -> bytes:
    """A text as UTF-8; half a surrogate pair cannot be written."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise GoalError(
            "type_error", Text("в тексте недопустимый символ", "the text has an invalid character")
        ) from None


def decoded(text: str) -> bytes:
    """The bytes of a Base64 text; white space is skipped."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise GoalError("type_error", Text("это не Base64", "this is no Base64")) from None


@function(
    STRING_C + "fromUri", takes="text", gives="text", priority="LATER",
    about=Text("Текст для адреса: всё, кроме латиницы и цифр, — через %", "A text for an address: all but Latin letters and digits by %"),
    example=Example('"а b" cmwstring:fromUri ?value.', ("%D0%B0%20b",)),
)  # fmt: skip
def _from_uri(machine: Machine, text: str) -> str:
    data = encoded(text)
    machine.will_build(3 * len(data))
    return quote(data, safe="")


@function(
    STRING_C + "toUri", takes="text", gives="text", priority="LATER",
    about=Text("Текст из адреса: %20 — снова пробел", "A text out of an address: %20 is a blank again"),
    example=Example('"%D0%B0%20b" cmwstring:toUri ?value.', ("а b",)),
)  # fmt: skip
def _to_uri(machine: Machine, text: str) -> str:
    return unquote(text)
