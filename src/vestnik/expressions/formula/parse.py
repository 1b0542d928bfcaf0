"""Text to syntax tree.

Lark (LALR, contextual lexer) parses and a builder without recursion makes our nodes. Two bounds hold before anything
recurses: the length of the text and the depth of the tree.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, cast

from lark import Lark, Token, v_args
from lark.exceptions import UnexpectedInput, VisitError
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive

from vestnik.expressions.formula import nodes
from vestnik.expressions.formula.nodes import Node, Place
from vestnik.expressions.formula.syntax_errors import explain
from vestnik.kernel.problem import Invalid, Problem
from vestnik.kernel.text import Text
from vestnik.kernel.values import BadNumber, number

MAX_TEXT = 65_536
"""Characters of one formula; the longest on the reference's pages has 4,000."""

MAX_DEPTH = 64
"""Calls, queries, groups and operators inside each other (spec/formula.md 5)."""


def parse(text: str) -> Node:
    """Read a formula.

    Raises:
        Invalid: one problem `syntax`, `unsupported`, `bad_literal` or `limit_exceeded`, with line and column.
    """
    if len(text) > MAX_TEXT:
        message = Text("Формула длиннее {limit} символов", "The formula is longer than {limit} characters")
        raise Invalid([Problem("limit_exceeded", message.format(limit=MAX_TEXT), line=1, column=1)])
    if not text.strip():
        raise Invalid([Problem("syntax", Text("Формула пуста", "The formula is empty"), line=1, column=1)])
    try:
        return _BUILDER.transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise Invalid([explain(error, text)]) from None
    except VisitError as error:
        if isinstance(error.orig_exc, Invalid):
            raise error.orig_exc from None
        raise


@cache
def _parser() -> Lark:
    grammar = files(__package__).joinpath("grammar.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=False,
    )


def _place(meta: Meta) -> Place:
    return Place(meta.line, meta.column, meta.start_pos, meta.end_pos)


def _token_place(token: Token) -> Place:
    return Place(token.line or 1, token.column or 1, token.start_pos or 0, token.end_pos or 0)


def _deeper(at: Place, *inner: Node | None) -> int:
    depth = 1 + max((node.depth for node in inner if node is not None), default=0)
    if depth > MAX_DEPTH:
        message = Text("Вложенность больше {limit}", "Nested more than {limit} deep").format(limit=MAX_DEPTH)
        raise Invalid([Problem("limit_exceeded", message, line=at.line, column=at.column)])
    return depth


def _dashed(arrow: Token | None) -> bool:
    return arrow is not None and arrow[0] != "-"


@v_args(meta=True)
class _Builder(Transformer_NonRecursive[Token, Node]):
    """One method per rule of the grammar."""

    def start(self, meta: Meta, parts: list[Node]) -> Node:
        return parts[0]

    def group(self, meta: Meta, parts: list[Node]) -> Node:
        return parts[0]

    def literal(self, meta: Meta, parts: list[Token]) -> Node:
        token, at = parts[0], _place(meta)
        if token.type == "STRING":
            quote = token[0]
            return nodes.Literal(at, str(token[1:-1]).replace(quote * 2, quote))
        if token.type == "NUMBER":
            try:
                return nodes.Literal(at, number(str(token)))
            except BadNumber as error:
                raise Invalid(
                    [Problem("bad_literal", error.message, line=at.line, column=at.column)]
                ) from None
        return nodes.Literal(at, token.type == "TRUE")

    def variable(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Variable(_place(meta), str(parts[0]))

    def attribute(self, meta: Meta, parts: list[Token | None]) -> Node:
        *arrow, name = parts
        return nodes.Attribute(_place(meta), str(name), _dashed(arrow[0] if arrow else None))

    def word(self, meta: Meta, parts: list[Token]) -> Node:
        return nodes.Word(_place(meta), str(parts[0]))

    def step(self, meta: Meta, parts: list[Token]) -> nodes.Step:
        arrow, name = parts
        return nodes.Step(_place(meta), str(name), _dashed(arrow))

    def back(self, meta: Meta, parts: list[Token]) -> nodes.Back:
        _, template, attribute = parts
        return nodes.Back(_place(meta), str(template), str(attribute))

    def path(self, meta: Meta, parts: list[Any]) -> Node:
        base, *steps = parts
        at = _place(meta)
        if isinstance(base, nodes.Word) and base.name == "db" and isinstance(steps[0], nodes.Step):
            first = steps.pop(0)
            base = nodes.Template(
                Place(base.at.line, base.at.column, base.at.start, first.at.end), first.name, first.dashed
            )
            if not steps:
                return base
        return nodes.Path(at, base, tuple(steps), _deeper(at, base))

    def call(self, meta: Meta, parts: list[Any]) -> Node:
        name, *arguments = parts
        at = _place(meta)
        return nodes.Call(at, str(name), tuple(arguments), _deeper(at, *arguments), _token_place(name))

    def predicate(self, meta: Meta, parts: list[Any]) -> Node:
        source, variable, test = parts
        at = _place(meta)
        return nodes.Predicate(
            at, source, str(variable), test, _deeper(at, source, test), _token_place(variable)
        )

    def order(self, meta: Meta, parts: list[Any]) -> tuple[Node, bool]:
        _, key, *direction = parts
        return key, bool(direction) and direction[0].type == "DESCENDING"

    def query(self, meta: Meta, parts: list[Any]) -> Node:
        _, variable, _, source, *clauses, _, select = parts
        at, where, order, descending = _place(meta), None, None, False
        if clauses and isinstance(clauses[0], Token):
            where, clauses = clauses[1], clauses[2:]
        if clauses:
            order, descending = clauses[0]
        depth = _deeper(at, source, where, order, select)
        return nodes.Query(
            at, str(variable), source, where, order, descending, select, depth, _token_place(variable)
        )

    def unary(self, meta: Meta, parts: list[Any]) -> Node:
        operator, operand = parts
        at = _place(meta)
        return nodes.Unary(at, "-" if operator == "-" else "!", operand, _deeper(at, operand))

    def _chain(self, meta: Meta, parts: list[Any]) -> Node:
        first, *rest = parts
        at = _place(meta)
        pairs = tuple(zip(map(_operator, rest[0::2]), rest[1::2], strict=True))
        return nodes.Chain(at, first, pairs, _deeper(at, first, *rest[1::2]))

    eq = rel = add = mul = _chain
    # `or` and `and` are words of Python.
    locals()["or"] = locals()["and"] = _chain


_BUILDER = _Builder()


def _operator(token: Token) -> nodes.Operator:
    return "!=" if token == "!==" else cast(nodes.Operator, str(token))
