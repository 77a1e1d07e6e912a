"""Replies on Slack whose thread is gone: Slack posts them in the channel, and says so only by what its answer lacks.

So a thread is asked for before, where that is possible, and a reply that went astray is taken back.
"""

from __future__ import annotations

import asyncio
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_errors import Errors, code_of
from bot.logs import logger
from bot.outbox_ports import Json, PartRefused, Unsure

log = logger(__name__)
GONE = "its thread was deleted"
_KNOWN_FOR = 300.0
_MOST_KNOWN = 1000


class Threads:
    """Which threads stood a moment ago, so that a digest's parts don't ask for it one by one."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], float] = {}

    def stands(self, where: str, thread: str) -> None:
        self._seen[where, thread] = asyncio.get_running_loop().time()
        if len(self._seen) > _MOST_KNOWN:
            self._seen = dict(sorted(self._seen.items(), key=lambda one: one[1])[_MOST_KNOWN // 2 :])

    async def check(self, client: AsyncWebClient, where: str, thread: str) -> None:
        """Raises PartRefused when the thread is gone. What can't be asked now is seen by Slack's answer to the post."""
        if asyncio.get_running_loop().time() - self._seen.get((where, thread), float("-inf")) < _KNOWN_FOR:
            return
        try:
            await client.conversations_replies(channel=where, ts=thread, limit=1)
        except Errors as error:
            if code_of(error) == "thread_not_found":
                raise PartRefused(GONE) from error
            return
        self.stands(where, thread)


def is_astray(body: Json, answer: Any) -> bool:
    """Whether what was posted as a reply stands in the channel."""
    message = answer.get("message")
    return "thread_ts" in body and isinstance(message, dict) and not message.get("thread_ts")


async def take_back(client: AsyncWebClient, where: str, ts: str) -> bool:
    """False when Slack doesn't let us. Raises Unsure when it gave no clear answer: then it is looked for again."""
    try:
        await client.chat_delete(channel=where, ts=ts)
    except Errors as error:
        code = code_of(error)
        if code == "message_not_found":
            return True
        if code in ("cant_delete_message", "compliance_exports_prevent_deletion", "missing_scope"):
            log.warning("a reply whose thread is gone stands in the channel", channel=where, message=ts, reason=code)
            return False
        raise Unsure(
            f"a reply whose thread is gone could not be taken back ({code or type(error).__name__})"
        ) from error
    return True
