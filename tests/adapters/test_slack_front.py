"""What people see of the bot in Slack: real slack_bolt and slack_sdk over real sockets, against a Slack of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.slack_talk import Talk, running
from tests.fakes.slack_server import ADA, NEWS, TEAM, SlackServer, slack_server


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server


async def test_a_command_is_acknowledged_at_once_and_answered_to_its_asker_alone(
    slack: SlackServer, tmp_path: Path
) -> None:
    talk = Talk()
    async with running(slack, tmp_path, talk) as front:
        assert front.trouble() is None
        seen = await slack.people.slash("/news", "company Lumora", until="Lumora")
    assert seen.error == "" and seen.milliseconds is not None and seen.milliseconds < 1000
    assert "answer to news company: Lumora" in seen.words and not seen.posted
    asker, _ = talk.last("news company")
    assert (asker.person, asker.place.workspace, asker.place.channel) == (ADA, TEAM, NEWS)
    assert asker.zone == "Europe/Berlin" and asker.language == "en"
    assert slack.violations() == []
