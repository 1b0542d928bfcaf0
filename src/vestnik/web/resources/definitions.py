"""Connections, routes, templates and scenarios: the same five things for each kind (`/connections/{name}` ...)."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response

from vestnik.access.rights import Right
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.values import Definition, Saved, Version
from vestnik.kernel.text import Language, Text
from vestnik.kernel.values import to_json
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, DefinitionShape, PageShape, SavedShape

FOLDERS = {
    "connections": ("connection", Text("Подключения", "Connections")),
    "routes": ("route", Text("Пути передачи данных", "Communication routes")),
    "templates": ("template", Text("Шаблоны записей", "Record templates")),
    "scenarios": ("scenario", Text("Сценарии", "Scenarios")),
    "apps": ("app", Text("Приложения", "Apps")),
}

router = APIRouter(route_class=ExactRoute, responses=ERRORS)


def _add(folder: str, kind: str, label: Text) -> None:
    tags: list[str | Enum] = [folder]
    see = Right.USE if kind == "template" else Right.BUILD

    @router.get(
        f"/{folder}", tags=tags, name=f"list_{folder}", response_model=PageShape, summary=f"List {label.en}"
    )
    def listed(
        call: Caller,
        q: Annotated[str, Query(max_length=200)] = "",
        cursor: str | None = None,
        limit: int = 50,
        count: bool = False,
    ) -> Response:
        call.require(see)
        with call.system.db.read() as tx:
            definitions = call.definitions(tx)
            page = definitions.list(kind, q=q, cursor=cursor, limit=limit)
            answer: dict[str, Any] = {
                "items": [shown(found, call.language) for found in page.items],
                "next": page.next,
            }
            if count:
                answer["total"] = definitions.count(kind, q=q)
        return Reply(answer)

    @router.get(f"/{folder}/{{name}}", tags=tags, name=f"get_{kind}", response_model=DefinitionShape)
    def get(name: str, call: Caller) -> Response:
        call.require(see)
        with call.system.db.read() as tx:
            found = call.definitions(tx).get(kind, name)
        return _with_etag(Reply(shown(found, call.language)), found.version)

    @router.put(
        f"/{folder}/{{name}}",
        tags=tags,
        name=f"put_{kind}",
        response_model=SavedShape,
        responses={201: {"model": SavedShape, "description": "It is new"}},
    )
    def put(name: str, call: Caller, body: Annotated[dict[str, Any], Body()]) -> Response:
        saved, found = call.system.db.run(
            lambda tx: _save(call.definitions(tx), kind, name, body, call.if_match)
        )
        answer = shown(found, call.language) | {
            "disabled": saved.disabled,
            "affected": [
                {
                    "kind": one.kind,
                    "name": one.name,
                    "problems": [problem.as_json(call.language) for problem in one.problems],
                }
                for one in saved.affected
            ],
        }
        return _with_etag(Reply(answer, 201 if saved.created else 200), found.version)

    @router.delete(f"/{folder}/{{name}}", tags=tags, name=f"delete_{kind}", status_code=204)
    def delete(name: str, call: Caller) -> Response:
        call.system.db.run(lambda tx: call.definitions(tx).delete(kind, name, expected_version=call.if_match))
        return Response(status_code=204)

    @router.get(
        f"/{folder}/{{name}}/versions", tags=tags, name=f"versions_of_{kind}", response_model=PageShape
    )
    def versions(name: str, call: Caller, cursor: str | None = None, limit: int = 50) -> Response:
        call.require(Right.BUILD)
        with call.system.db.read() as tx:
            page = call.definitions(tx).versions(kind, name, cursor=cursor, limit=limit)
        return Reply({"items": [_version(one) for one in page.items], "next": page.next})

    @router.get(f"/{folder}/{{name}}/users", tags=tags, name=f"users_of_{kind}", response_model=PageShape)
    def users(name: str, call: Caller) -> Response:
        call.require(Right.BUILD)
        with call.system.db.read() as tx:
            found = call.definitions(tx).users(kind, name)
        return Reply(
            {"items": [{"kind": one.kind, "name": one.name, "part": one.part} for one in found], "next": None}
        )


for _folder, (_kind, _label) in FOLDERS.items():
    _add(_folder, _kind, _label)


def shown(found: Definition, language: Language) -> dict[str, Any]:
    """A definition as the API shows it."""
    return {
        "id": f"{_ID_KINDS.get(found.kind, found.kind)}.{found.id}",
        "kind": found.kind,
        "name": found.name,
        "title": found.title,
        "version": found.version,
        "active": found.active,
        "body": found.body,
        "secrets": list(found.secrets),
        "problems": [problem.as_json(language) for problem in found.problems],
        "app": found.app,
        "author": found.author,
        "created": to_json(found.created),
        "changed": to_json(found.time),
    }


_ID_KINDS = {"template": "oa", "connection": "channel", "scenario": "trigger"}


def _save(
    definitions: Definitions, kind: str, name: str, body: dict[str, Any], expected: int | None
) -> tuple[Saved, Definition]:
    saved = definitions.save(kind, name, body, expected_version=expected)
    return saved, definitions.get(kind, name)


def _version(one: Version) -> dict[str, Any]:
    return {
        "version": one.version,
        "author": one.author,
        "time": to_json(one.time),
        "body": one.body,
        "changes": [change.as_json() for change in one.changes],
    }


def _with_etag(reply: Reply, version: int) -> Reply:
    reply.headers["ETag"] = f'"{version}"'
    return reply
