"""The static check: names, argument counts and kinds, and what each node yields.

All problems are collected, in the order of the text. Types are noted per node; the compiler asks for them to turn paths
into look-ups by predicate. Where a kind is not certain nothing is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from vestnik.expressions.formula import foreign_names, members, nodes
from vestnik.expressions.formula.checks import calls, operators, queries
from vestnik.expressions.formula.members import SYSTEM_TEMPLATES, Member
from vestnik.expressions.formula.nodes import Node, Place
from vestnik.expressions.formula.types import ANY, BOOLEAN, LETTER, NAMES, NUMBER, TEXT, Target, Type
from vestnik.expressions.formula.words import SYSTEM_VARIABLES
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problems, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value


class Checked:
    """The findings: problems, and the type of every node and every step.

    locals: types of the query variables that are open. context: what `$` stands for, None when it is not known. Calls,
    queries and operators are checked in `checks/`.
    """

    def __init__(self, schema: Schema, template: str | None, variables: Collection[str] | None) -> None:
        self.schema = schema
        self.problems = Problems()
        self.types: dict[Node, Type] = {}
        self.members: dict[nodes.Step | nodes.Attribute | nodes.Back, Member] = {}
        self.words: dict[nodes.Word, Value] = {}
        """Bare words that name an enum value."""
        self._variables = None if variables is None else frozenset(variables)
        self.locals: dict[str, Type] = {}
        self.context = self._find_context(template)

    def _find_context(self, template: str | None) -> Target | None:
        if template is None:
            return None
        found = members.of_template(template, self.schema)
        if found is None:
            self._unknown_template(template, Place(1, 1, 0, 0))
        return found

    # Problems

    def add(
        self, code: str, place: Place, message: Text, suggestion: str | None = None, *, warn: bool = False
    ) -> None:
        """Note a problem."""
        self.problems.add(
            code,
            message,
            suggestion=suggestion,
            severity="warning" if warn else "error",
            line=place.line,
            column=place.column,
        )

    def unknown(
        self, code: str, place: Place, message: Text, name: str, known: Iterable[str], *, warn: bool = False
    ) -> None:
        """Note a name that nothing has, with the nearest one that something has."""
        suggestion = nearest(name, known)
        hint = did_you_mean(suggestion)
        self.add(code, place, Text(message.ru + hint.ru, message.en + hint.en), suggestion, warn=warn)

    def _unknown_template(self, name: str, place: Place) -> None:
        message = Text(f"Нет шаблона «{name}».", f"There is no template '{name}'.")
        self.unknown(
            "unknown_template", place, message, name, (*self.schema.template_names(), *SYSTEM_TEMPLATES)
        )

    def _dash(self, place: Place) -> None:
        message = Text(
            "Стрелка набрана длинным тире; пишите «->»", "The arrow is typed with a dash; write '->'"
        )
        self.add("typographic_arrow", place, message, "->", warn=True)

    # Nodes

    def declare(self, name: str, found: Type) -> None:
        """Make a local variable known, as an enclosing query would."""
        self.locals[name] = found

    def source(self, node: Node) -> Type:
        """Check the source of a query or the base of a path: a whole template may stand there."""
        if isinstance(node, nodes.Template):
            found = self._template(node)
            self.types[node] = found
            return found
        return self.visit(node)

    def visit(self, node: Node) -> Type:
        """Check a node and everything below it."""
        match node:
            case nodes.Literal(value=value):
                found = BOOLEAN if isinstance(value, bool) else TEXT if isinstance(value, str) else NUMBER
            case nodes.Variable():
                found = self._variable(node)
            case nodes.Attribute():
                found = self._attribute(node)
            case nodes.Word():
                found = self._word(node)
            case nodes.Template():
                message = Text(
                    f"db->{node.name} стоит только источником запроса: from a in db->{node.name} select a->id",
                    f"db->{node.name} stands only as the source of a query: from a in db->{node.name} select a->id",
                )
                self.add("syntax", node.at, message)
                found = self._template(node)
            case nodes.Path():
                found = self._path(node)
            case nodes.Call():
                found = calls.call(self, node)
            case nodes.Predicate():
                message = Text("Форма [список, имя, условие] стоит только в ANY и ALL", "The form [list, name, test] stands only in ANY and ALL")  # fmt: skip
                self.add("syntax", node.at, message)
                found = queries.predicate(self, node)
            case nodes.Query():
                found = queries.query(self, node)
            case nodes.Chain():
                found = operators.chain(self, node)
            case nodes.Unary():
                found = operators.unary(self, node)
        self.types[node] = found
        return found

    def _variable(self, node: nodes.Variable) -> Type:
        if found := SYSTEM_VARIABLES.get(node.name):
            return found
        if self._variables is not None and node.name not in self._variables:
            message = Text(f"Нет переменной $${node.name}.", f"There is no variable $${node.name}.")
            self.unknown(
                "unknown_variable", node.at, message, node.name, (*self._variables, *SYSTEM_VARIABLES)
            )
        return ANY

    def _attribute(self, node: nodes.Attribute) -> Type:
        if node.dashed:
            self._dash(node.at)
        if self.context is None:
            return ANY
        return self._member(node, self.context, node.name, node.at)

    def _member(self, node: nodes.Attribute | nodes.Step, target: Target, name: str, place: Place) -> Type:
        found = members.member(target, name)
        if found is None:
            where = target.template.name if target.template else None
            message = Text(f"Нет атрибута «{name}»{f' в шаблоне «{where}»' if where else ''}.", f"There is no attribute '{name}'{f' in template {where}' if where else ''}.")  # fmt: skip
            self.unknown("unknown_attribute", place, message, name, members.names(target))
            return ANY
        self.members[node] = found
        return members.resolved(found.type, self.schema)

    def _word(self, node: nodes.Word) -> Type:
        if (found := self.locals.get(node.name)) is not None:
            return found
        if foreign := foreign_names.WORDS.get(node.name.lower()):
            self.add("unsupported", node.at, foreign.format(word=node.name))
            return ANY
        attribute = members.member(self.context, node.name) if self.context else None
        message = Text(
            f"Неизвестное имя «{node.name}»: это не переменная запроса; атрибут пишется ${node.name}, текст — в кавычках.",
            f"Unknown name '{node.name}': no variable of a query; an attribute is written ${node.name}, a text in quotes.",
        )
        if attribute:
            self.add("unknown_name", node.at, message, f"${node.name}")
        else:
            self.unknown("unknown_name", node.at, message, node.name, self.locals)
        return ANY

    def _template(self, node: nodes.Template) -> Type:
        if node.dashed:
            self._dash(node.at)
        target = members.of_template(node.name, self.schema)
        if target is None:
            self._unknown_template(node.name, node.at)
        return Type("reference", many=True, target=target)

    # Paths

    def _path(self, node: nodes.Path) -> Type:
        found = self.source(node.base)
        for step in node.steps:
            if isinstance(step, nodes.Back):
                found = self._back(step, found)
            else:
                found = self._step(step, found)
        return found

    def _step(self, step: nodes.Step, before: Type) -> Type:
        if step.dashed:
            self._dash(step.at)
        if before.kind not in (None, "reference", "object"):
            message = Text(
                "У значения «{kind}» нет атрибутов: ->{name}", "A {kind} has no attributes: ->{name}"
            )
            self.add("type_error", step.at, message.format(kind=NAMES[LETTER[before.kind]], name=step.name))
            return ANY
        if before.target is None:
            return replace(ANY, many=before.many)
        found = self._member(step, before.target, step.name, step.at)
        return found.list() if before.many else found

    def _back(self, step: nodes.Back, before: Type) -> Type:
        target = members.of_template(step.template, self.schema)
        if target is None:
            self._unknown_template(step.template, step.at)
            return replace(ANY, many=True)
        found = members.member(target, step.attribute)
        if found is None or found.predicate is None:
            message = Text(f"Нет атрибута «{step.attribute}» в шаблоне «{step.template}».", f"There is no attribute '{step.attribute}' in template {step.template}.")  # fmt: skip
            self.unknown("unknown_attribute", step.at, message, step.attribute, members.names(target))
        else:
            self.members[step] = found
        return Type("reference", many=True, target=target)


def check(
    node: Node, schema: Schema, template: str | None, variables: Collection[str] | None
) -> tuple[Checked, Type]:
    """Check a whole formula."""
    checked = Checked(schema, template, variables)
    found = checked.visit(node)
    checked.problems.found.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
    return checked, found
