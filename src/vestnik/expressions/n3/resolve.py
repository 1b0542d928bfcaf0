"""Names to things, shorthand to goals: from the syntax tree to the core.

What cannot be resolved becomes a problem and a goal without solutions, so that one pass finds every such name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vestnik.expressions.n3 import goals as core
from vestnik.expressions.n3 import nodes
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.declare import Builtin, Constant, Construct, Entry, Relation
from vestnik.expressions.n3.goals import Goal, Goals, Term
from vestnik.expressions.n3.literals import BAD_FORM, DATATYPES
from vestnik.expressions.n3.machine import GoalError
from vestnik.expressions.n3.namespaces import (
    CASE_FREE,
    PREFIXES,
    RDF,
    SESSION_VARIABLE,
    XSD,
    namespace_of,
    short_form,
)
from vestnik.expressions.n3.nodes import Place
from vestnik.expressions.n3.values import Iri
from vestnik.expressions.objects import Schema
from vestnik.kernel.problem import Problem, Problems, did_you_mean, nearest
from vestnik.kernel.text import Text

_KNOWN_SPACES = frozenset(namespace_of(iri) for iri in (*REGISTRY.by_iri, *REGISTRY.later))


def resolve(
    document: nodes.Document, source: str, schema: Schema, *, effects_allowed: bool, problems: Problems
) -> Goals:
    """The goals of a text; what is wrong with its names goes to `problems`."""
    resolver = _Resolver(source, schema, effects_allowed, problems)
    for declaration in document.prefixes:
        resolver.declare(declaration)
    return resolver.formula(document.formula)


@dataclass(slots=True)
class _Resolver:
    source: str
    schema: Schema
    effects_allowed: bool
    problems: Problems
    prefixes: dict[str, str] = field(default_factory=dict)
    fresh: int = 0
    reported: set[str] = field(default_factory=set)

    def declare(self, declaration: nodes.PrefixDeclaration) -> None:
        name, at = declaration.name, declaration.at
        if not declaration.dotted:
            message = Text(
                "После объявления префикса «{name}:» нет точки",
                "There is no dot after the declaration of '{name}:'",
            )
            self._add("prefix_dot", message.format(name=name), at, suggestion=".", warning=True)
        if self.prefixes.get(name, declaration.iri) != declaration.iri:
            message = Text(
                "Префикс «{name}:» объявлен ещё раз с другим IRI; действует последний",
                "Prefix '{name}:' is declared again with another IRI; the last one counts",
            )
            self._add("prefix_redeclared", message.format(name=name), at, warning=True)
        self.prefixes[name] = declaration.iri

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
            iri = self._iri(verb)
        if iri is None:
            return core.Nothing(at, text, subject, object_)
        if iri.startswith(SESSION_VARIABLE):
            return core.Field(at, text, iri.removeprefix(SESSION_VARIABLE), subject, object_)
        entry = self._entry(iri, verb.at)
        name = self._text(verb)
        match entry:
            case Relation():
                self._refused(entry, object_)
                if entry.check:
                    self.problems.found.extend(entry.check(self.schema, object_))
                return core.Ask(at, text, entry, subject, object_)
            case Builtin():
                self._allowed(entry, name, verb.at)
                if entry.check:
                    self.problems.found.extend(entry.check(self.schema, subject))
                return core.Invoke(at, text, entry, name, subject, object_)
            case Construct():
                message = Text(
                    "У {name} субъект — формула в {{ }}", "The subject of {name} is a formula in {{ }}"
                )
                self._add("unsupported", message.format(name=name), at)
            case Constant():
                message = Text("{name} — не предикат", "{name} is no predicate")
                self._add("unknown_builtin", message.format(name=name), verb.at)
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
        iri = self._iri(verb) if isinstance(verb, (nodes.Name, nodes.FullIri)) else None
        entry = self._entry(iri, verb.at) if iri else None
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
            self._add("unsupported", _not_supported(message), at)
        elif entry is not None or iri is None:
            message = Text(
                "формула вне assert:count, distinct, union", "a formula outside assert:count, distinct, union"
            )
            self._add("unsupported", _not_supported(message), subject.at)
        made.append(core.Nothing(at, text, core.Anon(at), meant))

    def _allowed(self, builtin: Builtin, name: str, at: Place) -> None:
        if builtin.effect and not self.effects_allowed:
            message = Text(
                "{name} меняет данные: это возможно только в сценарии",
                "{name} changes data: only a scenario may do that",
            )
            self._add("unsupported", message.format(name=name), at)

    def _refused(self, relation: Relation, object_: Term) -> None:
        if relation.accepts and isinstance(object_, core.Const):
            try:
                relation.accepts(object_.value)
            except GoalError as error:
                self._add(error.kind, error.message, object_.at, suggestion="->")

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
                self._add("unsupported", _not_supported(message), at)
                return _broken(at)
        iri = self._iri(term)
        if iri is None:
            return _broken(term.at)
        if not iri.startswith(SESSION_VARIABLE):
            entry = self._entry(iri, term.at)
            if entry is not None and iri not in entry.iris:
                iri = entry.iris[0]
        return core.Const(term.at, Iri(iri))

    def _literal(self, literal: nodes.Literal) -> Term:
        if literal.datatype is None:
            return core.Const(literal.at, literal.value)
        iri = self._iri(literal.datatype)
        if iri is None:
            return _broken(literal.at)
        local = iri.removeprefix(XSD)
        if local == iri or local not in DATATYPES:
            suggestion = nearest(local, DATATYPES)
            message = Text("Неизвестный тип «{name}».{hint}", "Unknown datatype '{name}'.{hint}")
            self._add(
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
            self._add(
                "bad_literal", message.format(given=str(literal.value)[:40], type=f"xsd:{local}"), literal.at
            )
            return _broken(literal.at)

    # Names

    def _iri(self, name: nodes.Name | nodes.FullIri) -> str | None:
        if isinstance(name, nodes.FullIri):
            return name.text
        if (space := self.prefixes.get(name.prefix)) is not None:
            return space + name.local
        if name.prefix in self.reported:
            return None
        self.reported.add(name.prefix)
        known = PREFIXES.get(name.prefix)
        fix = f"@prefix {name.prefix}: <{known}>." if known else None
        close = None if fix else nearest(name.prefix, (*self.prefixes, *PREFIXES))
        hint = (
            Text(" Добавьте {fix}", " Add {fix}").format(fix=fix)
            if fix
            else did_you_mean(close and f"{close}:")
        )
        message = Text("Префикс «{name}:» не объявлен.{hint}", "Prefix '{name}:' is not declared.{hint}")
        self._add(
            "unknown_prefix", message.format(name=name.prefix, hint=hint), name.at, suggestion=fix or close
        )
        return None

    def _entry(self, iri: str, at: Place) -> Entry | None:
        if entry := REGISTRY.by_iri.get(iri):
            return entry
        space = namespace_of(iri)
        shown = short_form(iri)
        if why := REGISTRY.later.get(iri):
            what = Text("{name} ({why})", "{name} ({why})").format(name=shown, why=why)
            self._add("unsupported", _not_supported(what), at)
            return None
        if space not in _KNOWN_SPACES:
            message = Text(
                "IRI <{iri}> неизвестен: решений не будет",
                "IRI <{iri}> is unknown: there will be no solutions",
            )
            self._add("unknown_iri", message.format(iri=iri[:200]), at, warning=True)
            return None
        known = {name.removeprefix(space): name for name in REGISTRY.by_iri if namespace_of(name) == space}
        local = iri.removeprefix(space)
        same = next((name for name in known if name.casefold() == local.casefold()), None)
        if same and space in CASE_FREE:
            message = Text("Пишется {name}", "It is written {name}").format(name=short_form(known[same]))
            self._add("name_case", message, at, suggestion=same, warning=True)
            return REGISTRY.by_iri[known[same]]
        suggestion = nearest(local, known)
        hint = did_you_mean(suggestion and short_form(space + suggestion))
        message = Text("Неизвестно имя {name}.{hint}", "Unknown name {name}.{hint}")
        self._add("unknown_builtin", message.format(name=shown, hint=hint), at, suggestion=suggestion)
        return None

    # Texts and problems

    def _text(self, node: nodes.Term | nodes.Verb) -> str:
        text = self.source[node.at.start : node.at.end]
        text = " ".join(text.split()) if len(text) <= 200 else text[:1] + "…"
        return text if len(text) <= 60 else text[:60] + "…"

    def _add(
        self, code: str, message: Text, at: Place, *, suggestion: str | None = None, warning: bool = False
    ) -> None:
        self.problems.found.append(
            Problem(
                code,
                message,
                line=at.line,
                column=at.column,
                suggestion=suggestion,
                severity="warning" if warning else "error",
            )
        )


def _has_formulas(term: nodes.Term) -> bool:
    return isinstance(term, nodes.ListNode) and any(isinstance(item, nodes.Formula) for item in term.items)


def _broken(at: Place) -> Term:
    """Stands where a term was reported already, so that it is not reported again."""
    return core.Const(at, None)


def _not_supported(what: Text) -> Text:
    return Text("Не поддерживается: {what}", "Not supported: {what}").format(what=what)
