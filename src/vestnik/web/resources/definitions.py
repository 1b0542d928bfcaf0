"""Connections, routes, templates, scenarios and apps: the same things for each kind (`/connections/{name}` ...)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Response

from vestnik.access.rights import Right
from vestnik.definitions.definitions import Definitions
from vestnik.definitions.values import Definition, Saved
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.definition_shapes import (
    ComparisonShape,
    DefinitionShape,
    ReviewShape,
    SavedShape,
    UserShape,
    VersionShape,
    affected_json,
    changes_json,
    definition_json,
    user_json,
    version_json,
)
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, IN_USE, STALE, Paged

FOLDERS = {
    "connections": "connection",
    "routes": "route",
    "templates": "template",
    "scenarios": "scenario",
    "apps": "app",
}

router = APIRouter(route_class=ExactRoute, responses=ERRORS)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
NumberAsked = Annotated[int, Query(ge=1, le=2**31 - 1)]
Given = Annotated[
    dict[str, Any],
    Body(
        description="As in the YAML file; `kind` and `name` may be left out",
        examples=[{"type": "smtp_send", "connection": "mail", "description": "Письма из записей"}],
    ),
]
NEW: dict[int | str, dict[str, Any]] = {201: {"model": SavedShape, "description": "It is new"}}


def _change(kind: str) -> Right:
    """What a change needs at least; the kind itself asks for more where the content calls for it (`Kind.permit`)."""
    return Right.ADMINISTER if kind == "connection" else Right.BUILD


def _add(folder: str, kind: str) -> None:
    """The routes of one kind."""
    tags: list[str | Enum] = [folder]
    see = Right.USE if kind in ("template", "app") else Right.BUILD
    change = _change(kind)

    @router.get(f"/{folder}", tags=tags, name=f"list_{folder}", response_model=Paged[DefinitionShape])
    def listed(
        call: Caller,
        q: Annotated[str, Query(max_length=200)] = "",
        app: Annotated[str | None, Query(max_length=128)] = None,
        type: Annotated[list[str] | None, Query(max_length=50, examples=[["smtp_send"]])] = None,
        uses: Annotated[
            str | None, Query(max_length=160, pattern=r"^[a-z]+/.+$", examples=["connection/mail"])
        ] = None,
        cursor: str | None = None,
        limit: int = 50,
        count: bool = False,
    ) -> Response:
        """Those of this kind by name; `q` finds names, titles and descriptions, `app` those of one app.

        `type`: of one of these types. `uses`: those that refer to a definition, given as kind and name.
        """
        call.require(see)
        kind_used, _, name_used = (uses or "").partition("/")
        wanted: dict[str, Any] = {
            "q": q,
            "app": app,
            "types": type,
            "uses": (kind_used, name_used) if uses else None,
        }
        with call.system.db.read() as tx:
            definitions = call.definitions(tx)
            page = definitions.list(kind, **wanted, cursor=cursor, limit=limit)
            answer: dict[str, Any] = {
                "items": [definition_json(found, call.language) for found in page.items],
                "next": page.next,
            }
            if count:
                answer["total"] = definitions.count(kind, **wanted)
        return Reply(answer)

    @router.get(f"/{folder}/{{name}}", tags=tags, name=f"get_{kind}", response_model=DefinitionShape)
    def get(name: str, call: Caller) -> Response:
        """One as it is now; `ETag` is its version."""
        call.require(see)
        with call.system.db.read() as tx:
            found = call.definitions(tx).get(kind, name)
        return _with_etag(Reply(definition_json(found, call.language)), found.version)

    @router.put(
        f"/{folder}/{{name}}",
        tags=tags,
        name=f"put_{kind}",
        response_model=SavedShape,
        responses=NEW | STALE,
    )
    def put(name: str, call: Caller, body: Given) -> Response:
        """Create or replace one. An active one with errors is refused; a route is switched off instead."""
        call.require(change)
        return _saved(
            call, kind, name, lambda all_: all_.save(kind, name, body, expected_version=call.if_match)
        )

    @router.delete(
        f"/{folder}/{{name}}", tags=tags, name=f"delete_{kind}", status_code=204, responses=STALE | IN_USE
    )
    def delete(name: str, call: Caller) -> Response:
        """Remove one that nothing refers to; its versions stay."""
        call.require(change)
        call.system.db.run(lambda tx: call.definitions(tx).delete(kind, name, expected_version=call.if_match))
        return Response(status_code=204)

    @router.post(f"/{folder}/{{name}}/check", tags=tags, name=f"check_{kind}", response_model=ReviewShape)
    def check(name: str, call: Caller, body: Given) -> Response:
        """What a save of this draft would say; nothing is saved, the name need not exist."""
        call.require(change)
        review = call.system.db.run(lambda tx: call.definitions(tx).review(kind, name, body))
        return Reply(
            {
                "ok": review.ok,
                "problems": [problem.as_json(call.language) for problem in review.problems],
                "disabled": review.disabled,
                "affected": affected_json(review.affected, call.language),
            }
        )

    @router.get(
        f"/{folder}/{{name}}/users", tags=tags, name=f"users_of_{kind}", response_model=Paged[UserShape]
    )
    def users(name: str, call: Caller) -> Response:
        """Who refers to it."""
        call.require(Right.BUILD)
        with call.system.db.read() as tx:
            definitions = call.definitions(tx)
            items = [user_json(definitions, one) for one in definitions.users(kind, name)]
        return Reply({"items": items, "next": None})


def _add_history(folder: str, kind: str) -> None:
    tags: list[str | Enum] = [folder]

    @router.get(
        f"/{folder}/{{name}}/versions",
        tags=tags,
        name=f"versions_of_{kind}",
        response_model=Paged[VersionShape],
    )
    def versions(name: str, call: Caller, cursor: str | None = None, limit: int = 50) -> Response:
        """Every save, newest first."""
        call.require(Right.BUILD)
        with call.system.db.read() as tx:
            page = call.definitions(tx).versions(kind, name, cursor=cursor, limit=limit)
        return Reply({"items": [version_json(one) for one in page.items], "next": page.next})

    @router.get(
        f"/{folder}/{{name}}/versions/{{version}}",
        tags=tags,
        name=f"version_of_{kind}",
        response_model=VersionShape,
    )
    def version(name: str, version: Number, call: Caller) -> Response:
        """One save with its body."""
        call.require(Right.BUILD)
        with call.system.db.read() as tx:
            return Reply(version_json(call.definitions(tx).version(kind, name, version)))

    @router.get(
        f"/{folder}/{{name}}/compare", tags=tags, name=f"compare_{kind}", response_model=ComparisonShape
    )
    def compare(name: str, older: NumberAsked, newer: NumberAsked, call: Caller) -> Response:
        """What differs between two versions."""
        call.require(Right.BUILD)
        with call.system.db.read() as tx:
            found = call.definitions(tx).compare(kind, name, older, newer)
        return Reply({"older": older, "newer": newer, "changes": changes_json(tuple(found))})

    @router.post(
        f"/{folder}/{{name}}/versions/{{version}}/restore",
        tags=tags,
        name=f"restore_{kind}",
        response_model=SavedShape,
        responses=NEW | STALE,
    )
    def restore(name: str, version: Number, call: Caller) -> Response:
        """Save an older body as a new version, also of one that was deleted."""
        call.require(_change(kind))
        return _saved(
            call,
            kind,
            name,
            lambda all_: all_.restore(kind, name, version, expected_version=call.if_match),
        )


for _folder, _kind in FOLDERS.items():
    _add(_folder, _kind)
    _add_history(_folder, _kind)


def _saved(call: Call, kind: str, name: str, save: Callable[[Definitions], Saved]) -> Reply:
    def work(tx: Transaction) -> tuple[Saved, Definition]:
        definitions = call.definitions(tx)
        return save(definitions), definitions.get(kind, name)

    saved, found = call.system.db.run(work)
    answer = definition_json(found, call.language) | {
        "disabled": saved.disabled,
        "affected": affected_json(saved.affected, call.language),
    }
    return _with_etag(Reply(answer, 201 if saved.created else 200), found.version)


def _with_etag(reply: Reply, version: int) -> Reply:
    reply.headers["ETag"] = f'"{version}"'
    return reply
