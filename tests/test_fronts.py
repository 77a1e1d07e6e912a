"""Which fronts start, by the secrets that are set."""

from __future__ import annotations

import pytest

from bot.fronts import chosen_fronts, half_set
from bot.ports import NewsdeskError
from bot.settings import Secrets


@pytest.mark.parametrize(
    ("given", "needs"),
    [
        ({"slack_bot_token": "xoxb-1"}, "beside SLACK_BOT_TOKEN it needs SLACK_APP_TOKEN"),
        ({"slack_app_token": "xapp-1"}, "beside SLACK_APP_TOKEN it needs SLACK_BOT_TOKEN"),
        ({"slack_signing_secret": "s"}, "beside SLACK_SIGNING_SECRET it needs SLACK_BOT_TOKEN"),
        ({"slack_app_token": "xapp-1", "slack_signing_secret": "s"}, "it needs SLACK_BOT_TOKEN"),
        ({"slack_bot_token": "xoxb-1", "discord_token": "d"}, "beside SLACK_BOT_TOKEN it needs SLACK_APP_TOKEN"),
    ],
)
def test_half_of_slacks_tokens_ends_it_with_one_sentence_that_names_the_other(
    given: dict[str, str], needs: str
) -> None:
    with pytest.raises(NewsdeskError, match="Slack is only half set up") as told:
        chosen_fronts(None, Secrets(**given))
    assert needs in str(told.value) and "\n" not in str(told.value)


def test_a_front_that_is_named_starts_whatever_else_is_half_set() -> None:
    assert chosen_fronts("terminal", Secrets(slack_bot_token="xoxb-1")) == ("terminal",)


def test_without_any_token_the_terminal_is_the_front_and_nothing_is_amiss() -> None:
    assert chosen_fronts(None, Secrets()) == ("terminal",) and half_set(Secrets()) == []


def test_whole_pairs_start() -> None:
    both = Secrets(discord_token="d", slack_bot_token="xoxb-1", slack_app_token="xapp-1")
    assert chosen_fronts(None, both) == ("discord", "slack")
