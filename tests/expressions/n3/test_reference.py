"""The reference page is that of the declared entries, and they are those of the spec."""

from __future__ import annotations

import pytest
from tests.expressions.n3.conftest import DECLARATIONS, Evaluate
from tests.expressions.n3.test_builtins import shown

from vestnik.expressions.cases.n3_world import World
from vestnik.expressions.n3 import check_n3
from vestnik.expressions.n3 import namespaces as ns
from vestnik.expressions.n3.builtins import REGISTRY
from vestnik.expressions.n3.declare import Constant
from vestnik.expressions.n3.forms import FORMS, Form
from vestnik.expressions.n3.namespaces import short_form
from vestnik.expressions.n3.reference import reference
from vestnik.kernel.text import LANGUAGES, Language

SPEC: dict[str, str] = {
    ns.OBJECT: "findProperty alias findObject property getRootByParentProperty",
    ns.DOCUMENT: "currentRevision revision name title revisionExtension content httpUri attach Document",
    ns.ACCOUNT: "Account Group username fullName displayName mbox phone title department language active status manager "
    "groupName groupUsers userGroupMembership timeZone subGroups isSystemAdministrator office lastLoginDate substitute "
    "substituteDateFrom substituteDateTo extendedBy",
    ns.ROLE: "roleMembers",
    ns.LOGICS: "currentUser securityContext isDisabled value container variantAlias variantName UserTask taskStatus "
    "assignee possibleAssignee dueDate completionDate completedBy title parent id scheduledEndDate",
    ns.SESSION: "context requestTime origin",
    ns.SESSION_OPERATOR: "replace add clear",
    ns.APP_VARIABLE: "getValueByAlias",
    ns.SOLUTION: "getVariableValue",
    ns.STRING_W: "format concatenation regexReplace substring length trim contains matches notMatches lessThan greaterThan "
    "notLessThan notGreaterThan",
    ns.STRING_C: "format concatenation join split replace regexReplace substring indexOf length trim toLower toUpper "
    "contains cutString firstCapital toBase64 fromBase64",
    ns.ENTITY: "indexOf toLower toUpper contains startsWith endsWith",
    ns.IMAGE_BUILTIN: "toPlainText",
    ns.URL: "encode combine",
    ns.UI: "toClientString toQName",
    ns.MATH_W: "sum difference product quotient integerQuotient remainder negation lessThan notLessThan greaterThan "
    "notGreaterThan equalTo notEqualTo min max",
    ns.MATH_C: "sum difference product quotient integerQuotient remainder negation lessThan notLessThan greaterThan "
    "notGreaterThan equalTo notEqualTo min max average round floor ceil",
    ns.NULLABLE: "sum difference product quotient integerQuotient remainder negation lessThan notLessThan greaterThan "
    "notGreaterThan equalTo notEqualTo min max average round floor ceiling startOfDay endOfDay startOfWeek endOfWeek "
    "startOfMonth endOfMonth startOfQuarter endOfQuarter startOfYear endOfYear",
    ns.LIST_W: "member append last ascending",
    ns.LIST_C: "length at ascending descending",
    ns.RDF: "last type",
    ns.TIME_C: "startOfDay endOfDay year month day hour minute second getSpan addDuration subDuration toDuration isoFormat "
    "startOfWeek startOfMonth fromTzToTz makeDate isToday timeZoneHours",
    ns.TIME_UTC: "startOfDay endOfDay year month day hour minute second",
    ns.TIME_DURATION: "add",
    ns.TIME_W: "inSeconds",
    ns.DURATION: "days hours minutes",
    ns.ASSERT: "count distinct union sort",
    ns.CONTAINER: "alias",
    ns.CONVERT: "enumValue",
    ns.L10N: "text lang data",
    ns.TASK: "objectId",
    ns.TASK_STATUS: "inProgress completed",
    ns.PROCESS: "businessObject status name hasTokenError",
    ns.CONFIGURATION: "baseUri Configuration",
    ns.DATASET_SORT: "stringComparer timeComparer",
}
"""Every MUST and SHOULD name of spec/n3.md 5, by namespace (`variable:NAME` is the language's own)."""


@pytest.mark.parametrize("space", SPEC)
def test_every_must_and_should_of_the_spec_is_there(space: str) -> None:
    missing = [name for name in SPEC[space].split() if space + name not in REGISTRY.by_iri]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_on_the_page(language: Language) -> None:
    page = reference(language)
    assert all(f"`{short_form(iri)}`" in page for iri in REGISTRY.by_iri)
    assert all(
        entry.about.of(language) in page for entry in REGISTRY.entries() if not isinstance(entry, Constant)
    )


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.written)
def test_a_construct_does_what_the_page_says(form: Form, evaluate: Evaluate, world: World) -> None:
    if form.why is None:
        found = evaluate(form.example)
        assert tuple(str(shown(value)) for value in found) == form.results
        return
    problems = check_n3(DECLARATIONS + "{ " + form.example + " }", world.objects.schema).problems
    assert [problem.code for problem in problems][:1] == list(form.results)


def test_what_is_missing_is_told_with_its_reason(world: World) -> None:
    for iri, why in REGISTRY.later.items():
        problems = check_n3(f"{{ ?item <{iri}> ?value }}", world.objects.schema).problems
        assert problems[0].code == "unsupported"
        assert why.ru in problems[0].message.ru
        assert why.en in problems[0].message.en
