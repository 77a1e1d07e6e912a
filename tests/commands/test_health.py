"""`status`: one alert for each thing that somebody should look at, and one for what has one cause."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.commands.health import status_json
from bot.ports import StoreStatus

SINCE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def stood(active: int, failing: int, **deliveries: int) -> StoreStatus:
    broken: list[tuple[str, str, datetime | None]] = [
        (f"Lab {n}", "answers 404 for https://lab.example/f?token=geheim", SINCE) for n in range(failing)
    ]
    return StoreStatus({"active": active, "failing": failing}, {"items": 0}, deliveries, {"tokens_today": 3}, broken)


def test_a_feed_that_breaks_is_named_with_its_reason_and_without_its_secret() -> None:
    (alert,) = status_json(stood(10, 1), 100)["alerts"]
    assert alert.startswith("Lab 0 can't be read since 24 November 08:00 UTC: answers 404")
    assert "geheim" not in alert


def test_when_most_fail_the_network_is_asked_about_once() -> None:
    (alert,) = status_json(stood(10, 9), 100)["alerts"]
    assert alert.startswith("9 of 10 feeds can't be read: is the network up?")


def test_deliveries_that_need_somebody_are_told() -> None:
    shown = status_json(stood(10, 0, unknown=2, sent=5), 100)
    assert shown["alerts"] == ["2 delivery parts are unknown"]
    assert shown["budget"] == {"tokens_today": 3, "daily_tokens": 100}
