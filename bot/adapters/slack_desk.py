"""What people do in Slack, from its acknowledged arrival to its answer: commands, presses, forms, completions, events.

Nothing is decided here: the command layer is asked and its answer drawn. Each interaction and event is claimed in the
store before it acts, so that one that comes twice, or to two processes, acts once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from bot.adapters.claiming import Busy, in_time
from bot.adapters.slack_answers import Answers, TooLate
from bot.adapters.slack_clients import Clients, Installed
from bot.adapters.slack_forms import (
    completing,
    errors,
    filled,
    form_id,
    group_mistakes,
    mistaken_view,
    notice_view,
    opened_view,
    options,
    origin_of,
)
from bot.adapters.slack_people import People
from bot.adapters.slack_reading import Contact, of_command, of_event, of_interaction
from bot.adapters.slack_text import NotUnderstood, understand, without_mention
from bot.adapters.slack_view import read_press
from bot.commands.conversation import (
    Asker,
    Command,
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
from bot.logs import logger
from bot.news.message import Message, shorten
from bot.outbox_ports import ClaimStore, Json, WorkspaceStore
from bot.ports import NewsdeskError, TryLater

log = logger(__name__)
SHORTCUT = "ask_about_message"
_CLAIM_SECONDS = 3600.0  # Slack repeats an event for about six minutes
PATIENCE = 1.8
"""Seconds that a submitted form is checked before it is acknowledged: mistakes can only be shown by the ack, and Slack
waits three."""
_OUR_FAULT = "Something went wrong here, and it is in our log. Try again in a minute."
_UNKNOWN_PERSON = "Slack doesn't say just now who you are, so nothing was done. Try again in a minute."
_GONE = ("channel_left", "group_left", "channel_deleted", "group_deleted")
_ARCHIVED = ("channel_archive", "group_archive")
_UNARCHIVED = ("channel_unarchive", "group_unarchive")


class Chat(CommandLayer, Protocol):
    """The command layer, with what only Slack has: an App Home, and somebody who invites."""

    async def home(self, asker: Asker) -> Message: ...

    async def arrived(self, asker: Asker) -> Reply | None: ...


class DeskStore(ClaimStore, WorkspaceStore, Protocol):
    """What the Slack side keeps and asks."""


Ack = Callable[..., Awaitable[Any]]
Uninstalled = Callable[[str], Awaitable[None]]


class SlackDesk:
    """`uninstalled` lets the workspace's tokens go."""

    def __init__(
        self,
        chat: Chat,
        store: DeskStore,
        clients: Clients,
        answers: Answers,
        *,
        clock: Callable[[], datetime],
        owner: str,
        commands: tuple[str, str],
        uninstalled: Uninstalled,
    ) -> None:
        self._chat, self._store, self._answers = chat, store, answers
        self._clock, self._owner, self._commands = clock, owner, commands
        self._people = People(clients, store, clock)
        self._uninstalled = uninstalled

    # --- Commands -----------------------------------------------------------------------------------------------------

    def opens_form(self, body: Json) -> bool:
        """Whether the command is answered by a form, which must open at once."""
        read = self._understood(body)
        return not isinstance(read, NotUnderstood) and read.command.opens_form and not read.values

    def _understood(self, body: Json) -> Any:
        root = "newsdesk" if body.get("command") == self._commands[1] else "news"
        return understand(root, str(body.get("text") or ""), self._commands)

    async def command(self, body: Json, team: Installed) -> None:
        contact = of_command(body, team)
        await self._guarded(contact, lambda: self._command(contact, self._understood(body)))

    async def _command(self, contact: Contact, read: Any) -> None:
        if isinstance(read, NotUnderstood):
            await self._answers.say(contact, note(read.text))
            return
        about = self._about(contact, read.values)
        waiting = await self._waiting(about) if read.command.opens_form and not read.values else None
        shown = replace(about, surface="modal", view=waiting) if waiting else about
        await self._rim(shown, lambda: self._run(shown, read.command, read.values))

    async def _waiting(self, contact: Contact) -> Json | None:
        """The modal that says to wait. None when Slack no longer opens one: what follows says so."""
        try:
            return await self._answers.open_waiting(contact)
        except TooLate:
            return None

    async def _run(self, contact: Contact, command: Command, values: Values) -> None:
        asker = await self._asker(contact, needed=command.managers)
        await self._draw(contact, await self._chat.run(asker, command, values))

    async def _draw(self, contact: Contact, outcome: Outcome, *, replaceable: bool = False) -> None:
        if isinstance(outcome, Form):
            await self._answers.open_form(contact, outcome)
        else:
            await self._answers.show(contact, outcome, replaceable=replaceable)

    # --- Presses and shortcuts ----------------------------------------------------------------------------------------

    async def press(self, body: Json, team: Installed) -> None:
        contact = of_interaction(body, team)
        action: Json = next(iter(body.get("actions") or ()), {})
        await self._guarded(contact, lambda: self._press(contact, action))

    async def _press(self, contact: Contact, action: Json) -> None:
        press = read_press(action)
        if press.link:
            return
        asker = await self._asker(contact)
        outcome = await self._chat.press(asker, Pressed(press.action, press.value, press.mark))
        ours = contact.surface == "private" or (contact.place.direct and press.mark is None)
        await self._draw(contact, outcome, replaceable=ours)
        if contact.surface == "home":
            await self._answers.publish_home(contact, await self._chat.home(asker))

    async def more_options(self, body: Json, team: Installed) -> None:
        """Shows the rest of a form: nothing is asked or kept."""
        contact = of_interaction(body, team)
        view = body.get("view") or {}
        await self._guarded(
            contact,
            lambda: self._answers.update_view(contact, str(view.get("id")), opened_view(view), view.get("hash")),
        )

    async def shortcut(self, body: Json, team: Installed) -> None:
        contact = of_interaction(body, team)
        await self._guarded(contact, lambda: self._ask_about(contact, body))

    async def _ask_about(self, contact: Contact, body: Json) -> None:
        """The form of `ask`, with the message's text in it."""
        installed_text = str((body.get("message") or {}).get("text") or "")
        outcome = await self._chat.press(await self._asker(contact), Pressed("ask"))
        if isinstance(outcome, Form) and outcome.fields:
            first = outcome.fields[0]
            text = shorten(without_mention(installed_text, "-"), first.longest)
            outcome = replace(outcome, fields=(replace(first, value=text), *outcome.fields[1:]))
        await self._draw(contact, outcome)

    # --- Forms --------------------------------------------------------------------------------------------------------

    async def submit(self, ack: Ack, body: Json, team: Installed) -> None:
        """Checked before it is acknowledged, if that is quick; else the form says to wait, and is updated."""
        contact, view = of_interaction(body, team), body.get("view") or {}
        checking = asyncio.ensure_future(self._submitted(contact, view))
        done, _ = await asyncio.wait({checking}, timeout=PATIENCE)
        if not done:
            title = str((view.get("title") or {}).get("text") or "Newsdesk")
            await ack(
                response_action="update", view=notice_view(title, "One moment …", view.get("private_metadata", ""))
            )
        submitted = await checking
        if done and isinstance(submitted, Mistakes):
            await ack(response_action="errors", errors=errors(view, submitted.by_field))
        elif done:
            await ack()
        await self._rim(contact, lambda: self._after_submit(contact, view, submitted, late=not done))

    async def _submitted(self, contact: Contact, view: Json) -> Submitted | None:
        """None: it was handled before. Raises nothing: a form is always answered."""
        try:
            if not await self._claimed(contact.event):
                return None
            values = filled(view)
            if wrong := group_mistakes(values, view):
                return Mistakes(wrong)
            asker = await self._asker(self._about(contact, values), needed=True)
            return await self._chat.submit(asker, form_id(view), values)
        except Busy as busy:
            return Mistakes({"": str(busy)})  # the form stays open, with all that was filled in
        except NewsdeskError as error:
            return note(str(error))
        except Exception:
            log.exception("a form was not handled")
            return note(_OUR_FAULT)

    async def _after_submit(self, contact: Contact, view: Json, submitted: Submitted | None, *, late: bool) -> None:
        view_id = str(view.get("id"))
        if isinstance(submitted, Mistakes):
            if late:
                await self._answers.update_view(contact, view_id, mistaken_view(view, submitted.by_field))
            return
        if late:
            await self._answers.update_view(
                contact, view_id, notice_view("Newsdesk", "Done. The answer is beside this.")
            )
        if submitted is not None:
            await self._answers.say(contact, submitted)
        if origin_of(view).home:
            await self._answers.publish_home(contact, await self._chat.home(await self._asker(contact)))

    async def suggestions(self, body: Json, team: Installed) -> list[Json]:
        """What may be chosen for what is being typed, from memory: who asks isn't looked up."""
        contact = of_interaction(body, team)
        asker = Asker(contact.place, contact.person, contact.name, contact.event)
        kind = completing(str(body.get("action_id") or ""))
        return options(await self._chat.complete(asker, kind, str(body.get("value") or "")))

    # --- Events -------------------------------------------------------------------------------------------------------

    async def event(self, body: Json, team: Installed) -> None:
        contact, event = of_event(body, team), body.get("event") or {}
        handle = self._handler(str(event.get("type")), event, team)
        if handle:
            await self._guarded(contact, lambda: handle(contact, event), quiet=True)

    def _handler(self, kind: str, event: Json, team: Installed) -> Callable[[Contact, Json], Awaitable[None]] | None:
        """What the event means to us; None for what concerns us not."""
        ours = event.get("user") == team.bot_user
        by_kind: Mapping[str, Callable[[Contact, Json], Awaitable[None]]] = {
            "app_mention": lambda contact, event: self._said(contact, event, team),
            "app_home_opened": self._home,
            "app_uninstalled": self._removed,
            **dict.fromkeys(_GONE, self._left),
            **dict.fromkeys(_ARCHIVED, self._archived),
            **dict.fromkeys(_UNARCHIVED, self._returned),
        }
        if kind == "message":
            return by_kind["app_mention"] if _is_said_directly(event) else None
        if kind == "tokens_revoked":
            return self._removed if (event.get("tokens") or {}).get("bot") else None
        if kind == "member_joined_channel":
            return self._arrived if ours else None
        if kind == "member_left_channel":
            return self._left if ours else None
        return by_kind.get(kind)

    async def _said(self, contact: Contact, event: Json, team: Installed) -> None:
        if event.get("bot_id") or not contact.person:
            return
        text = without_mention(str(event.get("text") or ""), team.bot_user or "-")
        await self._answers.say(contact, await self._chat.said(await self._asker(contact), text))

    async def _home(self, contact: Contact, event: Json) -> None:
        if event.get("tab") != "home":
            return
        there = replace(contact, place=replace(contact.place, channel=f"@{contact.person}", direct=True, name=None))
        await self._answers.publish_home(there, await self._chat.home(await self._asker(there)))

    async def _arrived(self, contact: Contact, event: Json) -> None:
        """Whoever invited the bot sees, alone, how to begin; where nobody did, nothing is said."""
        inviter = str(event.get("inviter") or "")
        if not inviter:
            await self._returned(contact, event)
            return
        guest = replace(contact, person=inviter)
        if reply := await self._chat.arrived(await self._asker(guest)):
            await self._answers.say(guest, reply)

    async def _left(self, contact: Contact, event: Json) -> None:
        await self._chat.left(contact.place)

    async def _archived(self, contact: Contact, event: Json) -> None:
        await self._chat.left(contact.place, archived=True)

    async def _returned(self, contact: Contact, event: Json) -> None:
        await self._chat.returned(contact.place)

    async def _removed(self, contact: Contact, event: Json) -> None:
        await self._uninstalled(contact.place.workspace)
        await self._chat.uninstalled("slack", contact.place.workspace)

    # --- Who, and once ------------------------------------------------------------------------------------------------

    def _about(self, contact: Contact, values: Values) -> Contact:
        chosen = values.get("channel", "")
        return contact.in_channel(chosen if isinstance(chosen, str) else chosen[0])

    async def _asker(self, contact: Contact, *, needed: bool = False) -> Asker:
        """`needed`: without knowing who it is nothing may be done. Else somebody unknown manages nothing."""
        try:
            return await self._people.asker(
                contact.place, contact.person, contact.name, contact.event, vouched=contact.vouched,
                earlier=contact.earlier,
            )  # fmt: skip
        except TryLater as error:
            if needed:
                raise NewsdeskError(_UNKNOWN_PERSON) from error
            return Asker(contact.place, contact.person, contact.name, contact.event)

    async def _claimed(self, key: str) -> bool:
        """Raises Busy."""
        return await in_time(self._store.claim(key, owner=self._owner, now=self._clock(), seconds=_CLAIM_SECONDS))

    async def _guarded(self, contact: Contact, work: Callable[[], Awaitable[None]], *, quiet: bool = False) -> None:
        """`quiet`: nobody waits for an answer, so trouble is only logged."""

        async def once() -> None:
            if await self._claimed(contact.event):
                await work()

        await self._rim(contact, once, quiet=quiet)

    async def _rim(self, contact: Contact, work: Callable[[], Awaitable[None]], *, quiet: bool = False) -> None:
        """A loop's rim: one interaction that fails stops no other, and whoever waits is told."""
        try:
            await work()
        except NewsdeskError as error:
            log.warning("an interaction was not answered", reason=str(error))
            await self._apologise(contact, str(error), quiet=quiet)
        except Exception:
            log.exception("an interaction was not answered")
            await self._apologise(contact, _OUR_FAULT, quiet=quiet)

    async def _apologise(self, contact: Contact, text: str, *, quiet: bool) -> None:
        if quiet:
            return
        try:
            await self._answers.show(contact, note(text))
        except NewsdeskError as error:
            log.warning("nor could that be said", reason=str(error))


def _is_said_directly(event: Json) -> bool:
    """A person's own new message to the bot, not its edit, and not the bot's."""
    return event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id")
