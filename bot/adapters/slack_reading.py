"""What Slack tells of a command, a press, a form or an event, read into one shape: who, where, how to answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.adapters.slack_clients import Installed
from bot.adapters.slack_forms import Origin, origin_of
from bot.commands.conversation import Place
from bot.outbox_ports import Json

Surface = Literal["command", "message", "private", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Contact:
    """One thing that somebody did. `event` is what claims it, `trigger` opens one form within three seconds.

    `surface` is what it was done on: "private" is a message that only they see. `view` is the modal or App Home.
    `vouched`: Slack itself let them act in that channel; `earlier`: at an earlier moment, so that they may have left.
    """

    place: Place
    person: str
    name: str
    event: str
    surface: Surface = "command"
    trigger: str = ""
    response_url: str = ""
    thread: str = ""
    view: Json | None = None
    vouched: bool = True
    earlier: bool = False

    @property
    def origin(self) -> Origin:
        """What a form keeps of it."""
        place = self.place
        return Origin(
            place.channel,
            place.name,
            place.direct,
            self.response_url,
            self.thread,
            self.vouched,
            self.surface == "home",
        )

    def in_channel(self, channel: str) -> Contact:
        """The same, about another channel that was chosen by name: there nobody has vouched for them."""
        if not channel or channel == self.place.channel:
            return self
        place = replace(self.place, channel=channel, name=None, direct=False)
        return replace(self, place=place, vouched=False)


def of_command(body: Json, team: Installed) -> Contact:
    channel, person = str(body.get("channel_id") or ""), str(body.get("user_id") or "")
    return Contact(
        _place(team, channel, str(body.get("channel_name") or ""), person),
        person,
        str(body.get("user_name") or ""),
        f"slack:{body.get('trigger_id')}",
        trigger=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
    )


def of_interaction(body: Json, team: Installed) -> Contact:
    """A press, a submitted form, a shortcut on a message."""
    user, view = body.get("user") or {}, body.get("view") or None
    person = str(user.get("id") or "")
    contact = Contact(
        _place_of_interaction(body, team, person),
        person,
        str(user.get("name") or user.get("username") or ""),
        f"slack:{body.get('trigger_id') or _action_ts(body)}",
        _surface(body),
        str(body.get("trigger_id") or ""),
        str(body.get("response_url") or ""),
        _thread(body),
        view,
        earlier=True,
    )
    return _of_modal(contact, view) if view and view.get("type") == "modal" else contact


def of_event(body: Json, team: Installed) -> Contact:
    event = body.get("event") or {}
    person = str(event.get("user") or "")
    channel = event.get("channel")
    where = str(channel.get("id") if isinstance(channel, dict) else channel or "")
    return Contact(
        _place(team, where, "", person), person, "", f"slack:{body.get('event_id')}", "message",
        thread=str(event.get("thread_ts") or ""),
    )  # fmt: skip


def _of_modal(contact: Contact, view: Json) -> Contact:
    """A form belongs to the place where it was asked for."""
    origin = origin_of(view)
    if origin.direct or not origin.channel:
        return replace(contact, response_url=origin.response_url)
    place = replace(contact.place, channel=origin.channel, name=origin.name, direct=False)
    return replace(contact, place=place, response_url=origin.response_url, thread=origin.thread, vouched=origin.vouched)


def _place_of_interaction(body: Json, team: Installed, person: str) -> Place:
    channel = body.get("channel") or {}
    where = str(channel.get("id") or (body.get("container") or {}).get("channel_id") or "")
    return _place(team, where, str(channel.get("name") or ""), person)


def _place(team: Installed, channel: str, name: str, person: str) -> Place:
    """Direct messages (D…), App Home and modals without a channel are the person's own place."""
    if not channel or channel.startswith("D"):
        return Place("slack", team.team, f"@{person}", direct=True, workspace_name=team.name)
    return Place("slack", team.team, channel, name=name or None, workspace_name=team.name)


def _surface(body: Json) -> Surface:
    view, container = body.get("view") or {}, body.get("container") or {}
    if view:
        return "home" if view.get("type") == "home" else "modal"
    if container.get("is_ephemeral") or container.get("type") == "message_ephemeral":
        return "private"
    return "message"


def _thread(body: Json) -> str:
    message: dict[str, Any] = body.get("message") or {}
    return str(message.get("thread_ts") or (body.get("container") or {}).get("thread_ts") or "")


def _action_ts(body: Json) -> str:
    actions = body.get("actions") or [{}]
    return f"{body.get('action_ts') or actions[0].get('action_ts')}:{(body.get('user') or {}).get('id')}"
