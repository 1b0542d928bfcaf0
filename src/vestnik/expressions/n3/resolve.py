"""Names to things, shorthand to goals: from the syntax tree to the core.

What cannot be resolved becomes a problem and a goal without solutions, so that one pass finds every such name.
"""

from __future__ import annotations

from dataclasses import dataclass

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3 import nodes
from vestnik.expressions.n3.declare import Builtin, Constant, Construct, Relation
from vestnik.expressions.n3.goals import Goal, Goals, Term
from vestnik.expressions.n3.literals import BAD_FORM, DATATYPES
from vestnik.expressions.n3.machine import GoalError
from vestnik.expressions.n3.names import Names, not_supported
from vestnik.expressions.n3.namespaces import RDF, SESSION_VARIABLE, XSD
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.values import Iri
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problems, did_you_mean, nearest
from vestnik.kernel.text import Text


def resolve(
    document: nodes.Document, source: str, schema: Schema, *, effects_allowed: bool, problems: Problems
) -> Goals:
    """The goals of a text; what is wrong with its names goes to `problems`."""
    names = Names(problems)
    for declaration in document.prefixes:
        names.declare(declaration)
    return _Resolver(source, schema, effects_allowed, names).formula(document.formula)


@dataclass(slots=True)
class _Resolver:
    source: str
    schema: Schema
    effects_allowed: bool
    names: Names
    fresh: int = 0

    # Goals

    def formula(self, formula: nodes.Formula) -> Goals:
        made: list[Goal] = []
        for sentence in formula.sentences:
            self._sentence(sentence, made)
        return tuple(made)

    def _sentence(self, sentence: nodes.Sentence, made: list[Goal]) -> None:
        at = sentence.at
        match sentence:
            case nodes.Triples():
                self._triples(sentence, made)
            case nodes.If(condition=condition, then=then, otherwise=otherwise):
                made.append(
                    core.If(
                        at,
                        "if{…}",
                        self.formula(condition),
                        self.formula(then),
                        self.formula(otherwise) if otherwise else None,
                    )
                )
            case nodes.Or(branches=branches):
                made.append(core.Or(at, "or{…}", tuple(map(self.formula, branches))))
            case nodes.Not(body=body):
                made.append(core.Not(at, "not{…}", self.formula(body)))
            case nodes.Once(body=body):
                made.append(core.Once(at, "once{…}", self.formula(body)))
            case nodes.From(body=body, item=item, target=target):
                inner = list(self.formula(body))
                selected = self._term(item, inner)
                made.append(
                    core.From(at, "from{…}", tuple(inner), selected, core.Var(target.at, target.name))
                )

    def _triples(self, triples: nodes.Triples, made: list[Goal]) -> None:
        subject: Term | None = None
        if not isinstance(triples.subject, nodes.Formula) and not _has_formulas(triples.subject):
            subject = self._term(triples.subject, made)
        for index, predicate in enumerate(triples.predicates):
            for object_ in predicate.objects:
                at = triples.subject.at if index == 0 else predicate.verb.at
                text = " ".join(map(self._text, (triples.subject, predicate.verb, object_)))
                if subject is None:
                    self._over_formulas(at, text, triples.subject, predicate.verb, object_, made)
                else:
                    meant = self._term(object_, made)
                    made.append(self._triple(at, text, subject, predicate.verb, meant))

    def _triple(self, at: Place, text: str, subject: Term, verb: nodes.Verb, object_: Term) -> Goal:
        if isinstance(verb, nodes.Variable):
            return core.AskBy(at, text, core.Var(verb.at, verb.name), subject, object_)
        if isinstance(verb, nodes.Operator):
            match verb.sign:
                case "->":
                    return core.Assign(at, text, subject, object_)
                case "==":
                    return core.Equal(at, text, subject, object_)
                case "!=":
                    return core.Unequal(at, text, subject, object_)
            iri: str | None = RDF + "type"
        else:
            iri = self.names.iri(verb)
        if iri is None:
            return core.Nothing(at, text, subject, object_)
        if iri.startswith(SESSION_VARIABLE):
            return core.Field(at, text, iri.removeprefix(SESSION_VARIABLE), subject, object_)
        entry = self.names.entry(iri, verb.at)
        name = self._text(verb)
        match entry:
            case Relation():
                self._refused(entry, object_)
                if entry.check:
                    self.names.problems.found.extend(entry.check(self.schema, object_))
                return core.Ask(at, text, entry, subject, object_)
            case Builtin():
                self._allowed(entry, name, verb.at)
                if entry.check:
                    self.names.problems.found.extend(entry.check(self.schema, subject))
                return core.Invoke(at, text, entry, name, subject, object_)
            case Construct():
                message = Text(
                    "У {name} субъект — формула в {{ }}", "The subject of {name} is a formula in {{ }}"
                )
                self.names.report("unsupported", message.format(name=name), at)
            case Constant():
                message = Text("{name} — не предикат", "{name} is no predicate")
                self.names.report("unknown_builtin", message.format(name=name), verb.at)
        return core.Nothing(at, text, subject, object_)

    def _over_formulas(
        self,
        at: Place,
        text: str,
        subject: nodes.Term,
        verb: nodes.Verb,
        object_: nodes.Term,
        made: list[Goal],
    ) -> None:
        """`{…} assert:count ?n` and its like."""
        iri = self.names.iri(verb) if isinstance(verb, (nodes.Name, nodes.FullIri)) else None
        entry = self.names.entry(iri, verb.at) if iri else None
        meant = self._term(object_, made)
        construct = entry.name if isinstance(entry, Construct) else None
        if construct in ("count", "distinct") and isinstance(subject, nodes.Formula):
            body = self.formula(subject)
            goal = core.Count if construct == "count" else core.Distinct
            made.append(goal(at, text, body, meant))
            return
        if construct == "union" and isinstance(subject, nodes.ListNode):
            branches = [item for item in subject.items if isinstance(item, nodes.Formula)]
            if len(branches) == len(subject.items) and isinstance(meant, core.Const) and meant.value is True:
                made.append(core.Union(at, text, tuple(map(self.formula, branches))))
                return
            message = Text("assert:union только с true и списком формул", "assert:union with anything but true and a list of formulas")  # fmt: skip
            self.names.report("unsupported", not_supported(message), at)
        elif entry is not None or iri is None:
            message = Text(
                "формула вне assert:count, distinct, union", "a formula outside assert:count, distinct, union"
            )
            self.names.report("unsupported", not_supported(message), subject.at)
        made.append(core.Nothing(at, text, core.Anon(at), meant))

    def _allowed(self, builtin: Builtin, name: str, at: Place) -> None:
        if builtin.effect and not self.effects_allowed:
            message = Text(
                "{name} меняет данные: это возможно только в сценарии",
                "{name} changes data: only a scenario may do that",
            )
            self.names.report("unsupported", message.format(name=name), at)

    def _refused(self, relation: Relation, object_: Term) -> None:
        if relation.accepts and isinstance(object_, core.Const):
            try:
                relation.accepts(object_.value)
            except GoalError as error:
                self.names.report(error.kind, error.message, object_.at, suggestion="->")

    # Terms

    def _term(self, term: nodes.Term, made: list[Goal]) -> Term:
        match term:
            case nodes.Variable(at=at, name=name):
                return core.Var(at, name)
            case nodes.Anonymous(at=at):
                return core.Anon(at)
            case nodes.Literal():
                return self._literal(term)
            case nodes.ListNode(at=at, items=items):
                return core.ListTerm(at, tuple(self._term(item, made) for item in items))
            case nodes.Bracket(at=at, predicates=predicates):
                self.fresh += 1
                subject = core.Var(at, f"[{self.fresh}]")
                for predicate in predicates:
                    for object_ in predicate.objects:
                        text = f"[{self._text(predicate.verb)} {self._text(object_)}]"
                        meant = self._term(object_, made)
                        made.append(self._triple(at, text, subject, predicate.verb, meant))
                return subject
            case nodes.Formula(at=at):
                message = Text("формула вне assert:*", "a formula outside assert:*")
                self.names.report("unsupported", not_supported(message), at)
                return _broken(at)
        iri = self.names.iri(term)
        if iri is None:
            return _broken(term.at)
        if not iri.startswith(SESSION_VARIABLE):
            entry = self.names.entry(iri, term.at)
            if entry is not None and iri not in entry.iris:
                iri = entry.iris[0]
        return core.Const(term.at, Iri(iri))

    def _literal(self, literal: nodes.Literal) -> Term:
        if literal.datatype is None:
            return core.Const(literal.at, literal.value)
        iri = self.names.iri(literal.datatype)
        if iri is None:
            return _broken(literal.at)
        local = iri.removeprefix(XSD)
        if local == iri or local not in DATATYPES:
            suggestion = nearest(local, DATATYPES)
            message = Text("Неизвестный тип «{name}».{hint}", "Unknown datatype '{name}'.{hint}")
            self.names.report(
                "bad_literal",
                message.format(name=self._text(literal.datatype), hint=did_you_mean(suggestion)),
                literal.datatype.at,
                suggestion=suggestion,
            )
            return _broken(literal.at)
        try:
            return core.Const(literal.at, DATATYPES[local](str(literal.value)))
        except BAD_FORM:
            message = Text("«{given}» — не {type}", "'{given}' is no {type}")
            self.names.report(
                "bad_literal", message.format(given=str(literal.value)[:40], type=f"xsd:{local}"), literal.at
            )
            return _broken(literal.at)

    # Texts

    def _text(self, node: nodes.Term | nodes.Verb) -> str:
        text = self.source[node.at.start : node.at.end]
        text = " ".join(text.split()) if len(text) <= 200 else text[:1] + "…"
        return text if len(text) <= 60 else text[:60] + "…"


def _has_formulas(term: nodes.Term) -> bool:
    return isinstance(term, nodes.ListNode) and any(isinstance(item, nodes.Formula) for item in term.items)


def _broken(at: Place) -> Term:
    """Stands where a term was reported already, so that it is not reported again."""
    return core.Const(at, None)
