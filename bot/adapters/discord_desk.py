"""Every interaction on Discord, from what arrives to what is answered: commands, presses, forms, completions.

It reads, calls the command layer, and draws; what commands do stands there. An interaction acts once, whichever process
gets it: its id is claimed in the store. It is acknowledged at once where no form can come of it, and otherwise as soon
as the command layer has answered, at the latest after `_PATIENCE`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import discord
import structlog

from bot.adapters.claiming import Busy, in_time
from bot.adapters.discord_answers import Answer
from bot.adapters.discord_forms import (
    Draft,
    Drafts,
    Page,
    corrections,
    fill,
    modal,
    opener,
    panel,
    plain_values,
    read_page,
)
from bot.adapters.discord_reading import Asked, Json, Typed, asked, asker_of, filled_in, typing
from bot.adapters.discord_view import read_id
from bot.commands.conversation import (
    Asker,
    CommandLayer,
    Form,
    Mistakes,
    Outcome,
    Pressed,
    Reply,
    Submitted,
    Values,
)
from bot.commands.replies import note
from bot.outbox_ports import ClaimStore

log = structlog.get_logger(__name__)

_PATIENCE = 0.7
"""Seconds that an answer may take before it is only acknowledged: a form can then no longer open by itself. Of Discord's
three, one is left for the way here and one for a busy moment."""
_CLAIMING = 0.3
"""Seconds in which the database may say that another process has the interaction; then it is acknowledged anyhow."""
_YIELD = 0.3
"""Seconds by which a process that doesn't know a form stands back."""
_CLAIM_SECONDS = 3600.0
_MOST_FILE = 1_000_000
_REFUSED = 400
_DEFECT = "Something went wrong on my side, and is logged. Please try again in a minute."
_NO_COMMAND = "This command is no longer there. Restart Discord to see the present ones."
_NO_LONGER_OPEN = "This form is no longer open. Give the command again."

FetchFile: TypeAlias = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class _Modal:
    """A page of a form that stands open."""

    data: Json


_Found: TypeAlias = Reply | Form | _Modal
Work: TypeAlias = Callable[[Asker], Awaitable[_Found]]


class DiscordDesk:
    """Handles one interaction after another, all at the same time."""

    def __init__(
        self, chat: CommandLayer, store: ClaimStore, *, clock: Callable[[], datetime], owner: str, fetch_file: FetchFile
    ) -> None:
        self._chat = chat
        self._store = store
        self._clock = clock
        self._owner = owner
        self._fetch_file = fetch_file
        self._drafts = Drafts()

    async def handle(self, interaction: discord.Interaction) -> None:
        """Raises nothing: a loop's rim. One interaction that fails stops no other."""
        try:
            await self._handle(interaction, interaction.data or {})
        except Exception:
            log.exception("an interaction was not answered", interaction=interaction.id)

    async def _handle(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> None:
        if interaction.type is discord.InteractionType.application_command:
            await self._command(interaction, data)
        elif interaction.type is discord.InteractionType.autocomplete:
            await self._complete(interaction, data)
        elif interaction.type is discord.InteractionType.component:
            await self._press(interaction, data)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._modal(interaction, data)

    # --- Commands and completions -------------------------------------------------------------------------------------

    async def _command(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> None:
        answer, found = Answer(interaction), asked(data)
        if found is None:
            await self._answer(answer, asker_of(interaction), lambda: _ready(note(_NO_COMMAND)))
            return
        asker = asker_of(interaction, found.channel)
        at_once = not _may_open_form(found)
        await self._answer(answer, asker, lambda: self._run(asker, found), at_once=at_once)

    async def _run(self, asker: Asker, found: Asked) -> Outcome:
        values = dict(found.values)
        for name, file in found.files.items():
            if file.size > _MOST_FILE:
                return note("This file is larger than 1 MB, which no export of mine is. Nothing was read.")
            values[name] = (await self._fetch_file(file.url)).decode("utf-8", "replace")
        return await self._chat.run(asker, found.command, values)

    async def _complete(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> None:
        found = typing(data)
        completions = await self._chat.complete(asker_of(interaction), found.option.kind, found.text) if found else ()
        await Answer(interaction).complete(completions)

    # --- Presses ------------------------------------------------------------------------------------------------------

    async def _press(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> None:
        if page := read_page(data["custom_id"]):
            await self._press_in_form(interaction, page)
            return
        asker, (action, value, mark) = asker_of(interaction), read_id(data["custom_id"])
        extra = {"message": str(interaction.message.id)} if interaction.message else {}
        pressed = Pressed(action, value, mark, extra)
        await self._answer(Answer(interaction), asker, lambda: self._chat.press(asker, pressed))

    # --- Forms --------------------------------------------------------------------------------------------------------

    async def _press_in_form(self, interaction: discord.Interaction, page: Page) -> None:
        answer, draft = Answer(interaction), await self._draft(page, interaction)
        asker = asker_of(interaction, draft.channel if draft else None)
        if draft is None:
            await self._answer(answer, asker, lambda: _ready(note(_NO_LONGER_OPEN)))
        elif page.number is not None:
            opened = modal(draft, page.token, page.number)
            await self._answer(answer, asker, lambda: _ready(_Modal(opened)))
        else:
            await self._answer(answer, asker, lambda: self._sent(asker, page, draft), at_once=True, replacing=True)

    async def _modal(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> None:
        if page := read_page(data["custom_id"]):
            answer, draft = Answer(interaction), await self._draft(page, interaction)
            on_own = draft is not None and draft.shown
            work, channel = self._filled(page, draft, filled_in(data))
            asker = asker_of(interaction, channel)
            await self._answer(answer, asker, lambda: work(asker), at_once=True, replacing=on_own)

    async def _draft(self, page: Page, interaction: discord.Interaction) -> Draft | None:
        """Where several processes hear the same, the one that has the form goes first."""
        draft = self._drafts.of(page.token, str(interaction.user.id))
        if draft is None:
            await asyncio.sleep(_YIELD)
        return draft

    def _filled(self, page: Page, draft: Draft | None, given: Typed) -> tuple[Work, str | None]:
        """What is to be done with a page that was sent, and the channel that it is about."""
        if draft is None and page.number:
            return lambda asker: _ready(note(_NO_LONGER_OPEN)), None
        if draft is None:
            return lambda asker: self._sent_alone(asker, page, plain_values(given)), None
        if fill(draft, page.number or 0, given):
            return lambda asker: self._sent(asker, page, draft), draft.channel
        draft.shown = True
        return lambda asker: _ready(Reply(panel(draft, page.token), replaces=True)), draft.channel

    async def _sent(self, asker: Asker, page: Page, draft: Draft) -> Outcome:
        """Gone from the drafts meanwhile, so that a second press doesn't send it again; back when it is to be mended."""
        self._drafts.drop(page.token)
        submitted: Submitted | None = None
        try:
            submitted = await self._chat.submit(asker, draft.form.id, draft.values)
        finally:
            if not isinstance(submitted, Reply):
                self._drafts.keep(page.token, draft)
        if isinstance(submitted, Mistakes):
            draft.shown = True
            return Reply(corrections(draft, page.token, submitted), replaces=True)
        return submitted

    async def _sent_alone(self, asker: Asker, page: Page, values: Values) -> Outcome:
        """A form that was opened before this process began."""
        submitted = await self._chat.submit(asker, page.form_id, values)
        return Reply(corrections(None, page.token, submitted)) if isinstance(submitted, Mistakes) else submitted

    # --- Once, and in time --------------------------------------------------------------------------------------------

    async def _answer(
        self,
        answer: Answer,
        asker: Asker,
        work: Callable[[], Awaitable[_Found]],
        *,
        at_once: bool = False,
        replacing: bool = False,
    ) -> None:
        """Nothing when another process has this interaction. A database that is slow to say so keeps nobody waiting."""
        claim = asyncio.ensure_future(self._claimed(asker))
        await asyncio.wait({claim}, timeout=_CLAIMING)
        if claim.done() and not claim.exception() and not claim.result():
            return
        working = asyncio.ensure_future(self._outcome(claim, asker, work))
        if not at_once:
            await asyncio.wait({working}, timeout=_PATIENCE)
        if not working.done():
            await answer.acknowledge(replacing=replacing)
        found = await working
        if found is not None:
            await self._give(answer, asker, found)

    async def _claimed(self, asker: Asker) -> bool:
        key = f"discord:interaction:{asker.event}"
        return await self._store.claim(key, owner=self._owner, now=self._clock(), seconds=_CLAIM_SECONDS)

    async def _outcome(
        self, claim: Awaitable[bool], asker: Asker, work: Callable[[], Awaitable[_Found]]
    ) -> _Found | None:
        try:
            return await work() if await in_time(claim) else None
        except Busy as busy:
            return note(str(busy))
        except Exception:
            log.exception("a command failed", interaction=asker.event, channel=asker.place.address)
            return note(_DEFECT)

    async def _give(self, answer: Answer, asker: Asker, found: _Found) -> None:
        if isinstance(found, Reply):
            await self._give_reply(answer, found)
        elif isinstance(found, _Modal):
            await answer.open_modal(found.data)
        else:
            await self._open(answer, asker, found)

    async def _open(self, answer: Answer, asker: Asker, form: Form) -> None:
        token, draft = self._drafts.begin(form, asker.person)
        if answer.stands:
            draft.shown = True
            await answer.give(Reply(opener(draft, token)))
        else:
            await answer.open_modal(modal(draft, token, 0))

    async def _give_reply(self, answer: Answer, reply: Reply) -> None:
        """A message that Discord refuses is our defect: the person hears that much."""
        try:
            await answer.give(reply)
        except discord.HTTPException as error:
            if error.status != _REFUSED:
                raise
            log.exception("Discord refused an answer", title=reply.message.title)
            await answer.give(note(_DEFECT))


def _may_open_form(found: Asked) -> bool:
    """Whether a form may come of it: not when all that must be given is."""
    required = [option.name for option in found.command.options if option.required]
    return found.command.opens_form and not (required and all(name in found.values for name in required))


async def _ready(found: _Found) -> _Found:
    return found
