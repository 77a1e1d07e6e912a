"""`/metrics`: how the bot stands and how its pages answer, in Prometheus' text form.

Only sums over all: no feed, channel or workspace has a name here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


@dataclass(frozen=True, slots=True)
class Measures:
    """What was answered since the start."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    answers: Counter = field(init=False)
    seconds: Histogram = field(init=False)

    def __post_init__(self) -> None:
        answers = Counter(
            "newsdesk_web_answers", "Answers by page and status", ("page", "status"), registry=self.registry
        )
        seconds = Histogram(
            "newsdesk_web_seconds", "How long an answer took", ("page",), buckets=_BUCKETS, registry=self.registry
        )
        object.__setattr__(self, "answers", answers)
        object.__setattr__(self, "seconds", seconds)

    def answered(self, page: str, status: int, seconds: float) -> None:
        self.answers.labels(page, str(status)).inc()
        self.seconds.labels(page).observe(seconds)

    def text(self, status: Mapping[str, Any]) -> bytes:
        """`status` is the JSON of `newsdesk status`."""
        standing = CollectorRegistry(auto_describe=False)
        standing.register(_Standing(status))
        return generate_latest(standing) + generate_latest(self.registry)


@dataclass(frozen=True, eq=False)
class _Standing(Collector):
    status: Mapping[str, Any]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, label, what in (
            ("feeds", "state", "Feeds by state; one may be in several"),
            ("queue", "step", "What waits for a step"),
            ("deliveries", "state", "Parts of deliveries by state"),
        ):
            gauge = GaugeMetricFamily(f"newsdesk_{name}", what, labels=(label,))
            for value, count in self.status[name].items():
                gauge.add_metric((value,), count)
            yield gauge
        budget = self.status["budget"]
        yield GaugeMetricFamily("newsdesk_model_tokens_today", "Tokens that a model took today", budget["tokens_today"])
        yield GaugeMetricFamily("newsdesk_model_tokens_allowed", "Tokens allowed a day", budget["daily_tokens"])
        yield GaugeMetricFamily("newsdesk_alerts", "Things that somebody should look at", len(self.status["alerts"]))
