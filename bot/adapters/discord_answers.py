"""Answering one interaction: acknowledged within Discord's three seconds, then answered in place, for the asker alone.

Never by a follow-up: discord.py repeats those after a 5xx and they would stand twice; an edit can be repeated. What is
answered is decided elsewhere.
"""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeAlias

import aiohttp
import discord
from discord.http import MultipartParameters
from discord.webhook.async_ import async_context

from bot.adapters.discord_view import to_private
from bot.commands.conversation import Completions, Reply
from bot.news.message import shorten

Json: TypeAlias = dict[str, Any]
Files: TypeAlias = Sequence[tuple[str, bytes]]

_MESSAGE, _DEFERRED, _DEFERRED_UPDATE, _UPDATE, _COMPLETIONS, _MODAL = 4, 5, 6, 7, 8, 9
_EPHEMERAL = 1 << 6
_ALREADY_ANSWERED = 40060
_MOST_COMPLETIONS, _MOST_LABEL = 25, 100


class Answer:
    """The answer to one interaction. `stands`: it was acknowledged, by this process or another."""

    def __init__(self, interaction: discord.Interaction) -> None:
        self._interaction = interaction
        self.stands = False

    @property
    def on_private(self) -> bool:
        """Pressed on a message that only the asker sees."""
        message = self._interaction.message
        return message is not None and message.flags.ephemeral

    async def acknowledge(self, *, replacing: bool = False) -> None:
        """Shows that work is going on; `replacing`: the answer will stand instead of the message that was pressed on."""
        if replacing and self.on_private:
            await self._respond(_DEFERRED_UPDATE)
        else:
            await self._respond(_DEFERRED, {"flags": _EPHEMERAL})

    async def open_modal(self, modal: Json) -> None:
        await self._respond(_MODAL, modal)

    async def complete(self, found: Completions) -> None:
        choices = [{"name": shorten(label, _MOST_LABEL), "value": value} for value, label in found if _fits(value)]
        await self._respond(_COMPLETIONS, {"choices": choices[:_MOST_COMPLETIONS]})

    async def give(self, reply: Reply) -> None:
        """At once if it wasn't acknowledged yet, else in place of what the acknowledgement showed."""
        payload, files = to_private(reply.message, reply.attachment)
        if self.stands:
            await self._edit(payload, files)
            return
        replaces = reply.replaces and self.on_private
        data = payload if replaces else {**payload, "flags": payload["flags"] | _EPHEMERAL}
        await self._respond(_UPDATE if replaces else _MESSAGE, data, files)

    async def _respond(self, kind: int, data: Json | None = None, files: Files = ()) -> None:
        body = {"type": kind, "data": data} if data is not None else {"type": kind}
        try:
            await _again_if_cut(lambda: self._call_back(body, files))
        except discord.HTTPException as error:
            if error.code != _ALREADY_ANSWERED:
                raise
        self.stands = True

    async def _call_back(self, body: Json, files: Files) -> None:
        sent, interaction = _sent(files), self._interaction
        params = MultipartParameters(
            payload=body, multipart=_multipart(body, sent) if sent else None, files=sent or None
        )
        await async_context.get().create_interaction_response(
            interaction.id, interaction.token, session=interaction.followup.session, params=params
        )

    async def _edit(self, payload: Json, files: Files) -> None:
        await _again_if_cut(lambda: self._patch(payload, files))

    async def _patch(self, payload: Json, files: Files) -> None:
        sent, interaction = _sent(files), self._interaction
        await async_context.get().edit_original_interaction_response(
            interaction.application_id,
            interaction.token,
            session=interaction.followup.session,
            payload=None if sent else payload,
            multipart=_multipart(payload, sent) if sent else None,
            files=sent or None,
        )


async def _again_if_cut(call: Callable[[], Awaitable[None]]) -> None:
    """Once more after a broken connection: an answer that stands already is only refused, an edit does the same again."""
    try:
        await call()
    except (OSError, aiohttp.ClientError):
        await call()


def _sent(files: Files) -> list[discord.File]:
    return [discord.File(io.BytesIO(content), name) for name, content in files]


def _multipart(body: Json, files: Sequence[discord.File]) -> list[Json]:
    parts: list[Json] = [{"name": "payload_json", "value": json.dumps(body)}]
    for number, file in enumerate(files):
        parts.append(
            {
                "name": f"files[{number}]",
                "value": file.fp,
                "filename": file.filename,
                "content_type": "application/octet-stream",
            }
        )
    return parts


def _fits(value: str) -> bool:
    return 1 <= len(value) <= _MOST_LABEL
