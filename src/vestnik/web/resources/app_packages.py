"""Apps as packages: download one, see what another would change, put it in.

Routers are added by the names of their modules, so these come before `/apps/{name}`. A package is planned and applied by
two requests that both carry it: nothing is kept between them, and the plan's revision tells whether it still holds.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Response, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.definitions.folder import package
from vestnik.definitions.folder.apply import Plan, Step, apply, needed_secrets, plan
from vestnik.definitions.folder.export import export
from vestnik.definitions.folder.read import AppFolder, read_folder
from vestnik.kernel.problem import Invalid, Problem, Refused
from vestnik.kernel.text import Text
from vestnik.storage.transaction import Transaction
from vestnik.web.call import Call, Caller
from vestnik.web.definition_shapes import (
    AffectedShape,
    DifferenceShape,
    KindName,
    Name,
    affected_json,
    changes_json,
)
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.shapes import ERRORS, STALE, ProblemShape, Shape

router = APIRouter(prefix="/apps", tags=["apps"], route_class=ExactRoute, responses=ERRORS)

MEDIA_TYPE = "application/zip"
MAX_SECRETS = 65_536
"""Characters of all secrets of a package."""

_CHUNK = 1 << 16


class PackageTooLarge(Refused):
    code = "package_too_large"
    text = Text("Пакет больше {most} МБ", "The package has more than {most} MB")


class BadSecrets(Refused):
    code = "bad_secrets"
    text = Text(
        "secrets — объект JSON: имя переменной и значение", "secrets is a JSON object of names and values"
    )


class WouldSwitchOff(Refused):
    code = "package_switches_off"
    text = Text(
        "Не применено: из-за ошибок отключились бы {names}. Исправьте их или отключите в файле: disabled: true",
        "Nothing was applied: errors would switch off {names}. Correct them, or switch them off in the file: disabled: true",
    )


class PackageStepShape(Shape):
    """What happens to one definition. disabled: the system would switch it off because of its problems."""

    action: Literal["create", "change", "delete", "unchanged"]
    kind: KindName
    name: Name
    title: Annotated[str, Field(examples=["Отправка писем"])]
    changes: list[DifferenceShape]
    problems: list[ProblemShape]
    disabled: bool
    affected: list[AffectedShape]


class NeededSecretShape(Shape):
    """A secret that the package only names, and that this system does not have yet."""

    name: Annotated[str, Field(examples=["VESTNIK_SECRET_MAIL_PASSWORD"])]
    kind: KindName
    definition: Annotated[str, Field(examples=["mail"])]
    field: Annotated[str, Field(examples=["password"])]


class PackagePlanShape(Shape):
    """What a package changes. ok: it may be applied. revision: of the configuration that the plan is made for.

    problems: what is wrong with the package; then there are no steps. secrets: to be given before there can be a plan.
    """

    ok: bool
    app: Annotated[str | None, Field(examples=["Pochta"])]
    revision: Annotated[int | None, Field(examples=[12])]
    steps: list[PackageStepShape]
    problems: list[ProblemShape]
    secrets: list[NeededSecretShape]


def _builder(call: Caller) -> Call:
    """The right is asked about before the form is."""
    call.require(Right.BUILD)
    return call


Builder = Annotated[Call, Depends(_builder)]
Secrets = Annotated[
    str, Form(max_length=MAX_SECRETS, description="JSON: values of the secrets that the package names")
]
Prune = Annotated[bool, Form(description="Delete what this app once brought and the package has no more")]


@router.get("/{name}/package", responses={200: {"content": {MEDIA_TYPE: {"example": "PK"}}}})
def download_app(name: str, call: Builder) -> Response:
    """An app with its definitions, and those of no app that they use, as a ZIP file; secrets are only named in it."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    try:
        with tempfile.TemporaryDirectory() as folder, call.system.db.read() as tx:
            export(call.definitions(tx), name, Path(folder))
            package.pack(Path(folder), made)
    except BaseException:
        made.close()
        raise
    size = made.tell()
    made.seek(0)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.zip', safe='')}",
        "Content-Length": str(size),
    }
    return StreamingResponse(_chunks(made), media_type=MEDIA_TYPE, headers=headers)


@router.post("/packages/plan", response_model=PackagePlanShape)
def plan_package(call: Builder, file: UploadFile, secrets: Secrets = "", prune: Prune = False) -> Response:
    """What a package would create, change and leave; nothing is changed."""
    given = _secrets(secrets)
    try:
        with _opened(call, file, given) as folder:
            return Reply(call.system.db.run(lambda tx: _planned(call, tx, folder, prune)))
    except Invalid as refused:
        return Reply(_plan_json(call, None, problems=refused.problems))


@router.post("/packages/apply", response_model=PackagePlanShape, responses=STALE)
def apply_package(
    call: Builder,
    file: UploadFile,
    revision: Annotated[int, Form(ge=0, le=2**53, description="Of the plan that was agreed to")],
    secrets: Secrets = "",
    prune: Prune = False,
) -> Response:
    """Do what the plan said, all of it or nothing; what was done."""
    given = _secrets(secrets)
    with _opened(call, file, given) as folder:

        def work(tx: Transaction) -> Plan:
            agreed = Plan(folder.app, revision, ())
            done = apply(call.definitions(tx), folder, prune=prune, planned=agreed)
            if off := [step.name for step in done.steps if step.disabled]:
                raise WouldSwitchOff(names=", ".join(off))
            return done

        return Reply(_plan_json(call, call.system.db.run(work), folder))


def _planned(call: Call, tx: Transaction, folder: AppFolder, prune: bool) -> dict[str, Any]:
    definitions = call.definitions(tx)
    if needed := needed_secrets(definitions, folder):
        secrets = [
            {
                "name": source.env or str(source),
                "kind": one.kind,
                "definition": one.name,
                "field": ".".join(map(str, path)),
            }
            for one, path, source in needed
        ]
        return _plan_json(call, None, folder) | {"secrets": secrets}
    return _plan_json(call, plan(definitions, folder, prune=prune), folder)


def _plan_json(
    call: Call, found: Plan | None, folder: AppFolder | None = None, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """A `PackagePlanShape`."""
    steps = found.steps if found else ()
    titles = {one.reference: one.draft.body.get("title") for one in folder.drafts} if folder else {}
    return {
        "ok": found is not None and not any(step.disabled for step in steps),
        "app": folder.app if folder else None,
        "revision": found.revision if found else None,
        "steps": [_step_json(call, step, titles.get(step.reference)) for step in steps],
        "problems": [problem.as_json(call.language) for problem in problems],
        "secrets": [],
    }


def _step_json(call: Call, step: Step, title: Any) -> dict[str, Any]:
    return {
        "action": step.action,
        "kind": step.kind,
        "name": step.name,
        "title": str(title or step.name),
        "changes": changes_json(step.differences),
        "problems": [problem.as_json(call.language) for problem in step.problems],
        "disabled": step.disabled,
        "affected": affected_json(step.affected, call.language),
    }


@contextmanager
def _opened(call: Call, file: UploadFile, given: Mapping[str, str]) -> Iterator[AppFolder]:
    """The package as definitions. Its secrets are those that were sent with it: never this machine's own.

    Raises:
        PackageTooLarge. Invalid: every problem of every file.
    """
    if (file.size or 0) > package.MAX_BYTES:
        raise PackageTooLarge(most=package.MAX_BYTES >> 20, path=("file",))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package.unpack(file.file, folder)
        yield read_folder(folder, call.system.kinds, given, secret_files=False)


def _secrets(given: str) -> dict[str, str]:
    try:
        found = json.loads(given or "{}")
    except (json.JSONDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise BadSecrets(path=("secrets",))
    return found


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
