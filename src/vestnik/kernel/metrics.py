"""What is counted and timed in a process, for Prometheus (docs/admin/watching.md).

A metric is declared here, once, and used where the thing happens: an increment takes below a microsecond. What lies in
the database (depth of the queue, runs that wait) is not counted but looked up when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

REGISTRY = CollectorRegistry()

_SHORT = (0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1)
_LONG = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)

ATTEMPTS = Counter(
    "vestnik_attempts",
    "Attempts that are over, by outcome: accepted, rejected, deferred, uncertain, suppressed",
    ("connection", "outcome"),
    registry=REGISTRY,
)
ATTEMPT_SECONDS = Histogram(
    "vestnik_attempt_seconds",
    "Time from taking a letter up to the server's last word",
    ("connection",),
    buckets=_LONG,
    registry=REGISTRY,
)
DELIVERY_SECONDS = Histogram(
    "vestnik_delivery_seconds",
    "Time from queueing to the attempt that was accepted",
    ("lane",),
    buckets=(*_LONG, 1800, 7200, 86400),
    registry=REGISTRY,
)
RENDER_SECONDS = Histogram(
    "vestnik_render_seconds",
    "Time to compose, render, sign and store a letter",
    buckets=_SHORT,
    registry=REGISTRY,
)
RUNS = Counter(
    "vestnik_runs", "Stretches of runs that ended, by the state they ended in", ("state",), registry=REGISTRY
)
GATE_SECONDS = Histogram(
    "vestnik_write_gate_wait_seconds",
    "Time that writers waited for the gate (SQLite)",
    ("process",),
    buckets=_LONG,
    registry=REGISTRY,
)
HTTP_SECONDS = Histogram(
    "vestnik_http_request_seconds",
    "Time to answer requests; streams until their beginning",
    ("method", "route", "status"),
    buckets=_LONG,
    registry=REGISTRY,
)

process = "web"
"""Label of what both processes measure; set once at the start."""


@contextmanager
def timed(histogram: Histogram) -> Iterator[None]:
    """Observe how long the block took, also when it raises."""
    began = perf_counter()
    try:
        yield
    finally:
        histogram.observe(perf_counter() - began)


class Watched(Collector):
    """Gauges that are looked up when they are asked for.

    read: gives name, help, label names, and rows of label values with the number.
    """

    def __init__(self, read: Callable[[], Iterable[Gauge]]) -> None:
        self._read = read

    def collect(self) -> Iterator[Metric]:
        """The families, each read anew."""
        for name, text, labels, rows in self._read():
            family = GaugeMetricFamily(name, text, labels=labels)
            for values, number in rows:
                family.add_metric([str(value) for value in values], number)
            yield family

    def describe(self) -> Iterable[Metric]:
        """Nothing: asked at registration, when it may be too early to read."""
        return ()


Gauge = tuple[str, str, tuple[str, ...], Iterable[tuple[tuple[object, ...], float]]]


def exposition(*more: Collector) -> bytes:
    """Everything in the text format of Prometheus, families of one name together."""
    whole = CollectorRegistry()
    whole.register(_Merged((REGISTRY, *more)))
    return generate_latest(whole)


class _Merged(Collector):
    def __init__(self, parts: Iterable[Collector]) -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        found: dict[str, Metric] = {}
        for part in self._parts:
            for family in part.collect():
                if (known := found.get(family.name)) is None:
                    found[family.name] = family
                else:
                    known.samples.extend(family.samples)
        yield from found.values()

    def describe(self) -> Iterable[Metric]:
        return ()
