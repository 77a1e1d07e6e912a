"""Logs go to stderr, and no secret is in them, tracebacks and other libraries' lines included."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.logs import Redactor, configure, logger


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    yield
    configure("critical")


@pytest.mark.parametrize("json_lines", [True, False])
def test_a_known_secret_is_taken_out_of_every_line(capsys: pytest.CaptureFixture[str], json_lines: bool) -> None:
    configure("info", json_lines=json_lines, secrets=("hunter2-hunter2",))
    logger("t").info("token is hunter2-hunter2", more={"deep": ["hunter2-hunter2"]})
    logging.getLogger("other.library").warning("calling with %s", "hunter2-hunter2")
    try:
        raise ValueError("bad hunter2-hunter2")
    except ValueError:
        logger("t").exception("failed")
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "hunter2" not in shown.err
    assert shown.err.count("***") >= 4


@pytest.mark.parametrize(
    "text",
    [
        "xoxb-1234567890-abcdef",
        "Authorization: Bearer abcdef.ghijkl.mnop",
        "https://user:pass@example.org/feed",
        "https://example.org/feed?token=abcdef&x=1",
        "sk-abcdefghijklmnop",
        "POST https://discord.com/api/v10/webhooks/1234567890/abcdef-ghijklmnop/messages/@original responded with 429",
        "POST http://127.0.0.1/api/v10/interactions/1234/tok-abcdef-ghijk/callback",
        "wss://link.example/?ticket=abcdef-1&app_id=2",
        "{'type': 2, 'token': 'abcdefghijk'}",
        "Authorization: Bot MTabcdef.GhijKl.mnopqrstuvw",
        'b\'{"response_url": "https://hooks.slack.com/actions/T1/1/abcdef1"}\'',
        "poll of 'https://example.org/feed?apitoken=abcdef' failed (https://example.org/f?pw=abcdef): timeout",
        "GET (https://user:pass@example.org/f),",
    ],
)
def test_what_looks_like_a_secret_is_taken_out(text: str) -> None:
    cleaned = Redactor().text(text)
    assert "***" in cleaned
    assert not any(part in cleaned for part in ("abcdef", "user:pass"))


def test_ordinary_words_stay() -> None:
    text = "The key point: tokens rose by 12 % at https://example.org/a?page=2"
    assert Redactor().text(text) == text
