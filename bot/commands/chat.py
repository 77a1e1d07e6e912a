"""The one command layer of both platforms: what is typed, pressed, filled in or said goes to the module that knows.

It dispatches, and turns what a person got wrong into an answer; what a command does stands in the modules by subject.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.commands import (
    broken_sources,
    chat_ask,
    chat_digest,
    chat_names,
    chat_news,
    chat_orders,
    chat_profile,
    chat_settings,
    chat_sources,
    chat_stories,
    chat_watches,
    home,
    posting,
    welcome,
    zones,
)
from bot.commands.catalogue import BY_NAME
from bot.commands.completions import Completer
from bot.commands.conversation import (
    Asker,
    Command,
    Completions,
    Form,
    Mistakes,
    Outcome,
    Place,
    Pressed,
    Reply,
    Submitted,
    Values,
)
from bot.commands.newsroom import ChatStore, Instead, Newsroom, Outside, Visit
from bot.commands.order_values import sentence
from bot.commands.permissions import must_manage
from bot.commands.replies import note
from bot.commands.sources import FindLinks
from bot.logs import logger
from bot.news.message import Message
from bot.news.names import Registry
from bot.outbox_ports import Couriers
from bot.ports import DatabaseTrouble, NewsdeskError

log = logger(__name__)

Run = Callable[[Visit, Values], Awaitable[Outcome]]
Press = Callable[[Visit, Pressed], Awaitable[Outcome]]
Submit = Callable[[Visit, str, Values], Awaitable[Submitted]]
T = TypeVar("T", Reply, Form, Mistakes, Outcome, Submitted)


def no_links(html: str, url: str) -> list[str]:
    """Finds no feed behind a page: only a feed's own address can be added."""
    return []


class Chat:
    """`outside` fetches what people add as sources (None: nothing can be added), `links` finds the feeds of a page.
    `many`: more than one workspace can use the bot."""

    def __init__(
        self,
        store: ChatStore,
        registry: Callable[[], Registry],
        *,
        clock: Callable[[], datetime],
        couriers: Couriers,
        outside: Outside | None,
        zone: str,
        most: int,
        wake: Callable[[], None],
        commands: tuple[str, str] = ("/news", "/newsdesk"),
        web_url: str | None = None,
        links: FindLinks = no_links,
        many: bool = False,
    ) -> None:
        self._room = Newsroom(
            store, registry, clock, couriers, outside, links, zone, most, wake, commands, web_url, many
        )
        self._completer = Completer()
        zones.warm()

    async def run(self, asker: Asker, command: Command | str, values: Values) -> Outcome:
        """A command of the catalogue, or its name."""
        name = command if isinstance(command, str) else command.name
        visit = self._visit(asker)
        return await _told(self._run(visit, name, values))

    async def press(self, asker: Asker, pressed: Pressed) -> Outcome:
        return await _told(self._press(self._visit(asker), pressed))

    async def submit(self, asker: Asker, form_id: str, values: Values) -> Submitted:
        name, _, rest = form_id.partition(":")
        return await _told(self._submit(self._visit(asker), name, rest, values))

    async def complete(self, asker: Asker, kind: str, typed: str) -> Completions:
        """Never an error: what can't be completed has no completions."""
        try:
            return await self._completer.complete(Visit(self._room, asker), kind, typed)
        except NewsdeskError:
            return []

    async def home(self, asker: Asker) -> Message:
        visit = Visit(self._room, replace(asker, place=replace(asker.place, direct=False)))
        return await home.home(visit)

    async def said(self, asker: Asker, text: str) -> Reply:
        """A direct message or a mention: a command without its slash, else a question."""
        return await _told(welcome.said(self._visit(asker), text, self._run))

    async def arrived(self, asker: Asker) -> Reply | None:
        """Invited to a channel: for whoever invited, alone."""
        return await welcome.arrived(self._visit(asker))

    async def left(self, place: Place, *, archived: bool = False) -> None:
        await welcome.left(self._room, place, archived=archived)

    async def returned(self, place: Place) -> None:
        await welcome.returned(self._room, place)

    async def uninstalled(self, platform: str, workspace: str) -> None:
        await welcome.uninstalled(self._room, platform, workspace)

    async def installed(self, platform: str, workspace: str) -> None:
        await welcome.installed(self._room, platform, workspace)

    def _visit(self, asker: Asker) -> Visit:
        self._completer.forget(asker.person)
        return Visit(self._room, asker)

    async def _run(self, visit: Visit, name: str, values: Values) -> Outcome:
        if name not in RUNS:
            return note(f"There is no command “{name}”. {visit.command('news help')} lists what there is.")
        if BY_NAME[name].managers and name != "newsdesk help":
            must_manage(visit, _TO_DO.get(name, "use this"))
        return await RUNS[name](visit, {key: value for key, value in values.items() if value})

    async def _press(self, visit: Visit, pressed: Pressed) -> Outcome:
        handler = PRESSES.get(pressed.action)
        if handler is None:
            return note(f"This button is from an older Newsdesk. {visit.command('news help')} lists what there is.")
        return await handler(visit, pressed)

    async def _submit(self, visit: Visit, name: str, rest: str, values: Values) -> Submitted:
        handler = SUBMITS.get(name)
        if handler is None:
            return note(f"This form is from an older Newsdesk. {visit.command('news help')} lists what there is.")
        return await handler(visit, rest, {key: value for key, value in values.items() if value})


async def _told(doing: Awaitable[T]) -> T | Reply:
    """The answer, or what stands instead of it when something was wrong."""
    try:
        return await doing
    except Instead as instead:
        return instead.reply
    except DatabaseTrouble as trouble:  # says where the database is: for the operator, not for a channel
        log.error("a command met trouble with the database", reason=str(trouble))
        return note("The database can't be used just now, and the operator can see why. Try again in a minute.")
    except NewsdeskError as error:
        return note(sentence(str(error)))


# --- What goes where --------------------------------------------------------------------------------------------------

RUNS: dict[str, Run] = {
    "news latest": chat_news.latest,
    "news digest": chat_digest.digest,
    "news company": chat_profile.company,
    "news model": chat_profile.model,
    "news compare": chat_profile.compare,
    "news ask": chat_ask.ask,
    "news search": chat_news.search,
    "news watch": chat_watches.watch,
    "news unwatch": chat_watches.unwatch,
    "news subscribe": chat_orders.subscribe_me,
    "news status": chat_news.status,
    "news help": chat_news.news_help,
    "newsdesk subscribe": chat_orders.subscribe,
    "newsdesk edit": chat_orders.edit,
    "newsdesk list": chat_orders.list_orders,
    "newsdesk pause": chat_orders.pause,
    "newsdesk resume": chat_orders.resume,
    "newsdesk unsubscribe": chat_orders.unsubscribe,
    "newsdesk sources": chat_sources.sources,
    "newsdesk settings": chat_settings.settings,
    "newsdesk export": chat_settings.export_orders,
    "newsdesk import": chat_settings.import_orders,
    "newsdesk help": chat_news.manage_help,
}
_TO_DO = {
    "newsdesk subscribe": "subscribe it", "newsdesk edit": "change its subscriptions",
    "newsdesk list": "list its subscriptions", "newsdesk pause": "pause a subscription",
    "newsdesk resume": "resume a subscription", "newsdesk unsubscribe": "end a subscription",
    "newsdesk sources": "manage sources", "newsdesk settings": "see its settings",
    "newsdesk export": "export its subscriptions", "newsdesk import": "import subscriptions",
}  # fmt: skip


def _valued(handler: Callable[[Visit, str], Awaitable[Outcome]]) -> Press:
    async def press(visit: Visit, pressed: Pressed) -> Outcome:
        return await handler(visit, pressed.value)

    return press


def _run_with(name: str, option: str = "") -> Press:
    """The press does what the command does, the button's value as an option."""

    async def press(visit: Visit, pressed: Pressed) -> Outcome:
        return await RUNS[name](visit, {option: pressed.value} if option and pressed.value else {})

    return press


async def _compare(visit: Visit, pressed: Pressed) -> Outcome:
    first, _, second = pressed.value.partition("|")
    return (
        await chat_profile.compare(visit, {"a": first, "b": second})
        if second
        else chat_profile.compare_with(visit, first)
    )


async def _follow_up(visit: Visit, pressed: Pressed) -> Outcome:
    return chat_ask.follow_up_form(pressed.value)


async def _wrong(visit: Visit, pressed: Pressed) -> Outcome:
    return chat_stories.wrong_form(pressed.value)


async def _why(visit: Visit, pressed: Pressed) -> Outcome:
    return await chat_stories.why(visit, pressed.value, pressed.mark)


async def _more_stories(visit: Visit, pressed: Pressed) -> Outcome:
    return await chat_digest.more_stories(visit, pressed.mark)


async def _no_empty_days(visit: Visit, pressed: Pressed) -> Outcome:
    return await chat_orders.tell_empty_days(visit, pressed.mark, pressed.value, tell=False)


async def _empty_days(visit: Visit, pressed: Pressed) -> Outcome:
    return await chat_orders.tell_empty_days(visit, pressed.mark, pressed.value, tell=True)


async def _settings_form(visit: Visit, pressed: Pressed) -> Outcome:
    return await chat_settings.settings_form(visit)


async def _export_all(visit: Visit, pressed: Pressed) -> Outcome:
    return await chat_settings.export_all(visit)


async def _delete_form(visit: Visit, pressed: Pressed) -> Outcome:
    return await chat_settings.delete_form(visit)


PRESSES: dict[str, Press] = {
    "latest": _run_with("news latest"),
    "digest": _run_with("news digest", "number"),
    "company": _run_with("news company", "name"),
    "model": _run_with("news model", "name"),
    "compare": _compare,
    "ask": _run_with("news ask"),
    "follow_up": _follow_up,
    "tell_me": _valued(chat_watches.tell_me),
    "watch": _run_with("news watch", "name"),
    "unwatch": _run_with("news unwatch", "name"),
    "status": _run_with("news status"),
    "suggest_name": _valued(chat_names.suggest_to_operator),
    "more": _valued(chat_stories.more),
    "more_stories": _more_stories,
    "why": _why,
    "useful": _valued(chat_stories.useful),
    "less": _valued(chat_stories.less),
    "undo_less": _valued(chat_stories.undo_less),
    "wrong": _wrong,
    "share": _valued(posting.share),
    "share_digest": _valued(chat_digest.post_here),
    "mute": _valued(chat_stories.mute),
    "mute_outlet": _valued(chat_sources.mute_source),
    "unmute": _valued(chat_stories.unmute_outlet),
    "find_address": _valued(broken_sources.find_address),
    "use_address": _valued(broken_sources.use_address),
    "remove_broken": _valued(broken_sources.remove_broken),
    "remind_feed": _valued(broken_sources.remind),
    "remove_source": _valued(chat_sources.remove_source),
    "restore_source": _valued(chat_sources.restore_source),
    "subscribe": _valued(chat_orders.press_subscribe),
    "subscribe_me": _run_with("news subscribe"),
    "edit": _valued(chat_orders.press_edit),
    "pause": _valued(chat_orders.press_pause),
    "resume": _valued(chat_orders.press_resume),
    "no_skips": _valued(chat_orders.take_back_skips),
    "unsubscribe": _valued(chat_orders.press_unsubscribe),
    "undo_unsubscribe": _valued(chat_orders.undo_unsubscribe),
    "no_empty_days": _no_empty_days,
    "empty_days": _empty_days,
    "settings": _run_with("newsdesk settings"),
    "change_settings": _settings_form,
    "export_all": _export_all,
    "delete_all": _delete_form,
}

SUBMITS: dict[str, Submit] = {
    "ask": chat_ask.submit_ask,
    "follow_up": chat_ask.submit_follow_up,
    "subscribe": chat_orders.submit_subscribe,
    "subscribe_me": chat_orders.submit_subscribe_me,
    "edit": chat_orders.submit_edit,
    "wrong": chat_stories.submit_wrong,
    "settings": chat_settings.submit_settings,
    "delete": chat_settings.submit_delete,
}
