"""`vestnik eval EXPRESSION`: compute an expression for a record and show how."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import simplejson
import typer
from rich.markup import escape

from vestnik.access.actor import SYSTEM, Actor
from vestnik.cli.options import Data, settings
from vestnik.cli.output import err, language, line_of, out
from vestnik.expressions.explain import LANGUAGES, PLACES, Explained, ExpressionLanguage, Source, evaluate
from vestnik.expressions.formula.kinds import shown
from vestnik.kernel.problem import NotFound
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref, to_json
from vestnik.records.accounts import Accounts
from vestnik.runtime.system import System, actor_of
from vestnik.runtime.trial import NotedEffects, template_of, trial_scope
from vestnik.storage.transaction import Transaction


class NoActor(NotFound):
    code = "no_actor"
    text = Text("Учётная запись «{what}» не может работать в системе", "The account '{what}' may not act")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(name="eval")
    def eval_(
        expression: Annotated[str, typer.Argument(help="The text; - reads it from standard input.")],
        template: Annotated[
            str | None, typer.Option(help="Template of the record in hand; that of --record when left out.")
        ] = None,
        record: Annotated[str | None, typer.Option(help="The record in hand, such as rec.101.")] = None,
        kind: Annotated[
            str | None,
            typer.Option("--language", help=f"{', '.join(LANGUAGES)}; told by the text when left out."),
        ] = None,
        place: Annotated[str, typer.Option(help=f"Where it would stand: {', '.join(PLACES)}.")] = "value",
        var: Annotated[
            list[str] | None, typer.Option(help="A scenario variable, NAME=JSON; may be repeated.")
        ] = None,
        login: Annotated[
            str | None, typer.Option("--as", help="With the rights of this account; the system's otherwise.")
        ] = None,
        trace: Annotated[bool, typer.Option("--trace", help="Show every step.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print the value as JSON.")] = False,
        data: Data = None,
    ) -> None:
        """Evaluate an expression; nothing is changed. Exit code 0 if there is a value or none, 1 if it failed."""
        text = sys.stdin.read() if expression == "-" else expression
        chosen = _language(kind, text)
        if place not in PLACES:
            raise typer.BadParameter(f"one of {', '.join(PLACES)}", param_hint="--place")
        system = System.open(settings(data=data))
        effects = NotedEffects()
        with contextlib.closing(system), system.db.read() as tx:
            actor = _actor(system, tx, login)
            ref = Ref.parse(record) if record else None
            scope = trial_scope(
                system, tx, actor, record=ref, variables=_variables(var or []), effects=effects
            )
            if template is None and ref is not None:
                template = template_of(tx, actor, system, ref)
            source = Source(chosen, text, template, place=place, effects=True)
            explained = evaluate(source, scope)
        _tell(explained, effects, trace, as_json)
        if explained.fault is not None:
            raise typer.Exit(1)


def _language(given: str | None, text: str) -> ExpressionLanguage:
    """The language that was named, else N3 for what only N3 can begin with."""
    for known in LANGUAGES:
        if given == known:
            return known
    if given is not None:
        raise typer.BadParameter(f"one of {', '.join(LANGUAGES)}", param_hint="--language")
    return "n3" if text.lstrip("\ufeff \t\r\n").startswith(("{", "@")) else "formula"


def _variables(given: list[str]) -> Mapping[str, Any]:
    read: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        try:
            read[name] = simplejson.loads(value, use_decimal=True)
        except ValueError:
            read[name] = value
        if not equals or not name:
            raise typer.BadParameter(f"NAME=JSON is needed, not {one}", param_hint="--var")
    return read


def _actor(system: System, tx: Transaction, login: str | None) -> Actor:
    if login is None:
        return SYSTEM
    found = actor_of(tx, Accounts(tx, SYSTEM, system.clock).by_login(login).ref.number)
    if found is None:
        raise NoActor(what=login)
    return found


def _tell(explained: Explained, effects: NotedEffects, trace: bool, as_json: bool) -> None:
    for warning in explained.warnings:
        err.print(f"[yellow]![/] {escape(line_of(warning))}")
    for step in explained.steps if trace else ():
        told = step.as_json(language())
        result = told.get("value") or told.get("fault") or f"{step.solutions} × {_bound(step.bindings)}"
        out.print(
            escape(f"{step.line}:{step.column}  {step.text}  →  {result}  ({step.microseconds:.0f} µs)")
        )
    for effect in effects.noted:
        err.print(escape(f"would {json.dumps(effect, ensure_ascii=False, default=str)}"))
    if explained.fault is not None:
        err.print(f"[bold red]✗[/] {escape(line_of(explained.fault.problem))}")
    elif as_json:
        typer.echo(simplejson.dumps(to_json(explained.value), ensure_ascii=False, use_decimal=True))
    else:
        typer.echo(shown(explained.value))
    if trace:
        out.print(f"compiled in {explained.compile_ms:.2f} ms, evaluated in {explained.evaluate_ms:.2f} ms")


def _bound(bindings: Mapping[str, str]) -> str:
    return ", ".join(f"?{name} = {value}" for name, value in bindings.items())
