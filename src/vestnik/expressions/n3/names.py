"""Names of a text: what a prefix stands for, and which builtin an IRI is (spec/n3.md 1 and 5).

What nothing has is a problem with the nearest name that something has; each undeclared prefix is reported once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vestnik.expressions.n3 import nodes
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.declare import Entry
from vestnik.expressions.n3.namespaces import CASE_FREE, PREFIXES, namespace_of, short_form
from vestnik.expressions.n3.nodes import Place
from vestnik.kernel.problem import Problem, Problems, did_you_mean, nearest
from vestnik.kernel.text import Text

_KNOWN_SPACES = frozenset(namespace_of(iri) for iri in (*REGISTRY.by_iri, *REGISTRY.later))


@dataclass(slots=True)
class Names:
    """The prefixes of one text, and where to report what is wrong with its names."""

    problems: Problems
    prefixes: dict[str, str] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)

    def declare(self, declaration: nodes.PrefixDeclaration) -> None:
        """Take a prefix; of two with one name the later counts."""
        name, at = declaration.name, declaration.at
        if not declaration.dotted:
            message = Text(
                "После объявления префикса «{name}:» нет точки",
                "There is no dot after the declaration of '{name}:'",
            )
            self.report("prefix_dot", message.format(name=name), at, suggestion=".", warning=True)
        if self.prefixes.get(name, declaration.iri) != declaration.iri:
            message = Text(
                "Префикс «{name}:» объявлен ещё раз с другим IRI; действует последний",
                "Prefix '{name}:' is declared again with another IRI; the last one counts",
            )
            self.report("prefix_redeclared", message.format(name=name), at, warning=True)
        self.prefixes[name] = declaration.iri

    def iri(self, name: nodes.Name | nodes.FullIri) -> str | None:
        """What a name stands for in full; None, reported, where its prefix is not declared."""
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
        self.report(
            "unknown_prefix", message.format(name=name.prefix, hint=hint), name.at, suggestion=fix or close
        )
        return None

    def entry(self, iri: str, at: Place) -> Entry | None:
        """What is declared under an IRI; None, reported, where nothing is."""
        if entry := REGISTRY.by_iri.get(iri):
            return entry
        space = namespace_of(iri)
        shown = short_form(iri)
        if why := REGISTRY.later.get(iri):
            what = Text("{name} ({why})", "{name} ({why})").format(name=shown, why=why)
            self.report("unsupported", not_supported(what), at)
            return None
        if space not in _KNOWN_SPACES:
            message = Text(
                "IRI <{iri}> неизвестен: решений не будет",
                "IRI <{iri}> is unknown: there will be no solutions",
            )
            self.report("unknown_iri", message.format(iri=iri[:200]), at, warning=True)
            return None
        known = {name.removeprefix(space): name for name in REGISTRY.by_iri if namespace_of(name) == space}
        local = iri.removeprefix(space)
        same = next((name for name in known if name.casefold() == local.casefold()), None)
        if same and space in CASE_FREE:
            message = Text("Пишется {name}", "It is written {name}").format(name=short_form(known[same]))
            self.report("name_case", message, at, suggestion=same, warning=True)
            return REGISTRY.by_iri[known[same]]
        suggestion = nearest(local, known)
        hint = did_you_mean(suggestion and short_form(space + suggestion))
        message = Text("Неизвестно имя {name}.{hint}", "Unknown name {name}.{hint}")
        self.report("unknown_builtin", message.format(name=shown, hint=hint), at, suggestion=suggestion)
        return None

    def report(
        self, code: str, message: Text, at: Place, *, suggestion: str | None = None, warning: bool = False
    ) -> None:
        """Note a problem of the text."""
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


def not_supported(what: Text) -> Text:
    """The message of `unsupported`."""
    return Text("Не поддерживается: {what}", "Not supported: {what}").format(what=what)
