"""Text to syntax tree.

Lark (LALR, contextual lexer) parses without recursion and a builder without recursion makes our nodes. Two bounds hold
before anything recurses: the length of the text and the depth of the tree.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, v_args
from lark.exceptions import UnexpectedInput, VisitError
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive

from vestnik.expressions.n3 import nodes
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.syntax_errors import explain
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadNumber, number

MAX_TEXT = 65_536
"""Characters of one expression; the longest on the reference's pages has 5,000."""

MAX_DEPTH = 64
"""Formulas, lists and brackets inside each other (spec/n3.md 4, limits)."""


def parse(text: str) -> nodes.Document:
    """Read an N3 text.

    Raises:
        Invalid: one problem `syntax`, `unsupported`, `bad_literal` or `limit_exceeded`, with line and column.
    """
    if len(text) > MAX_TEXT:
        message = Text(
            "Выражение длиннее {limit} символов", "The expression is longer than {limit} characters"
        )
        raise Invalid([Problem("limit_exceeded", message.format(limit=MAX_TEXT), line=1, column=1)])
    try:
        document: nodes.Document = _BUILDER.transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise Invalid([explain(error, text)]) from None
    except VisitError as error:
        if isinstance(error.orig_exc, Invalid):
            raise error.orig_exc from None
        raise
    return document


@cache
def _parser() -> Lark:
    grammar = files("vestnik.expressions.n3").joinpath("grammar.lark").read_text("utf-8")
    return Lark(
        grammar, parser="lalr", lexer="contextual", propagate_positions=True, maybe_placeholders=False
    )


_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def _unescaped(body: str, at: Place) -> str:
    def replaced(match: re.Match[str]) -> str:
        code = match[1]
        if len(code) > 1 and (point := int(code[1:], 16)) < 0x110000 and not 0xD800 <= point < 0xE000:
            return chr(point)
        if code in _ESCAPES:
            return _ESCAPES[code]
        message = Text("Неизвестная последовательность «\\{code}»", "Unknown escape '\\{code}'")
        raise Invalid([Problem("bad_literal", message.format(code=code), line=at.line, column=at.column)])

    return _ESCAPE.sub(replaced, body) if "\\" in body else body


def _token_place(token: Token) -> Place:
    return Place(token.line or 1, token.column or 1, token.start_pos or 0, token.end_pos or 0)


def _place(meta: Meta) -> Place:
    return Place(meta.line, meta.column, meta.start_pos, meta.end_pos)


def _deeper(at: Place, inner: Any) -> int:
    depth = 1 + max((node.depth for node in inner), default=0)
    if depth > MAX_DEPTH:
        message = Text("Вложенность больше {limit}", "Nested more than {limit} deep").format(limit=MAX_DEPTH)
        raise Invalid([Problem("limit_exceeded", message, line=at.line, column=at.column)])
    return depth


def _named(token: Token) -> nodes.Name | nodes.FullIri | nodes.Variable:
    at = _token_place(token)
    if token.type == "IRI":
        return nodes.FullIri(at, str(token[1:-1]))
    if token.type == "VARIABLE":
        return nodes.Variable(at, str(token[1:]))
    prefix, _, local = token.partition(":")
    if prefix == "_":
        return nodes.Variable(at, f"_:{local}")
    return nodes.Name(at, prefix, local)


def _inside(predicates: tuple[nodes.Predicate, ...]) -> list[nodes.Term]:
    return [term for predicate in predicates for term in predicate.objects]


@v_args(meta=True)
class _Builder(Transformer_NonRecursive[Token, Any]):
    """One method per rule of the grammar."""

    def start(self, meta: Meta, parts: list[Any]) -> nodes.Document:
        prefixes = tuple(part for part in parts if isinstance(part, nodes.PrefixDeclaration))
        return nodes.Document(prefixes, next(part for part in parts if isinstance(part, nodes.Formula)))

    def prefix(self, meta: Meta, parts: list[Token]) -> nodes.PrefixDeclaration:
        _, name, iri, *dot = parts
        return nodes.PrefixDeclaration(_place(meta), str(name[:-1]), str(iri[1:-1]), bool(dot))

    def formula(self, meta: Meta, parts: list[Any]) -> nodes.Formula:
        at = _place(meta)
        sentences = tuple(part for part in parts if not isinstance(part, Token))
        return nodes.Formula(at, sentences, _deeper(at, sentences))

    def triples(self, meta: Meta, parts: list[Any]) -> nodes.Triples:
        subject, predicates = parts
        at = _place(meta)
        depth = max(term.depth for term in (subject, *_inside(predicates)))
        return nodes.Triples(at, subject, predicates, depth)

    def predicates(self, meta: Meta, parts: list[Any]) -> tuple[nodes.Predicate, ...]:
        return tuple(part for part in parts if isinstance(part, nodes.Predicate))

    def predicate(self, meta: Meta, parts: list[Any]) -> nodes.Predicate:
        verb, *objects = parts
        return nodes.Predicate(verb, tuple(part for part in objects if not isinstance(part, Token)))

    def verb(self, meta: Meta, parts: list[Token]) -> nodes.Verb:
        token = parts[0]
        if token.type in ("IRI", "NAME", "VARIABLE"):
            return _named(token)
        sign: Any = str(token)
        return nodes.Operator(_token_place(token), sign)

    def if_block(self, meta: Meta, parts: list[Any]) -> nodes.If:
        at = _place(meta)
        condition, then, *otherwise = (part for part in parts if not isinstance(part, Token))
        depth = max(body.depth for body in (condition, then, *otherwise))
        return nodes.If(at, condition, then, otherwise[0] if otherwise else None, depth)

    def or_block(self, meta: Meta, parts: list[Any]) -> nodes.Or:
        branches = tuple(part for part in parts if not isinstance(part, Token))
        return nodes.Or(_place(meta), branches, max(body.depth for body in branches))

    def not_block(self, meta: Meta, parts: list[Any]) -> nodes.Not:
        return nodes.Not(_place(meta), parts[1], parts[1].depth)

    def once_block(self, meta: Meta, parts: list[Any]) -> nodes.Once:
        return nodes.Once(_place(meta), parts[1], parts[1].depth)

    def from_block(self, meta: Meta, parts: list[Any]) -> nodes.From:
        _, body, _, item, _, target = parts
        variable = nodes.Variable(_token_place(target), str(target[1:]))
        return nodes.From(_place(meta), body, item, variable, max(body.depth, item.depth))

    def variable(self, meta: Meta, parts: list[Token]) -> nodes.Term:
        return _named(parts[0])

    name = iri = variable

    def anonymous(self, meta: Meta, parts: list[Token]) -> nodes.Anonymous:
        return nodes.Anonymous(_place(meta))

    def literal(self, meta: Meta, parts: list[Token]) -> nodes.Literal:
        token, at = parts[0], _place(meta)
        if token.type in ("TRUE", "FALSE"):
            return nodes.Literal(at, token.type == "TRUE")
        if token.type in ("INTEGER", "DECIMAL"):
            try:
                return nodes.Literal(at, number(str(token)))
            except BadNumber as error:
                raise Invalid(
                    [Problem("bad_literal", error.message, line=at.line, column=at.column)]
                ) from None
        body = str(token[3:-3] if token.type == "LONG_STRING" else token[1:-1])
        datatype = _named(parts[2]) if len(parts) > 1 else None
        if isinstance(datatype, nodes.Variable):
            datatype = nodes.Name(datatype.at, "_", datatype.name[2:])
        return nodes.Literal(at, _unescaped(body, at), datatype)

    def list_term(self, meta: Meta, parts: list[Any]) -> nodes.ListNode:
        at = _place(meta)
        items = tuple(part for part in parts if not isinstance(part, Token))
        return nodes.ListNode(at, items, _deeper(at, items))

    def bracket(self, meta: Meta, parts: list[Any]) -> nodes.Term:
        at = _place(meta)
        predicates = next((part for part in parts if isinstance(part, tuple)), ())
        if not predicates:
            return nodes.Anonymous(at)
        return nodes.Bracket(at, predicates, _deeper(at, _inside(predicates)))


_BUILDER = _Builder()
