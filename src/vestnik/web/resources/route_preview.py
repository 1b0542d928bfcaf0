"""What a route makes of sample values or of a message (`POST /routes/{name}/preview`)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Response
from pydantic import Field

from vestnik.access.rights import Right
from vestnik.connections.base import SendingConnection
from vestnik.kernel.problem import Refused
from vestnik.kernel.text import Text
from vestnik.kernel.values import Ref
from vestnik.records.documents import Documents
from vestnik.routes.files import StoredFile
from vestnik.routes.message_json import message_from_json
from vestnik.routes.preview import preview
from vestnik.routes.sending import SendingRoute
from vestnik.web.call import Caller
from vestnik.web.exact_json import ExactRoute, Reply
from vestnik.web.letter_shapes import PreviewShape
from vestnik.web.shapes import ERRORS, Shape

router = APIRouter(prefix="/routes", tags=["routes"], route_class=ExactRoute, responses=ERRORS)


class PreviewRequest(Shape):
    """message: as a scenario would give it; sample values without one. draft: the route as it stands in the form."""

    message: Annotated[
        dict[str, Any] | None, Field(examples=[{"FullName": "Анна Петрова", "FileName": "Договор.pdf"}])
    ] = None
    draft: Annotated[dict[str, Any] | None, Field(examples=[None])] = None


class NothingToPreview(Refused):
    code = "no_preview"
    text = Text("Путь «{name}» не отправляет письма", "The route '{name}' sends no letters")


@router.post("/{name}/preview", response_model=PreviewShape)
def preview_route(
    name: str, call: Caller, given: Annotated[PreviewRequest | None, Body()] = None
) -> Response:
    """The letter that sample values, or a given message, make; nothing is sent or kept."""
    call.require(Right.BUILD)
    asked = given or PreviewRequest()
    system = call.system
    with system.db.read() as tx:
        definitions = call.definitions(tx)
        route = (
            definitions.draft("route", name, asked.draft) if asked.draft else definitions.load("route", name)
        )
        if not isinstance(route, SendingRoute):
            raise NothingToPreview(name=name)
        connection = definitions.load("connection", route.connection)
        if not isinstance(connection, SendingConnection):
            raise NothingToPreview(name=name)
        documents = Documents(tx, call.actor, system.clock)

        def file_of(ref: Ref) -> StoredFile:
            found = documents.current(ref)
            return StoredFile(found.filename, found.content)

        message = message_from_json(route.request, asked.message) if asked.message is not None else None
        shown = preview(
            route,
            connection,
            message,
            language=system.settings.language,
            reader=call.language,
            zone=system.settings.zone,
            now=system.clock.now(),
            documents=file_of,
        )
    return Reply(shown)
