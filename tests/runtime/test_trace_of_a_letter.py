"""One trace reaches from the request that presses the button to the worker that hears the server's 250."""

from __future__ import annotations

import threading
from pathlib import Path

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from tests.delivery.conftest import eventually
from tests.delivery.mail_server import MailServer
from tests.web.conftest import open_service

from vestnik.access.actor import SYSTEM
from vestnik.kernel import tracing
from vestnik.kernel.clock import SystemClock
from vestnik.runtime.worker import run_worker


def test_the_trace_of_a_letter_reaches_from_the_button_to_the_250(tmp_path: Path) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    service = open_service(tmp_path / "data", SystemClock())  # type: ignore[arg-type]
    service.people(passwords=False)
    service.example()
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(service.system, stop))
    with MailServer() as server:
        with service.system.db.write() as tx:
            definitions = service.system.definitions(tx, SYSTEM)
            given = {"host": "127.0.0.1", "port": server.port, "encryption": "none", "auth_type": "none"}
            definitions.save("connection", "mail", {**definitions.get("connection", "mail").body, **given})
        record = service.record("petrova")
        tracing.use(provider)
        worker.start()
        try:
            path = f"/templates/Elpisma/records/{record}/buttons/OtpravitPismo"
            [message] = service.as_("petrova").post_ok(path)["messages"]
            eventually(lambda: any(span.name == "deliver" for span in exporter.get_finished_spans()))
        finally:
            tracing.use(None)
            stop.set()
            worker.join(40)
    deliver = next(span for span in exporter.get_finished_spans() if span.name == "deliver")
    mine = [
        span for span in exporter.get_finished_spans() if span.context.trace_id == deliver.context.trace_id
    ]
    assert [span.name for span in mine] == ["render", "run", f"POST /api/v1{path}", "deliver"]
    assert deliver.attributes is not None
    assert dict(deliver.attributes) | {"vestnik.server": ""} == {
        "vestnik.message": message,
        "vestnik.connection": "mail",
        "vestnik.outcome": "accepted",
        "vestnik.code": 250,
        "vestnik.server": "",
    }
    service.close()
