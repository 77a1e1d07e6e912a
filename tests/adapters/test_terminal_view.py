"""What the terminal shows: readable in its width, linked on a terminal and in a pipe, and deaf to escape sequences."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len

from bot.adapters.terminal_view import render
from bot.news.message import Message, digest_message
from tests.adapters.strange_texts import messages
from tests.news.invented import digest, monday

MESSAGE = digest_message(monday(), web_url="https://news.example/d/1")


def test_a_piped_digest_reads_as_in_the_sketch() -> None:
    lines = render(MESSAGE, 80, False).splitlines()
    assert lines[0] == "AI news, Monday 15 December"
    assert lines[1] == "8 stories from 61 sources since Friday 08:30 · 2 minutes"
    assert lines[2] == "─" * 80
    assert lines[3] == "Orrin Systems is reportedly using Kestwick's Tarn to train its next model"
    status = lines.index("Reported, not confirmed · Kestwick Morning News, citing Ledger Post · 1 outlet")
    assert lines[status + 1] == "Kestwick Morning News is owned by Kestwick, a subject of this story."
    assert lines[status + 2] == "Orrin Systems · Kestwick · Tarn · Pomelo"
    assert lines[status + 3] == "https://kestwick-morning-news.example/news/1"
    order = ["Releases", "Money", "Update: Regulator clears Bayquay's purchase of Sandholm", "Briefly"]
    assert [line for line in lines if line in order] == order
    assert lines[-2] == "Sentences quoted from the sources · on the web"


def test_a_pipe_gets_no_escape_sequence_and_each_address_once_a_story_unbroken() -> None:
    plain = render(MESSAGE, 40, False)
    assert "\x1b" not in plain
    assert plain.count("https://kestwick-morning-news.example/news/1\n") == 1


def test_a_terminal_gets_hyperlinks_and_no_bare_addresses() -> None:
    drawn = render(MESSAGE, 80, True)
    assert re.search(r"\x1b]8;[^;]*;https://kestwick-morning-news\.example/news/1\x1b\\", drawn)
    seen = re.sub(r"\x1b](8;[^\x1b]*)\x1b\\|\x1b\[[0-9;]*m", "", drawn)
    assert "https://" not in seen


def test_no_line_but_an_address_is_wider_than_the_terminal() -> None:
    for width in (40, 60, 80, 200):
        lines = [line for line in render(MESSAGE, width, False).splitlines() if "https://" not in line]
        assert max(cell_len(line) for line in lines) <= min(width, 88)


def test_a_quiet_day_is_one_sentence_under_the_title() -> None:
    quiet = digest_message(digest(feeds_total=64, wanted=("Tarn", "Orrin Systems")))
    assert render(quiet, 120, False).splitlines() == [
        "AI news, Monday 15 December",
        "",
        "No news for this channel since Friday 08:30. 61 of 64 sources read, 380 items, none on",
        "Tarn or Orrin Systems.",
    ]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(messages(5))
def test_no_text_can_send_an_escape_sequence_or_turn_the_line_around(message: Message) -> None:
    plain = render(message, 80, False)
    assert not [char for char in plain if unicodedata.category(char) == "Cc" and char != "\n"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", plain)
