"""Numbers for operators, in Prometheus' text format."""

from __future__ import annotations

from flask import current_app
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

EXTENSION = "standpunkt.metrics"


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "standpunkt_requests_total",
            "Requests answered.",
            ["endpoint", "method", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "standpunkt_request_seconds",
            "Time from the request to the last byte handed to the server.",
            ["endpoint"],
            buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
            registry=self.registry,
        )
        self.busy = Gauge("standpunkt_readers_busy", "Queries that run now.", registry=self.registry)
        self.refused = Counter(
            "standpunkt_limits_total", "Requests ended by a limit.", ["limit"], registry=self.registry
        )
        self.replica = Gauge(
            "standpunkt_replica_up", "Whether queries are answered (1) or not (0).", registry=self.registry
        )
        self.behind = Gauge(
            "standpunkt_replica_behind_seconds",
            "Time since which a change is written that queries do not see yet.",
            registry=self.registry,
        )
        self.free = Gauge(
            "standpunkt_disk_free_bytes", "Bytes free where the store lies.", registry=self.registry
        )
        self.failing = Gauge(
            "standpunkt_write_failing", "Whether the last write failed (1).", registry=self.registry
        )
        self.quads = Gauge("standpunkt_quads", "Quads in the store.", registry=self.registry)

    def observe(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        known = method if method in _METHODS else "other"
        self.requests.labels(endpoint, known, str(status)).inc()
        self.seconds.labels(endpoint).observe(seconds)

    def text(self) -> bytes:
        """All numbers in the exposition format."""
        return generate_latest(self.registry)


def metrics() -> Metrics:
    """The metrics of the current application."""
    found: Metrics = current_app.extensions[EXTENSION]
    return found


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
