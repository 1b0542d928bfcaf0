"""What is told when a text is saved: the problem, its place, the way out."""

from __future__ import annotations

import pytest

from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.n3 import check_n3, compile_n3
from vestnik.expressions.n3.namespaces import PREFIXES
from vestnik.kernel.problem import Invalid, Problem

PRINTED = """\
# Импортируем функции для работы с записями и документами
@prefix object: <http://comindware.com/ontology/object#>.
@prefix document: <http://comindware.com/ontology/document#>.

{
    # Находим атрибут Vlozhenie  (Вложение) в шаблоне Elpisma (Эл. письма).
    ("Elpisma" "Vlozhenie") object:findProperty ?VlozhenieAttribute.
    # Присваиваем переменной ?Vlozhenie объект из атрибута «Вложение».
    ?item ?VlozhenieAttribute ?Vlozhenie.
    # В переменную ?currentDocument помещаем последнюю добавленную версию документа.
    ?Vlozhenie document:currentRevision ?currentDocument.
    # Помещаем в переменную value содержимое текущего документа.
    ?content document:content ?value.
}
"""
"""The Content expression of the worked example, as its page prints it."""

PREFIX = " ".join(f"@prefix {name}: <{iri}>." for name, iri in PREFIXES.items())


def problems(world: World, goals: str, **options: object) -> list[Problem]:
    text = f"{PREFIX}\n{{ {goals} }}"
    return check_n3(text, world.objects.schema, **options).problems  # type: ignore[arg-type]


def only(world: World, goals: str, **options: object) -> Problem:
    found = [problem for problem in problems(world, goals, **options) if problem.code != "unused_variable"]
    assert len(found) == 1, found
    return found[0]


def test_the_printed_content_expression_is_refused_in_the_words_of_the_spec(world: World) -> None:
    (problem,) = check_n3(PRINTED, world.objects.schema).problems
    assert (problem.code, problem.line, problem.column) == ("never_bound", 13, 5)
    assert problem.message.en == (
        "?content (line 13, column 5) is never given a value; ?currentDocument, bound on line 11, is not used. "
        "Did you mean ?currentDocument document:content ?value?"
    )
    assert problem.suggestion == "?currentDocument"
    assert "строка 13, столбец 5" in problem.message.ru


def test_the_corrected_content_expression_is_a_text_without_problems(world: World) -> None:
    diagnosis = check_n3(PRINTED.replace("?content", "?currentDocument"), world.objects.schema)
    assert diagnosis.problems == []
    assert diagnosis.kind == "text"


def test_compiling_raises_every_problem_errors_first(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        compile_n3(
            "@prefix a: <http://example.org/> { 1 -> ?x. 2 -> ?x. ?never -> ?value. }",
            world.objects.schema,
            effects_allowed=False,
        )
    codes = [problem.code for problem in caught.value.problems]
    assert codes[0] == "never_bound"
    assert {"prefix_dot", "reassigned"} <= set(codes)


def test_an_undeclared_prefix_comes_with_its_declaration(world: World) -> None:
    diagnosis = check_n3("{ ?item account:mbox ?value. }", world.objects.schema)
    (problem,) = diagnosis.problems
    assert (problem.code, problem.column) == ("unknown_prefix", 9)
    assert problem.suggestion == "@prefix account: <http://comindware.com/ontology/account#>."


def test_a_mistyped_prefix_suggests_the_declared_one(world: World) -> None:
    text = "@prefix account: <http://comindware.com/ontology/account#>. { ?item acount:mbox ?value. }"
    (problem,) = check_n3(text, world.objects.schema).problems
    assert (problem.code, problem.suggestion) == ("unknown_prefix", "account")


@pytest.mark.parametrize(
    ("goals", "code", "column", "suggestion"),
    [
        ('"a" cmwstring:toLowr ?value.', "unknown_builtin", 7, "toLower"),
        ("?value a account:Acount.", "unknown_builtin", 12, "Account"),
        ('("Elpism" "Tema") object:findProperty ?value.', "unknown_template", 4, "Elpisma"),
        ('("Elpisma" "tema") object:findProperty ?value.', "unknown_attribute", 14, "Tema"),
        ('("Pochta" "Zakazy" "nomer" "1") object:findObject ?value.', "unknown_attribute", 22, "Nomer"),
        ('("Status" "New") convert:enumValue ?value.', "unknown_enum_value", 13, "new"),
        ('("Statis" "new") convert:enumValue ?value.', "unknown_enum_value", 4, "Status"),
        ('?value a [object:alias "Elpizma"].', "unknown_alias", 26, "Elpisma"),
        ('"1"^^xsd:intger -> ?value.', "bad_literal", 8, "integer"),
        ('"2025-02-30T00:00:00Z"^^xsd:dateTime -> ?value.', "bad_literal", 3, None),
        ('?value a "text".', "type_error", 12, "->"),
        ("?item account:password ?value.", "unsupported", 9, None),
        ("{ 1 -> ?x. } -> ?value.", "unsupported", 3, None),
        ("({ 1 -> ?value. }) assert:union false.", "unsupported", 3, None),
        ("? == ?. 1 -> ?value.", "never_bound", 3, None),
        ('"a" -> ?valeu. ?valeu == "a".', "no_output", 1, "?valeu"),
        ("?item <http://example.org/p> ?value.", "unknown_iri", 9, None),
        ("?d cmwtime:Year ?value.", "never_bound", 3, None),
    ],
)
def test_a_slip_is_named_where_it_stands(
    world: World, goals: str, code: str, column: int, suggestion: str | None
) -> None:
    found = [problem for problem in problems(world, goals) if problem.code == code]
    assert [(problem.line, problem.column, problem.suggestion) for problem in found] == [
        (2, column, suggestion)
    ]
    others = {problem.code for problem in problems(world, goals) if problem.severity == "error"} - {code}
    assert others == set()


def test_effects_are_refused_where_nothing_may_change(world: World) -> None:
    goals = 'variable:x operator:replace 1. ("djE=" "a") document:attach ?value.'
    found = problems(world, goals, effects_allowed=False)
    assert [problem.code for problem in found] == ["unsupported", "unsupported"]
    assert problems(world, goals, effects_allowed=True) == []


def test_the_nearest_bound_name_is_suggested_when_all_are_used(world: World) -> None:
    problem = only(world, '"a" -> ?Tema. ?Tema == "a". ?tema -> ?value.')
    assert (problem.code, problem.suggestion) == ("never_bound", "?Tema")


def test_a_value_on_some_paths_only_is_a_warning(world: World) -> None:
    problem = only(world, "if { 1 == 1. } then { 1 -> ?x. } else { }. ?x -> ?value.")
    assert (problem.code, problem.severity) == ("maybe_unbound", "warning")


def test_blocks_that_keep_their_variables_bind_nothing_outside(world: World) -> None:
    for block in ("not { 1 -> ?x. }", "from { 1 -> ?x. } select ?x -> ?l.", "{ 1 -> ?x. } assert:count ?n."):
        codes = [problem.code for problem in problems(world, f"{block} ?x -> ?value.")]
        assert "never_bound" in codes, block


def test_blocks_that_export_bind_outside(world: World) -> None:
    for block in (
        "once { 1 -> ?x. }",
        "if { 1 -> ?x. } then { }",
        "or { 1 -> ?x. } or { 2 -> ?x. }",
        "({ 1 -> ?x. } { 2 -> ?x. }) assert:union true.",
        "{ 1 -> ?x. } assert:distinct ?x.",
        "from { } select 1 -> ?x.",
    ):
        assert problems(world, f"{block} ?x -> ?value.") == [], block


def test_a_table_filter_has_no_input(world: World) -> None:
    codes = [p.code for p in problems(world, "?item -> ?value.", input_bound=False)]
    assert codes == ["never_bound"]
    assert problems(world, "?item a account:Account.", input_bound=False, output="item") == []


@pytest.mark.parametrize(
    ("goals", "kind", "target"),
    [
        ('("Elpisma" "Zakaz") object:findProperty ?p. ?item ?p ?value.', "reference", "Zakazy"),
        ('("Elpisma" "Srochno") object:findProperty ?p. ?item ?p ?value.', "boolean", None),
        ('("Elpisma" "Srok") object:findProperty ?p. ?item ?p ?value.', "datetime", None),
        ("(1 2) math:sum ?value.", "number", None),
        ("1 -> ?x. ?x -> ?value.", "number", None),
        ('or { 1 -> ?value. } or { "a" -> ?value. }', None, None),
        ("{ 1 -> ?x. ?x == 1. } assert:count ?value.", "number", None),
        ("?value a account:Account.", "reference", None),
    ],
)
def test_the_kind_of_the_result_is_inferred(
    world: World, goals: str, kind: str | None, target: str | None
) -> None:
    diagnosis = check_n3(f"{PREFIX} {{ {goals} }}", world.objects.schema)
    assert (diagnosis.kind, diagnosis.target) == (kind, target)


def test_a_text_is_compiled_once_per_revision(world: World) -> None:
    first = compile_n3("{ 1 -> ?value. }", world.objects.schema, effects_allowed=False)
    assert compile_n3("{ 1 -> ?value. }", world.objects.schema, effects_allowed=False) is first
    assert compile_n3("{ 1 -> ?value. }", world.objects.schema, effects_allowed=True) is not first
