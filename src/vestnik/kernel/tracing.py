"""Spans from a button to the server's 250 (OpenTelemetry), when an endpoint is set; otherwise nothing is done or imported.

The trace goes on in the worker by the W3C `traceparent` in the letter's row. Needs the extra `otel`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from vestnik.kernel.problem import VestnikError
from vestnik.kernel.text import Text

_tracer: Any = None


class TracingMissing(VestnikError):
    code = "tracing_missing"
    text = Text(
        "Для трассировки (VESTNIK_OTEL_ENDPOINT) нужен пакет: pip install 'vestnik[otel]'",
        "Tracing (VESTNIK_OTEL_ENDPOINT) needs a package: pip install 'vestnik[otel]'",
    )


def configure(endpoint: str, process: str) -> None:
    """Send spans to a collector over OTLP/HTTP from now on. endpoint: such as `http://localhost:4318/v1/traces`.

    Raises:
        TracingMissing: the extra is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise TracingMissing() from None
    provider = TracerProvider(resource=Resource.create({"service.name": f"vestnik-{process}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint)))
    use(provider)


def use(provider: Any) -> None:
    """Make spans by this provider; None: make none."""
    global _tracer
    _tracer = provider.get_tracer("vestnik") if provider else None


@contextmanager
def span(name: str, **attributes: str | int) -> Iterator[None]:
    """A span around a block, child of the one that is open."""
    if _tracer is None:
        yield
        return
    with _tracer.start_as_current_span(name, attributes=_named(attributes)):
        yield


def traceparent() -> str | None:
    """The open span as W3C Trace Context, None when nothing is traced."""
    if _tracer is None:
        return None
    from opentelemetry.trace import get_current_span

    context = get_current_span().get_span_context()
    if not context.is_valid:
        return None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def record(
    name: str, parent: str | None, start: datetime, end: datetime, *, failed: bool, **attributes: str | int
) -> None:
    """A span that is over already, in the trace of `parent`; none when that was not traced."""
    if _tracer is None or parent is None:
        return
    from opentelemetry.trace import Status, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract({"traceparent": parent})
    made = _tracer.start_span(
        name, context=context, attributes=_named(attributes), start_time=_nanoseconds(start)
    )
    if failed:
        made.set_status(Status(StatusCode.ERROR))
    made.end(_nanoseconds(end))


def _named(attributes: dict[str, str | int]) -> dict[str, str | int]:
    return {f"vestnik.{name}": value for name, value in attributes.items()}


def _nanoseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000) * 1000
