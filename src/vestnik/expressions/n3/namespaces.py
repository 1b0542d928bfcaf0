"""The namespaces of the dialect and the prefixes by which authors know them (spec/n3.md 5)."""

from __future__ import annotations

from typing import Final

_C: Final = "http://comindware.com/"
_W: Final = "http://www.w3.org/"

OBJECT: Final = _C + "ontology/object#"
DOCUMENT: Final = _C + "ontology/document#"
ACCOUNT: Final = _C + "ontology/account#"
ROLE: Final = _C + "ontology/role#"
LOGICS: Final = _C + "logics#"
SESSION: Final = _C + "ontology/session#"
SESSION_VARIABLE: Final = _C + "ontology/session/variable#"
SESSION_OPERATOR: Final = _C + "ontology/session/operator#"
SESSION_CONTEXT: Final = _C + "ontology/session/context#"
LOGICS_SESSION: Final = _C + "logics/session/context#"
APP_VARIABLE: Final = _C + "ontology/variable#"
SOLUTION: Final = _C + "ontology/solution#"
STRING_W: Final = _W + "2000/10/swap/string#"
STRING_C: Final = _C + "logics/string#"
ENTITY: Final = _C + "ontology/entity#"
IMAGE_BUILTIN: Final = _C + "ontology/image/builtin#"
IMAGE: Final = _C + "ontology/image#"
URL: Final = _C + "logics/url#"
UI: Final = _C + "ontology/ui#"
MATH_W: Final = _W + "2000/10/swap/math#"
MATH_C: Final = _C + "logics/math#"
NULLABLE: Final = _C + "ontology/entity/nullable#"
LIST_W: Final = _W + "2000/10/swap/list#"
LIST_C: Final = _C + "logics/list#"
TIME_C: Final = _C + "logics/time#"
TIME_UTC: Final = _C + "logics/time/utc#"
TIME_LOCAL: Final = _C + "logics/time/local#"
TIME_DURATION: Final = _C + "logics/time/duration#"
TIME_W: Final = _W + "2000/10/swap/time#"
DURATION: Final = _C + "logics/duration#"
ASSERT: Final = _C + "logics/assert#"
RDF: Final = _W + "1999/02/22-rdf-syntax-ns#"
CONTAINER: Final = _C + "ontology/container#"
CONVERT: Final = _C + "logics/convertions#"
L10N: Final = _C + "ontology/l10n#"
TASK: Final = _C + "ontology/task#"
TASK_STATUS: Final = _C + "ontology/taskStatus#"
PROCESS: Final = _C + "ontology/process#"
CONFIGURATION: Final = _C + "ontology/configuration#"
DATASET_SORT: Final = _C + "ontology/dataset/sort#"
LOGICS_SORT: Final = _C + "logics/sort#"
XSD: Final = _W + "2001/XMLSchema#"

PREFIXES: Final[dict[str, str]] = {
    "object": OBJECT,
    "cmwobject": OBJECT,
    "document": DOCUMENT,
    "account": ACCOUNT,
    "role": ROLE,
    "cmw": LOGICS,
    "session": SESSION,
    "variable": SESSION_VARIABLE,
    "operator": SESSION_OPERATOR,
    "context": SESSION_CONTEXT,
    "globalvariable": APP_VARIABLE,
    "solution": SOLUTION,
    "string": STRING_W,
    "cmwstring": STRING_C,
    "cmwentity": ENTITY,
    "entity": ENTITY,
    "builtin": IMAGE_BUILTIN,
    "cmwurl": URL,
    "url": URL,
    "ui": UI,
    "math": MATH_W,
    "cmwmath": MATH_C,
    "cmwnullable": NULLABLE,
    "nullable": NULLABLE,
    "list": LIST_W,
    "cmwlist": LIST_C,
    "time": TIME_W,
    "cmwtime": TIME_C,
    "cmwutc": TIME_UTC,
    "cmwdur": TIME_DURATION,
    "cmwduration": DURATION,
    "duration": DURATION,
    "assert": ASSERT,
    "rdf": RDF,
    "container": CONTAINER,
    "convert": CONVERT,
    "l10n": L10N,
    "task": TASK,
    "taskStatus": TASK_STATUS,
    "process": PROCESS,
    "configuration": CONFIGURATION,
    "sort": DATASET_SORT,
    "xsd": XSD,
}
"""Prefixes as the reference's pages spell them; the author's choice is free, only the IRI counts."""

CASE_FREE: Final = frozenset((TIME_C, TIME_UTC, TIME_LOCAL, TIME_DURATION, TIME_W, DURATION))
"""Where a name that differs in case only is accepted with a warning (a page writes `cmwtime:Year`)."""


def namespace_of(iri: str) -> str:
    """The IRI up to and with its last `#` or `/`."""
    cut = max(iri.rfind("#"), iri.rfind("/"))
    return iri[: cut + 1]


def short_form(iri: str) -> str:
    """`prefix:local` with the well-known prefix, for messages and documentation; the IRI itself when there is none."""
    space = namespace_of(iri)
    prefix = next((name for name, known in PREFIXES.items() if known == space), None)
    return f"{prefix}:{iri[len(space) :]}" if prefix else f"<{iri}>"
