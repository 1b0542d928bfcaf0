"""Who may do what: every route of the app is walked, none may escape."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.web.conftest import Service

from vestnik.web.openapi import operations

ANYBODY = {
    ("post", "/session"),
    ("get", "/health"),
    ("get", "/ready"),
}
"""What needs no sign-in."""

EVERYBODY = {
    "count_failures",
    "create_token",
    "count_messages",
    "list_accounts",
    "list_apps",
    "events",
    "list_messages",
    "list_records",
    "list_roles",
    "list_runs",
    "list_templates",
    "list_tokens",
    "list_types",
    "sign_out",
    "who_am_i",
    "find_choices",
    "get_form_state",
    "find_record",
    "get_account",
    "get_app",
    "get_document_content",
    "get_history",
    "get_journal",
    "get_message",
    "export_record",
    "export_list",
    "export_records",
    "get_record",
    "get_run",
    "get_template",
    "list_revisions",
    "change_password",
    "revoke_token",
    "create_record",
    "change_record",
    "delete_record",
    "press_button",
    "press_table_button",
    "upload_document",
    "add_revision",
}
"""Operations that the role user may call; what they show or change is bound by the data's own rights."""

BUILDERS = {
    "apply_package",
    "download_app",
    "plan_package",
    "cancel_message",
    "cancel_run",
    "evaluate_expression",
    "check_expression",
    "explain_message",
    "get_example",
    "export_messages",
    "get_message_content",
    "get_message_file",
    "get_message_source",
    "get_queue",
    "get_suppression",
    "list_lanes",
    "list_places",
    "list_suppressions",
    "list_workers",
    "order_messages",
    "preview_route",
    "redirect_message",
    "retry_message",
    "suggest_name",
    "try_scenario",
    *(
        f"{verb}_{kind}"
        for kind in ("app", "route", "template", "scenario")
        for verb in ("put", "delete", "restore")
    ),
    *(
        f"{verb}{kind}"
        for kind in ("app", "connection", "route", "template", "scenario")
        for verb in ("users_of_", "versions_of_", "version_of_", "compare_")
    ),
    *(f"check_{kind}" for kind in ("app", "route", "template", "scenario")),
    *("get_connection", "get_route", "get_scenario", "list_connections", "list_routes", "list_scenarios"),
}
"""Operations of the role builder, beside those of everybody."""

ADMINISTRATORS = {
    "check_connection",
    "put_connection",
    "delete_connection",
    "restore_connection",
    "test_connection",
    "get_connection_log",
    "list_connection_presets",
    "put_account",
    "delete_account",
    "set_account_password",
    "put_suppression",
    "delete_suppression",
    *(f"{verb}_{place}" for verb in ("pause", "resume") for place in ("lane", "connection", "route")),
}
"""Operations of the role administrator, beside all others."""

PATHS = {
    "name": "nothing",
    "template": "Elpisma",
    "id": "rec.1",
    "button": "OtpravitPismo",
    "login": "nobody",
    "lane": "0",
    "version": "1",
    "kind": "actions",
    "address": "a@example.org",
    "index": "0",
}


def walk(service: Service) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """(method, filled path, operation, what to send) of every operation of the document."""
    document = service.app.openapi()
    for method, path, operation in operations(document):
        filled = path.removeprefix("/api/v1")
        for name, value in PATHS.items():
            filled = filled.replace("{" + name + "}", value)
        sent: dict[str, object] = {}
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            sent["json"] = content["application/json"].get("example", {})
        elif "multipart/form-data" in content:
            sent["files"] = {"file": ("a.txt", b"a")}
        required = [
            one for one in operation.get("parameters", ()) if one.get("required") and one["in"] == "query"
        ]
        sent["params"] = {one["name"]: one.get("example", 1) for one in required}
        yield method, filled, operation["operationId"], sent


def test_every_operation_is_in_one_table(service: Service) -> None:
    known = [operation for method, path, operation, _ in walk(service) if (method, path) not in ANYBODY]
    assert sorted(known) == sorted(set(known)), "an operation id is used twice"
    assert set(known) == EVERYBODY | BUILDERS | ADMINISTRATORS


def test_every_route_of_the_app_is_documented(service: Service) -> None:
    """A route that is left out of the document would escape the walk."""
    documented = set(service.app.openapi()["paths"])
    paths = {path for context in service.app.routes for path in _paths(context)}
    assert paths - documented <= {
        "/",
        "/ui",
        "/ui/{path:path}",
        "/api/v1/openapi.json",
        "/api/v1/docs",
        "/docs/oauth2-redirect",
        "/metrics",
    }


def _paths(route: object) -> list[str]:
    inner = getattr(route, "effective_route_contexts", None)
    if inner is not None:
        return [context.path for context in inner()]
    return [str(getattr(route, "path", ""))]


def test_nothing_is_open_without_a_sign_in(service: Service) -> None:
    api = service.as_(None)
    for method, path, operation, sent in walk(service):
        if (method, path) not in ANYBODY:
            answer = api.request(method, path, **sent)
            assert answer.status_code == 401, f"{operation}: {answer.status_code} {answer.text}"


def test_an_account_without_a_role_is_nobody(service: Service) -> None:
    assert service.as_("nobody").get("/session").status_code == 401


@pytest.mark.parametrize(
    ("login", "forbidden"), [("user", BUILDERS | ADMINISTRATORS), ("builder", ADMINISTRATORS)]
)
def test_a_role_is_refused_what_is_not_its_own(service: Service, login: str, forbidden: set[str]) -> None:
    api = service.as_(login)
    for method, path, operation, sent in walk(service):
        if operation in forbidden:
            answer = api.request(method, path, **sent)
            assert answer.status_code == 403, f"{operation}: {answer.status_code} {answer.text}"
            assert answer.json()["code"] == "forbidden", operation


@pytest.mark.parametrize(
    ("login", "allowed"),
    [("user", EVERYBODY), ("builder", EVERYBODY | BUILDERS), ("admin", BUILDERS | ADMINISTRATORS)],
)
def test_a_role_is_let_into_what_is_its_own(service: Service, login: str, allowed: set[str]) -> None:
    for method, path, operation, sent in walk(service):
        if operation in allowed - {"events", "sign_out", "test_connection", "delete_account"}:
            answer = service.as_(login).request(method, path, **sent)
            assert answer.status_code not in (401, 403, 405, 500) or operation in (
                "change_password",
                "create_token",
            ), f"{operation}: {answer.status_code} {answer.text}"
