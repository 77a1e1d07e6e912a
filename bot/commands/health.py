"""`status` and `doctor`: how the bot stands, with an alert for each thing that somebody should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.news.urls import redact_words
from bot.ports import StoreStatus

MANY_FAILING = 0.5
"""From this share of failing feeds on, the network or the machine is the likelier cause."""


@dataclass(frozen=True, slots=True)
class Check:
    """What `doctor` looked at. `mend` says what to type or change; empty when nothing is wrong."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


def status_json(stood: StoreStatus, daily_tokens: int) -> dict[str, Any]:
    """The JSON of `newsdesk status`. Many failing feeds make one alert: they have one cause."""
    alerts = _failing(stood)
    for state in ("unknown", "failed"):
        if stood.deliveries.get(state):
            alerts.append(f"{stood.deliveries[state]} delivery parts are {state}")
    return {
        "feeds": stood.feeds,
        "queue": stood.queue,
        "deliveries": stood.deliveries,
        "budget": stood.budget | {"daily_tokens": daily_tokens},
        "alerts": [redact_words(alert) for alert in alerts],
    }


def _failing(stood: StoreStatus) -> list[str]:
    active, failing = stood.feeds.get("active", 0), len(stood.failing)
    if failing > 2 and failing / active >= MANY_FAILING:
        return [
            f"{failing} of {active} feeds can't be read: is the network up? `newsdesk feeds list` says why each fails"
        ]
    return [
        f"{name} can't be read{f' since {since:%-d %B %H:%M} UTC' if since else ''}: {reason}"
        for name, reason, since in stood.failing
    ]
