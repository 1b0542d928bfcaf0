"""The static check: names, argument counts and kinds, and what each node yields.

All problems are collected, in the order of the text. Types are noted per node; the compiler asks for them to turn paths
into look-ups by predicate. Where a kind is not certain nothing is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from vestnik.expressions.formula import foreign_names, members, nodes
from vestnik.expressions.formula.faults import Fault
from vestnik.expressions.formula.functions import FUNCTIONS
from vestnik.expressions.formula.members import SYSTEM_TEMPLATES, Member
from vestnik.expressions.formula.nodes import Node, Place
from vestnik.expressions.formula.placeholders import unused_argument
from vestnik.expressions.formula.signatures import Function, Parameter
from vestnik.expressions.formula.types import (
    ANY,
    BOOLEAN,
    DURATION,
    LETTER,
    NAMES,
    NUMBER,
    OF_LETTER,
    TEXT,
    Target,
    Type,
    kinds_in_words,
)
from vestnik.expressions.formula.words import SYSTEM_VARIABLES, is_reserved
from vestnik.expressions.objects import AttributeInfo, Schema
from vestnik.kernel.problem import Problems, did_you_mean, nearest
from vestnik.kernel.text import Text
from vestnik.kernel.values import Value


class Checked:
    """The findings: problems, and the type of every node and every step."""

    def __init__(self, schema: Schema, template: str | None, variables: Collection[str] | None) -> None:
        self.schema = schema
        self.problems = Problems()
        self.types: dict[Node, Type] = {}
        self.members: dict[nodes.Step | nodes.Attribute | nodes.Back, Member] = {}
        self.words: dict[nodes.Word, Value] = {}
        """Bare words that name an enum value."""
        self._variables = None if variables is None else frozenset(variables)
        self._locals: dict[str, Type] = {}
        self._context = self._find_context(template)

    def _find_context(self, template: str | None) -> Target | None:
        if template is None:
            return None
        found = members.of_template(template, self.schema)
        if found is None:
            self._unknown_template(template, Place(1, 1, 0, 0))
        return found

    # Problems

    def _add(
        self, code: str, place: Place, message: Text, suggestion: str | None = None, *, warn: bool = False
    ) -> None:
        self.problems.add(
            code,
            message,
            suggestion=suggestion,
            severity="warning" if warn else "error",
            line=place.line,
            column=place.column,
        )

    def _unknown(
        self, code: str, place: Place, message: Text, name: str, known: Iterable[str], *, warn: bool = False
    ) -> None:
        suggestion = nearest(name, known)
        hint = did_you_mean(suggestion)
        self._add(code, place, Text(message.ru + hint.ru, message.en + hint.en), suggestion, warn=warn)

    def _unknown_template(self, name: str, place: Place) -> None:
        message = Text(f"Нет шаблона «{name}».", f"There is no template '{name}'.")
        self._unknown(
            "unknown_template", place, message, name, (*self.schema.template_names(), *SYSTEM_TEMPLATES)
        )

    def _dash(self, place: Place) -> None:
        message = Text(
            "Стрелка набрана длинным тире; пишите «->»", "The arrow is typed with a dash; write '->'"
        )
        self._add("typographic_arrow", place, message, "->", warn=True)

    # Nodes

    def declare(self, name: str, found: Type) -> None:
        """Make a local variable known, as an enclosing query would."""
        self._locals[name] = found

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
                self._add("syntax", node.at, message)
                found = self._template(node)
            case nodes.Path():
                found = self._path(node)
            case nodes.Call():
                found = self._call(node)
            case nodes.Predicate():
                message = Text("Форма [список, имя, условие] стоит только в ANY и ALL", "The form [list, name, test] stands only in ANY and ALL")  # fmt: skip
                self._add("syntax", node.at, message)
                found = self._predicate(node)
            case nodes.Query():
                found = self._query(node)
            case nodes.Chain():
                found = self._chain(node)
            case nodes.Unary():
                found = self._unary(node)
        self.types[node] = found
        return found

    def _variable(self, node: nodes.Variable) -> Type:
        if found := SYSTEM_VARIABLES.get(node.name):
            return found
        if self._variables is not None and node.name not in self._variables:
            message = Text(f"Нет переменной $${node.name}.", f"There is no variable $${node.name}.")
            self._unknown(
                "unknown_variable", node.at, message, node.name, (*self._variables, *SYSTEM_VARIABLES)
            )
        return ANY

    def _attribute(self, node: nodes.Attribute) -> Type:
        if node.dashed:
            self._dash(node.at)
        if self._context is None:
            return ANY
        return self._member(node, self._context, node.name, node.at)

    def _member(self, node: nodes.Attribute | nodes.Step, target: Target, name: str, place: Place) -> Type:
        found = members.member(target, name)
        if found is None:
            where = target.template.name if target.template else None
            message = Text(f"Нет атрибута «{name}»{f' в шаблоне «{where}»' if where else ''}.", f"There is no attribute '{name}'{f' in template {where}' if where else ''}.")  # fmt: skip
            self._unknown("unknown_attribute", place, message, name, members.names(target))
            return ANY
        self.members[node] = found
        return members.resolved(found.type, self.schema)

    def _word(self, node: nodes.Word) -> Type:
        if (found := self._locals.get(node.name)) is not None:
            return found
        if foreign := foreign_names.WORDS.get(node.name.lower()):
            self._add("unsupported", node.at, foreign.format(word=node.name))
            return ANY
        attribute = members.member(self._context, node.name) if self._context else None
        message = Text(
            f"Неизвестное имя «{node.name}»: это не переменная запроса; атрибут пишется ${node.name}, текст — в кавычках.",
            f"Unknown name '{node.name}': no variable of a query; an attribute is written ${node.name}, a text in quotes.",
        )
        if attribute:
            self._add("unknown_name", node.at, message, f"${node.name}")
        else:
            self._unknown("unknown_name", node.at, message, node.name, self._locals)
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
            self._add("type_error", step.at, message.format(kind=NAMES[LETTER[before.kind]], name=step.name))
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
            self._unknown("unknown_attribute", step.at, message, step.attribute, members.names(target))
        else:
            self.members[step] = found
        return Type("reference", many=True, target=target)

    # Queries

    def _bind(self, name: str, place: Place, found: Type) -> None:
        if is_reserved(name) or name in FUNCTIONS:
            message = Text(f"«{name}» не может быть именем переменной запроса", f"'{name}' cannot name a variable of a query")  # fmt: skip
            self._add("reserved_word", place, message)
        elif name in self._locals:
            message = Text(
                f"Имя «{name}» уже занято внешним запросом", f"The name '{name}' is taken by an outer query"
            )
            self._add("duplicate_variable", place, message)
        self._locals[name] = found

    def _source(self, source: Node) -> Type:
        found = self.source(source)
        if isinstance(source, nodes.Literal):
            message = Text("Источник запроса — список: db->Шаблон, путь или запрос в скобках", "The source of a query is a list: db->Template, a path or a query in parentheses")  # fmt: skip
            self._add("type_error", source.at, message)
        return found

    def _query(self, node: nodes.Query) -> Type:
        outer = dict(self._locals)
        source = self._source(node.source)
        self._bind(node.variable, node.variable_at, source.one())
        if node.where is not None:
            self._condition(node.where)
            self._scan(node, source)
        if node.order is not None:
            self.visit(node.order)
        found = self.visit(node.select).list()
        self._locals = outer
        return found

    def _scan(self, node: nodes.Query, source: Type) -> None:
        """A whole template is filtered by a link to the record in hand: the link itself would do."""
        if (
            not isinstance(node.source, nodes.Template)
            or source.target is None
            or not isinstance(node.where, nodes.Chain)
        ):
            return
        for link, other in _equalities(node.where):
            if (
                isinstance(link, nodes.Path)
                and isinstance(link.base, nodes.Word)
                and link.base.name == node.variable
                and len(link.steps) == 1
                and isinstance(step := link.steps[0], nodes.Step)
                and isinstance(other, nodes.Attribute)
                and other.name == "id"
                and self.types.get(link, ANY).kind == "reference"
            ):
                better = f"$id<-{node.source.name}:{step.name}"
                message = Text(
                    f"Запрос просматривает весь шаблон «{node.source.name}»; быстрее обратная стрелка: {better}",
                    f"The query scans the whole template '{node.source.name}'; a reverse arrow is faster: {better}",
                )
                self._add("whole_template_scan", node.source.at, message, better, warn=True)
                return

    def _condition(self, node: Node) -> None:
        found = self.visit(node)
        if found.kind not in (None, "boolean"):
            message = Text("Условие должно быть логическим, а здесь {kind}", "A condition must be a boolean, this is {kind}")  # fmt: skip
            self._add("type_error", node.at, message.format(kind=NAMES[LETTER[found.kind]]))

    def _predicate(self, node: nodes.Predicate) -> Type:
        outer = dict(self._locals)
        source = self._source(node.source)
        self._bind(node.variable, node.variable_at, source.one())
        self._condition(node.test)
        self._locals = outer
        return BOOLEAN

    # Calls

    def _call(self, node: nodes.Call) -> Type:
        function = FUNCTIONS.get(node.name)
        if function is None:
            message = Text(f"Нет функции {node.name}.", f"There is no function {node.name}.")
            if ours := foreign_names.FUNCTIONS.get(node.name.upper()):
                self._unknown("unknown_function", node.name_at, message, ours, (ours,))
            else:
                self._unknown("unknown_function", node.name_at, message, node.name, FUNCTIONS)
            for argument in node.arguments:
                self.visit(argument)
            return ANY
        if function.alias_of:
            message = Text(f"Пишите {function.alias_of}", f"Write {function.alias_of}")
            self._add("deprecated_name", node.name_at, message, function.alias_of, warn=True)
        if (
            node.name in ("ANY", "ALL")
            and len(node.arguments) == 1
            and isinstance(node.arguments[0], nodes.Predicate)
        ):
            self.types[node.arguments[0]] = self._predicate(node.arguments[0])
            return BOOLEAN
        if node.name in ("EQUALS", "NOTEQUALS") and len(node.arguments) == 2:
            types = list(self._compared(*node.arguments))
        else:
            types = [self._argument(function, node, index) for index in range(len(node.arguments))]
        if not function.takes(len(node.arguments)):
            message = Text("Неверное количество аргументов: {signature}, а дано {n}", "Wrong number of arguments: {signature}, {n} given")  # fmt: skip
            self._add(
                "wrong_argument_count",
                node.name_at,
                message.format(signature=function.signature, n=len(types)),
            )
            return OF_LETTER.get(function.signature.result, ANY)
        result = self._result(function, node, types)
        self._constants(function, node)
        if node.name == "FORMAT":
            self._placeholders(node)
        return result

    def _argument(self, function: Function, node: nodes.Call, index: int) -> Type:
        argument = node.arguments[index]
        found = self.visit(argument)
        if function.signature.parameters:
            parameter = function.signature.parameter(index)
            if found.kind is not None and not _fits(parameter, found):
                message = Text("{function}: «{name}» — {needed}, а здесь {got}", "{function}: '{name}' is {needed}, this is {got}")  # fmt: skip
                parts = {
                    "function": function.name,
                    "name": parameter.name,
                    "needed": kinds_in_words(parameter.kinds),
                    "got": NAMES[LETTER[found.kind]],
                }
                self._add("type_error", argument.at, message.format(**parts))
                return ANY
        if isinstance(argument, nodes.Call) and argument.name.startswith("CONVERTTIMEZONE") and not function.name.startswith("FORMAT"):  # fmt: skip
            self._shifted(argument)
        return found

    def _shifted(self, node: nodes.Call) -> None:
        message = Text(
            "После {name} это другой момент времени: показывайте его через FORMAT, не считайте с ним",
            "After {name} this is another moment: show it by FORMAT, do not calculate with it",
        )
        self._add("shifted_clock", node.at, message.format(name=node.name), warn=True)

    def _result(self, function: Function, node: nodes.Call, types: list[Type]) -> Type:
        if function.cases and all(found.kind is not None for found in types):
            letters = "".join(LETTER[found.kind] for found in types if found.kind)
            for case in function.cases:
                kinds, _, result = case.partition(":")
                if kinds == letters:
                    return OF_LETTER[result]
            names = [NAMES[letter] for letter in letters]
            message = Text("{function} не принимает {kinds}", "{function} does not take {kinds}")
            kinds_text = Text(", ".join(name.ru for name in names), ", ".join(name.en for name in names))
            self._add("type_error", node.at, message.format(function=function.name, kinds=kinds_text))
            return ANY
        if function.infer:
            return function.infer(types)
        return OF_LETTER[function.signature.result]

    def _constants(self, function: Function, node: nodes.Call) -> None:
        """Constant arguments are tried now; what they name is looked up."""
        given = tuple(constant(argument) for argument in node.arguments)
        if function.constant and any(value is not None for value in given):
            try:
                function.constant(given)
            except Fault as fault:
                code = "unsupported" if fault.kind == "unsupported" else "bad_literal"
                place = next(
                    (argument.at for argument, value in zip(node.arguments, given, strict=True) if isinstance(value, str) and value),
                    node.at,
                )  # fmt: skip
                self._add(code, place, fault.message)
        if function.names:
            try:
                function.names(self.schema, self._context.template if self._context else None, given)
            except Fault as fault:
                self._add(fault.kind, node.at, fault.message)

    def _placeholders(self, node: nodes.Call) -> None:
        pattern, values = node.arguments
        if (
            not isinstance(values, nodes.Call)
            or values.name != "LIST"
            or not isinstance(given := constant(pattern), str)
        ):
            return
        if any(self.types.get(value, ANY).many for value in values.arguments):
            return
        try:
            finding = unused_argument(given, len(values.arguments))
        except Fault as fault:
            self._add("bad_literal", pattern.at, fault.message)
            return
        if finding:
            self._add(
                finding.code,
                pattern.at,
                finding.message,
                finding.suggestion,
                warn=finding.severity == "warning",
            )

    # Operators

    def _chain(self, node: nodes.Chain) -> Type:
        operator = node.rest[0][0]
        if operator in ("==", "!="):
            left: Node = node.first
            for index, (_, right) in enumerate(node.rest):
                if index == 0:
                    self._compared(left, right)
                else:
                    self.visit(right)
            return BOOLEAN
        if operator in ("&&", "||"):
            for operand in (node.first, *(operand for _, operand in node.rest)):
                self._condition(operand)
            return BOOLEAN
        found = self.visit(node.first)
        for sign, operand in node.rest:
            found = self._arithmetic(sign, found, self.visit(operand), operand)
        return found

    def _arithmetic(self, sign: nodes.Operator, left: Type, right: Type, operand: Node) -> Type:
        if left.kind is None or right.kind is None:
            return BOOLEAN if sign in ("<", ">", "<=", ">=") else ANY
        letters = LETTER[left.kind] + LETTER[right.kind]
        if sign in ("<", ">", "<=", ">="):
            if letters in ("NN", "TT", "PP", "DD"):
                return BOOLEAN
        elif sign == "+" and "T" in letters:
            return TEXT
        elif result := _ARITHMETIC.get(sign + letters):
            return result
        message = Text(
            "Операция «{sign}» не определена: {left} и {right}",
            "'{sign}' is not defined for {left} and {right}",
        )
        self._add(
            "type_error",
            operand.at,
            message.format(sign=sign, left=NAMES[letters[0]], right=NAMES[letters[1]]),
        )
        return BOOLEAN if sign in ("<", ">", "<=", ">=") else ANY

    def _unary(self, node: nodes.Unary) -> Type:
        if node.operator == "!":
            self._condition(node.operand)
            return BOOLEAN
        found = self.visit(node.operand)
        if found.kind in (None, "number", "duration"):
            return found if found.kind else ANY
        message = Text("Минус не определён: {kind}", "Minus is not defined for {kind}")
        self._add("type_error", node.at, message.format(kind=NAMES[LETTER[found.kind]]))
        return ANY

    def _compared(self, left: Node, right: Node) -> tuple[Type, Type]:
        """Both sides of an equality; a bare word opposite an enum attribute is one of its values."""
        bare_left = isinstance(left, nodes.Word) and left.name not in self._locals
        bare_right = isinstance(right, nodes.Word) and right.name not in self._locals
        if bare_left and not bare_right:
            after = self.visit(right)
            return self._enum_side(left, after), after
        before = self.visit(left)
        after = self._enum_side(right, before) if bare_right else self.visit(right)
        for constant_side, enum_side in ((right, before), (left, after)):
            self._enum_text(constant_side, enum_side)
        return before, after

    def _enum_side(self, node: Node, opposite: Type) -> Type:
        attribute = _enum_of(opposite)
        if not isinstance(node, nodes.Word) or attribute is None:
            return self.visit(node)
        self.types[node] = TEXT
        for variant in attribute.variants:
            if variant.name == node.name:
                self.words[node] = node.name
                return TEXT
        self._unknown_variant(node.name, attribute, node.at)
        return TEXT

    def _enum_text(self, node: Node, opposite: Type) -> None:
        """A quoted text that no value of the list has is never equal: likely a slip, but not wrong."""
        attribute = _enum_of(opposite)
        if attribute is None or not isinstance(node, nodes.Literal) or not isinstance(node.value, str):
            return
        known = {
            text
            for variant in attribute.variants
            for text in (variant.name, str(variant.id), str(variant.id.number))
        }
        if node.value not in known:
            self._unknown_variant(node.value, attribute, node.at, warn=True)

    def _unknown_variant(
        self, name: str, attribute: AttributeInfo, place: Place, *, warn: bool = False
    ) -> None:
        message = Text(
            f"В списке «{attribute.name}» нет значения «{name}».",
            f"'{attribute.name}' has no value '{name}'.",
        )
        self._unknown(
            "unknown_enum_value",
            place,
            message,
            name,
            [variant.name for variant in attribute.variants],
            warn=warn,
        )


_ARITHMETIC: dict[str, Type] = {
    "+NN": NUMBER,
    "+PP": DURATION,
    "+DP": OF_LETTER["D"],
    "+PD": OF_LETTER["D"],
    "-NN": NUMBER,
    "-PP": DURATION,
    "-DP": OF_LETTER["D"],
    "-DD": DURATION,
    "*NN": NUMBER,
    "*PN": DURATION,
    "*NP": DURATION,
    "/NN": NUMBER,
    "/PN": DURATION,
}


def check(
    node: Node, schema: Schema, template: str | None, variables: Collection[str] | None
) -> tuple[Checked, Type]:
    """Check a whole formula."""
    checked = Checked(schema, template, variables)
    found = checked.visit(node)
    checked.problems.found.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
    return checked, found


def constant(node: Node) -> Value:
    """The value of a literal; None of anything else."""
    return node.value if isinstance(node, nodes.Literal) else None


def _fits(parameter: Parameter, found: Type) -> bool:
    """Whether a kind that is certain can be taken. Text takes everything but booleans of conditions: all become text."""
    if found.kind is None or {"T", "X", "L"} & set(parameter.kinds):
        return True
    return LETTER[found.kind] in parameter.kinds


def _enum_of(found: Type) -> AttributeInfo | None:
    target = found.target
    return (
        target.attribute
        if target and target.sort == "enum" and target.attribute and target.attribute.variants
        else None
    )


def _equalities(node: nodes.Chain) -> Iterable[tuple[Node, Node]]:
    """`a == b` and its mirror, in a condition or in its parts joined by &&."""
    if node.rest[0][0] == "==" and len(node.rest) == 1:
        yield node.first, node.rest[0][1]
        yield node.rest[0][1], node.first
    elif node.rest[0][0] == "&&":
        for part in (node.first, *(operand for _, operand in node.rest)):
            if isinstance(part, nodes.Chain):
                yield from _equalities(part)
