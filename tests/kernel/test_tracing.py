"""Spans: none while nothing is configured, and one trace over both processes when it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from vestnik.kernel import tracing

AT = datetime(2025, 3, 12, 9, 15, 30, tzinfo=UTC)


@pytest.fixture
def exported() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.use(provider)
    yield exporter
    tracing.use(None)


def test_nothing_is_traced_unless_it_is_set() -> None:
    with tracing.span("run"):
        assert tracing.traceparent() is None
    tracing.record("deliver", "00-" + "1" * 32 + "-" + "2" * 16 + "-01", AT, AT, failed=False)


def test_the_delivery_is_part_of_the_trace_that_queued_the_letter(exported: InMemorySpanExporter) -> None:
    with tracing.span("run"), tracing.span("render", route="mail_out"):
        parent = tracing.traceparent()
    tracing.record("deliver", parent, AT, AT + timedelta(seconds=2), failed=False, code=250)
    render, run, deliver = exported.get_finished_spans()
    assert [render.name, run.name, deliver.name] == ["render", "run", "deliver"]
    assert {span.context.trace_id for span in (render, run, deliver)} == {run.context.trace_id}
    assert deliver.parent is not None
    assert deliver.parent.span_id == render.context.span_id
    assert deliver.attributes == {"vestnik.code": 250}
    assert (deliver.end_time or 0) - (deliver.start_time or 0) == 2_000_000_000


def test_a_failed_attempt_is_an_error(exported: InMemorySpanExporter) -> None:
    with tracing.span("run"):
        parent = tracing.traceparent()
    tracing.record("deliver", parent, AT, AT, failed=True)
    assert exported.get_finished_spans()[-1].status.status_code.name == "ERROR"


def test_a_letter_that_nobody_traced_makes_no_span(exported: InMemorySpanExporter) -> None:
    tracing.record("deliver", None, AT, AT, failed=False)
    assert exported.get_finished_spans() == ()
