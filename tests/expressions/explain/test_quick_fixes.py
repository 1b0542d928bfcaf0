"""A problem's quick fix, applied, gives the text that was meant."""

from __future__ import annotations

import pytest

from vestnik.expressions.cases import worlds
from vestnik.expressions.cases.n3_world import World as N3World
from vestnik.expressions.explain import Source, diagnose, fix_of, span_of
from vestnik.expressions.explain.quick_fixes import apply_fix
from vestnik.expressions.objects import Schema

OBJECT = "@prefix object: <http://comindware.com/ontology/object#>.\n"

CONTEXT = {
    "item": {"Tema": "Договор", "Poluchatel": {"ref": "account.1"}},
    "accounts": {"account.1": {"mbox": "anna@example.org"}},
}


def mended(language: str, text: str, schema: Schema, template: str | None = None) -> str:
    source = Source(language, text, template, variables=("mail",))  # type: ignore[arg-type]
    problems = diagnose(source, schema).problems
    fixes = [(problem, fix) for problem in problems if (fix := fix_of(problem, text))]
    assert fixes, [problem.message.en for problem in problems]
    return apply_fix(text, fixes[0][1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$Tma", "$Tema"),
        ("TOUPPER($->Tma)", "TOUPPER($->Tema)"),
        ("$Poluchatel->mbx", "$Poluchatel->mbox"),
        ("from a in db->_Acount select a->id", "from a in db->_Account select a->id"),
        ("$id<-_Acount:manager", "$id<-_Account:manager"),
        ("if(true, 1, 2)", "IF(true, 1, 2)"),
        ("ISBLANK($Tema)", "EMPTY($Tema)"),
        ("$$mial->Subject", "$$mail->Subject"),
        ("$Poluchatel—>mbox", "$Poluchatel->mbox"),
        ("LENGTH(“Письмо”)", 'LENGTH("Письмо")'),
        ("LENGTH(«Письмо»)", 'LENGTH("Письмо")'),
        ("$Tema = 1", "$Tema == 1"),
        ("true & false", "true && false"),
        ("3 <-5", "3 < -5"),
        ("LENGTH(Tema)", "LENGTH($Tema)"),
        ("LEN($Tema)", "LENGTH($Tema)"),
        ("ADD(1; 2)", "ADD(1, 2)"),
        ("1 <> 2", "1 != 2"),
        ("from a in $Poluchatel select b", "from a in $Poluchatel select a"),
    ],
)
def test_a_formula_is_mended(text: str, expected: str) -> None:
    world = worlds.build(CONTEXT)
    assert mended("formula", text, world.schema, worlds.ITEM) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ ?item object:alias ?value }", OBJECT + "{ ?item object:alias ?value }"),
        (OBJECT + "{ ?item object:alis ?value }", OBJECT + "{ ?item object:alias ?value }"),
        (OBJECT + "{ ?item objekt:alias ?value }", OBJECT + "{ ?item object:alias ?value }"),
        (
            OBJECT + '{ ("Zakaz" "Nomer") object:findProperty ?value }',
            OBJECT + '{ ("Zakazy" "Nomer") object:findProperty ?value }',
        ),
        (
            OBJECT + '{ ("Zakazy" "nomer") object:findProperty ?value }',
            OBJECT + '{ ("Zakazy" "Nomer") object:findProperty ?value }',
        ),
        ("{ ?itm -> ?value }", "{ ?item -> ?value }"),
        ("{ 1 -> ?value. 2 -> ?other }", "{ 1 -> ?value. 2 -> ? }"),
        ("{ 1 -> ?x ?x -> ?value }", "{ 1 -> ?x. ?x -> ?value }"),
        (OBJECT[:-2] + " { ?v object:alias ?value }", OBJECT[:-1] + " { ?v object:alias ?value }"),
        ("{ “a” -> ?value }", '{ "a" -> ?value }'),
        ("{ ??x -> ?value }", "{ ?x -> ?value }"),
        ("{ 1 -> value }", "{ 1 -> ?value }"),
        ("{ IF { 1 == 1 } then { 1 -> ?value } }", "{ if { 1 == 1 } then { 1 -> ?value } }"),
    ],
)
def test_an_n3_text_is_mended(text: str, expected: str, n3_world: N3World) -> None:
    assert mended("n3", text, n3_world.objects.schema) == expected


def test_a_path_is_mended() -> None:
    world = worlds.build(CONTEXT)
    assert mended("attribute", "Poluchatel→mbx", world.schema, worlds.ITEM) == "Poluchatel→mbox"


def test_what_is_underlined_is_the_word_at_the_place() -> None:
    world = worlds.build(CONTEXT)
    text = '$Tema +\n  LENGHT("x")'
    [problem] = diagnose(Source("formula", text, worlds.ITEM), world.schema).problems
    span = span_of(problem, text)
    assert text[span.start : span.end] == "LENGHT"
