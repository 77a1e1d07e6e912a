"""Interactions on the fake Discord: what a person's client sends, how the bot may answer, what the person then sees.

A person can only do what Discord's client would offer; anything else raises `Impossible`.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import discord_rules as rules
from tests.fakes.discord_gateway import Gateway
from tests.fakes.discord_rules import Json, Refused
from tests.fakes.discord_world import (
    APPLICATION_ID,
    BOT_ID,
    MEMBER_ID,
    Changes,
    Channel,
    Message,
    World,
    shown_text,
)

COMMAND, COMPONENT, COMPLETION, MODAL = 2, 3, 4, 5
ACKS = {4: "message", 5: "defer", 6: "defer_update", 7: "update", 8: "choices", 9: "modal"}
_ALLOWED_ACKS = {COMMAND: (4, 5, 9, 12), COMPONENT: (4, 5, 6, 7, 9, 12), COMPLETION: (8,), MODAL: (4, 5, 6, 7, 12)}
_ANSWER_FLAGS = (
    rules.SUPPRESS_EMBEDS | rules.EPHEMERAL | rules.SUPPRESS_NOTIFICATIONS | rules.IS_COMPONENTS_V2
    | rules.IS_VOICE_MESSAGE
)  # fmt: skip
_ELSEWHERE = rules.EMBED_LINKS | rules.ATTACH_FILES | rules.MENTION_EVERYONE
"""The app's rights in direct messages and where only the person installed it."""
NO_ANSWER = "The application did not respond"
MOST_FOLLOW_UPS_OUTSIDE = 5


class Impossible(Exception):
    """Something that a person couldn't do in Discord's client; the text says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person sees. `message` is the answer as it stands now (or the message that a press changed)."""

    interaction_id: str
    problem: str | None = None
    ack: str | None = None
    ack_ms: float | None = None
    ephemeral: bool | None = None
    loading: bool = False
    message: Json | None = None
    followups: list[Json] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    text: str = ""


@dataclass(slots=True)
class Interaction:
    id: int
    token: str
    kind: int
    user_id: int
    channel: Channel
    data: Json
    owners: Json
    born: float
    source: Message | None = None
    ack: int | None = None
    ack_ms: float | None = None
    original: Message | None = None
    loading: bool = False
    touched: bool = False
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    changes: Changes = field(default_factory=Changes)

    @property
    def outside(self) -> bool:
        """Only the person installed the app, nobody on the server did."""
        return "0" not in self.owners

    def metadata(self, world: World) -> Json:
        more: Json = {"interacted_message_id": str(self.source.id)} if self.source else {}
        return {
            "id": str(self.id), "type": self.kind, "user": world.users[self.user_id].json(),
            "authorizing_integration_owners": self.owners, **more,
        }  # fmt: skip


class Interactions:
    """All that were ever sent. `ack_seconds` and `token_seconds` are Discord's limits; tests may shorten them."""

    def __init__(self, world: World, gateway: Gateway, violate: Callable[..., None]) -> None:
        self.world = world
        self.gateway = gateway
        self.violate = violate
        self.ack_seconds = 3.0
        self.token_seconds = 900.0
        self.by_id: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}

    # --- To the bot ---------------------------------------------------------------------------------------------------

    def send(
        self,
        kind: int,
        data: Json,
        user_id: int,
        channel: Channel,
        owners: Json,
        *,
        source: Message | None = None,
        rights: int | None = None,
        locale: str = "en-US",
    ) -> Interaction:
        number = self.world.new_id(time.time())
        token = secrets.token_urlsafe(24)
        made = Interaction(number, token, kind, user_id, channel, data, owners, time.monotonic(), source)
        self.by_id[number] = self.by_token[token] = made
        payload = self._payload(made, rights, locale)
        self.gateway.tell("INTERACTION_CREATE", payload, channel.guild_id, 0)
        return made

    def _payload(self, made: Interaction, rights: int | None, locale: str) -> Json:
        channel, user_id = made.channel, made.user_id
        present = self.world.has_bot(channel.guild_id)
        payload: Json = {
            "id": str(made.id), "application_id": str(APPLICATION_ID), "type": made.kind, "data": made.data,
            "token": made.token, "version": 1, "locale": locale, "entitlements": [], "channel_id": str(channel.id),
            "channel": self.world.channel_json(channel, partial_for=user_id if channel.guild_id else None),
            "authorizing_integration_owners": made.owners, "attachment_size_limit": 10485760,
            "app_permissions": str(self.world.bot_rights(channel) if present else _ELSEWHERE),
        }  # fmt: skip
        if made.source:
            payload["message"] = self.world.message_json(made.source)
        if channel.guild_id is None:
            return {**payload, "context": 1, "user": self.world.users[user_id].json()}
        guild = self.world.guilds[channel.guild_id]
        member = self.world.member_json(guild, user_id, channel=channel)
        if rights is not None:
            member["permissions"] = str(rights)
        partial = {"id": str(guild.id), "locale": "en-US", "features": []}
        return {
            **payload, "context": 0, "guild_id": str(guild.id), "guild_locale": "en-US", "guild": partial,
            "member": member,
        }  # fmt: skip

    # --- From the bot -------------------------------------------------------------------------------------------------

    def answer(self, number: int, token: str, body: Json, attachments: list[Json]) -> Json:
        """The first answer; returns what `with_response` asks for. Raises `Refused`."""
        made = self.by_id.get(number)
        if made is None or made.token != token:
            raise Refused(404, 10062, "Unknown interaction")
        if made.ack is not None:
            self.violate("double_ack", interaction_id=str(number))
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        late = time.monotonic() - made.born
        if late > self.ack_seconds:
            self.violate("late_ack", interaction_id=str(number), ms=round(late * 1000))
            raise Refused(404, 10062, "Unknown interaction")
        self._take(made, int(body.get("type") or 0), body.get("data") or {}, attachments)
        made.ack_ms = round(late * 1000, 1)
        made.changes.tell()
        return self._callback_json(made)

    def _take(self, made: Interaction, kind: int, data: Json, attachments: list[Json]) -> None:
        allowed = _ALLOWED_ACKS[made.kind]
        if kind not in allowed or (kind in (6, 7) and made.source is None):
            form = rules.Form()
            form.refuse(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {set(allowed)}.")
            form.done()
        if kind == 8:
            rules.check_choices(data)
            made.choices = data.get("choices") or []
        elif kind == 9:
            rules.check_modal(data)
            made.modal = data
        elif kind in (4, 5):
            made.original = self._new(made, data, attachments, waiting=kind == 5)
            made.loading = kind == 5
        elif made.source:
            made.original = made.source
            if kind == 7:
                self.edit(made, made.source, data, attachments)
        made.ack = kind

    def _callback_json(self, made: Interaction) -> Json:
        told: Json = {"id": str(made.id), "type": made.kind}
        resource: Json = {"type": made.ack}
        if made.original:
            told |= {
                "response_message_id": str(made.original.id), "response_message_loading": made.loading,
                "response_message_ephemeral": made.original.seen_by is not None,
            }  # fmt: skip
            if made.ack in (4, 7):
                resource["message"] = self.world.message_json(made.original)
        return {"interaction": told, "resource": resource}

    def _new(self, made: Interaction, data: Json, attachments: list[Json], *, waiting: bool = False) -> Message:
        flags = int(data.get("flags") or 0)
        if made.outside and not self.world.rights(made.user_id, made.channel) & rules.USE_EXTERNAL_APPS:
            flags |= rules.EPHEMERAL
        if waiting:
            fields: Json = {"flags": flags & rules.EPHEMERAL | rules.LOADING}
        else:
            rules.check_message(data, files=len(attachments), flags=_ANSWER_FLAGS)
            fields = fields_of(data, attachments) | {"flags": flags}
        seen_by = made.user_id if flags & rules.EPHEMERAL else None
        about = made.metadata(self.world)
        kind = 20 if made.kind == COMMAND else 0
        message = self.world.store(made.channel, BOT_ID, fields, interaction=about, seen_by=seen_by, kind=kind)
        if seen_by is None and self.world.has_bot(made.channel.guild_id):
            self.gateway.tell_message("MESSAGE_CREATE", message, made.channel)
        return message

    def by_webhook(self, token: str) -> Interaction:
        """The acknowledged interaction of a token that is still good. Raises `Refused`."""
        made = self.by_token.get(token)
        if made is None or made.ack is None or made.ack in (8, 9):
            raise Refused(404, 10015, "Unknown Webhook")
        if time.monotonic() - made.born > self.token_seconds:
            self.violate("expired_token", interaction_id=str(made.id))
            raise Refused(401, 50027, "Invalid Webhook Token")
        return made

    def follow_up(self, made: Interaction, body: Json, attachments: list[Json]) -> Message:
        if made.loading and made.original:
            return self.edit(made, made.original, body, attachments)
        if made.outside and len(made.followups) >= MOST_FOLLOW_UPS_OUTSIDE:
            raise Refused(400, 40094, "This interaction has reached the maximum number of follow-up messages.")
        message = self._new(made, body, attachments)
        made.followups.append(message)
        made.touched = True
        made.changes.tell()
        return message

    def its_message(self, made: Interaction, which: str) -> Message:
        mine = [one for one in (made.original, *made.followups) if one]
        wanted = [one for one in mine if which == str(one.id)] if which != "@original" else mine[:1]
        if which == "@original" and made.original is None:
            wanted = []
        if not wanted or wanted[0].deleted:
            raise Refused(404, 10008, "Unknown Message")
        return wanted[0]

    def edit(self, made: Interaction, message: Message, body: Json, attachments: list[Json]) -> Message:
        change(self.world, message, body, attachments, flags=_ANSWER_FLAGS)
        if message is made.original:
            made.loading = False
        made.touched = True
        made.changes.tell()
        return message

    # --- What is seen -------------------------------------------------------------------------------------------------

    async def settled(self, made: Interaction, wait: float) -> Seen:
        """Waits for the acknowledgement as long as Discord does, then for a deferred answer up to `wait` seconds."""
        if not await made.changes.until(lambda: made.ack is not None, self.ack_seconds + made.born - time.monotonic()):
            self.violate("no_ack", interaction_id=str(made.id), type=made.kind)
        elif made.ack == 5:
            await made.changes.until(lambda: not made.loading, wait)
        elif made.ack == 6:
            await made.changes.until(lambda: made.touched, min(wait, 2.0))
        return self.seen(made)

    def seen(self, made: Interaction) -> Seen:
        if made.ack is None:
            gone = time.monotonic() - made.born > self.ack_seconds
            return Seen(str(made.id), problem=NO_ANSWER if gone else None)
        message = made.original if made.original and not made.original.deleted else None
        shown = [one for one in (message, *made.followups) if one and not one.deleted]
        return Seen(
            str(made.id),
            ack=ACKS.get(made.ack, str(made.ack)),
            ack_ms=made.ack_ms,
            ephemeral=message.seen_by is not None if message else None,
            loading=made.loading,
            message=message.told() if message else None,
            followups=[one.told() for one in made.followups],
            modal=made.modal,
            choices=made.choices,
            text="\n".join(shown_text(one.fields) for one in shown),
        )


def fields_of(body: Mapping[str, Any], attachments: list[Json]) -> Json:
    keys = ("content", "embeds", "components", "allowed_mentions", "flags", "poll")
    return {**{key: body[key] for key in keys if body.get(key) is not None}, "attachments": attachments}


def change(world: World, message: Message, body: Json, attachments: list[Json], *, flags: int) -> None:
    """Edits: what is in the body replaces what stood. The flags v2 and ephemeral stay as they are."""
    kept = message.flags & ~(rules.SUPPRESS_EMBEDS | rules.LOADING if "flags" in body else rules.LOADING)
    given = int(body.get("flags") or 0)
    merged = {**message.fields, **{key: value for key, value in body.items() if key != "attachments"}}
    merged["flags"] = kept | given & (rules.SUPPRESS_EMBEDS | rules.IS_COMPONENTS_V2)
    standing = message.fields.get("attachments") or []
    if "attachments" in body:
        listed = {str(one.get("id")) for one in body["attachments"] or []}
        standing = [one for one in standing if one["id"] in listed]
    files = [*standing, *attachments]
    unchecked = rules.HAS_THREAD | rules.CROSSPOSTED | rules.EPHEMERAL
    rules.check_message({**merged, "flags": merged["flags"] & ~unchecked}, files=len(files), flags=flags)
    message.fields = {**fields_of(merged, files), "flags": merged["flags"]}
    message.edited = world.now()
    message.edits.append({"at": message.edited, **{key: body[key] for key in body if key != "attachments"}})


# --- What a person's client builds ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """Where and as whom a person acts."""

    user_id: int
    channel: Channel
    rights: int | None


class People:
    """Simulated people at their clients. Ids may be int or str; `wait` is how long a deferred answer is awaited."""

    def __init__(self, world: World, gateway: Gateway, interactions: Interactions) -> None:
        self.world = world
        self.gateway = gateway
        self.interactions = interactions

    async def slash(
        self,
        command: str,
        options: Mapping[str, Any] | None = None,
        *,
        user: int | str = MEMBER_ID,
        channel: int | str | None = None,
        permissions: int | None = None,
        direct: bool = False,
        locale: str = "en-US",
        wait: float = 15.0,
    ) -> Seen:
        """ "news company", {"name": "Meta"}. `permissions` overrides the person's rights in the channel.

        A file option takes {"filename": …, "content": …}. `direct` instead of a channel: in the bot's direct messages.
        """
        spot = self._spot(user, channel, permissions, direct)
        found, owners = self._offered(command, spot)
        leaf, path = _leaf(found, command)
        resolved: Json = {}
        filled = [self._filled(option, options or {}, resolved, spot) for option in leaf.get("options") or []]
        unknown = set(options or {}) - {str(option["name"]) for option in leaf.get("options") or []}
        if unknown:
            raise Impossible(f"/{command} has no option {sorted(unknown)}")
        data = _command_data(found, path, [one for one in filled if one])
        if resolved:
            data["resolved"] = resolved
        made = self.interactions.send(
            COMMAND, data, spot.user_id, spot.channel, owners, rights=spot.rights, locale=locale
        )
        return await self.interactions.settled(made, wait)

    async def autocomplete(
        self,
        command: str,
        option: str,
        typed: str,
        options: Mapping[str, Any] | None = None,
        *,
        user: int | str = MEMBER_ID,
        channel: int | str | None = None,
        permissions: int | None = None,
        direct: bool = False,
    ) -> Seen:
        """Types into an option; `choices` and `ack_ms` tell what came back, and when."""
        spot = self._spot(user, channel, permissions, direct)
        found, owners = self._offered(command, spot)
        leaf, path = _leaf(found, command)
        by_name = {str(one["name"]): one for one in leaf.get("options") or []}
        if not by_name.get(option, {}).get("autocomplete"):
            raise Impossible(f"/{command} doesn't complete {option!r}")
        given = [_value(by_name[name], value) for name, value in (options or {}).items()]
        given.append({"name": option, "type": by_name[option]["type"], "value": typed, "focused": True})
        data = _command_data(found, path, given)
        made = self.interactions.send(COMPLETION, data, spot.user_id, spot.channel, owners, rights=spot.rights)
        return await self.interactions.settled(made, 0)

    async def context_menu(
        self,
        command: str,
        message: int | str,
        *,
        user: int | str = MEMBER_ID,
        permissions: int | None = None,
        wait: float = 15.0,
    ) -> Seen:
        """A message command ("Apps" in a message's menu)."""
        target = self._visible(message, int(user))
        spot = Spot(int(user), self.world.channels[target.channel_id], permissions)
        found, owners = self._offered(command, spot, kind=3)
        data = _command_data(found, [], [])
        data |= {
            "target_id": str(target.id),
            "resolved": {"messages": {str(target.id): self.world.message_json(target)}},
        }
        made = self.interactions.send(COMMAND, data, spot.user_id, spot.channel, owners, rights=spot.rights)
        return await self.interactions.settled(made, wait)

    async def press(
        self,
        message: int | str,
        button: str,
        *,
        user: int | str = MEMBER_ID,
        permissions: int | None = None,
        nth: int = 0,
        wait: float = 15.0,
    ) -> Seen:
        """`button`: the custom id, else the start of one, else the label; `nth` of those that match."""
        shown, spot = self._at(message, user, permissions)
        buttons = [one for one in _components(shown) if one["type"] == rules.BUTTON and one.get("custom_id")]
        pressed = _pick(buttons, button, nth)
        return await self._use(shown, spot, pressed, {}, wait)

    async def select(
        self,
        message: int | str,
        menu: str,
        values: Sequence[str],
        *,
        user: int | str = MEMBER_ID,
        permissions: int | None = None,
        nth: int = 0,
        wait: float = 15.0,
    ) -> Seen:
        """Chooses in a menu, found as buttons are (by placeholder instead of label)."""
        shown, spot = self._at(message, user, permissions)
        menus = [one for one in _components(shown) if one["type"] in rules.SELECTS]
        chosen = _pick(menus, menu, nth)
        self._check_values(chosen, values)
        resolved: Json = {}
        for value in values:
            self._resolve(_RESOLVED.get(chosen["type"], ""), value, resolved, spot)
        more: Json = {"values": list(values), **({"resolved": resolved} if resolved else {})}
        return await self._use(shown, spot, chosen, more, wait)

    async def submit_modal(
        self,
        modal: int | str,
        values: Mapping[str, Any],
        *,
        user: int | str | None = None,
        permissions: int | None = None,
        wait: float = 15.0,
    ) -> Seen:
        """`modal`: the id of the interaction that opened it, or its custom id. Values by custom id; a list for menus,
        and for files, each {"filename": …, "content": …}.

        What isn't given keeps the value that stood there.
        """
        opened = self._opened(str(modal), user)
        form = opened.modal or {}
        custom_ids = [str(one["custom_id"]) for one in rules.walk(form["components"]) if one.get("custom_id")]
        if set(values) - set(custom_ids):
            raise Impossible(f"The form has no field {sorted(set(values) - set(custom_ids))}, only {custom_ids}")
        resolved: Json = {}
        spot = Spot(opened.user_id, opened.channel, permissions)
        components = [self._filled_in(one, values, resolved, spot) for one in form["components"]]
        data: Json = {"custom_id": form["custom_id"], "components": components}
        if resolved:
            data["resolved"] = resolved
        made = self.interactions.send(
            MODAL, data, spot.user_id, spot.channel, opened.owners, source=opened.source, rights=permissions
        )
        return await self.interactions.settled(made, wait)

    async def seen(self, interaction: int | str, *, wait: float = 0.0) -> Seen:
        """What stands there now (after waiting for a deferred answer)."""
        return await self.interactions.settled(self.interactions.by_id[int(interaction)], wait)

    async def say(self, text: str, *, user: int | str = MEMBER_ID, channel: int | str) -> str:
        """Writes into a channel; "{bot}" in the text mentions the bot. Returns the message's id."""
        where = self.world.channel(int(channel))
        written = text.replace("{bot}", f"<@{BOT_ID}>")
        message = self.world.store(where, int(user), {"content": written})
        self.gateway.tell_message("MESSAGE_CREATE", message, where)
        return str(message.id)

    async def direct_message(self, text: str, *, user: int | str = MEMBER_ID) -> str:
        """Writes to the bot directly. Returns the message's id."""
        return await self.say(text, user=user, channel=self.world.direct_channel(int(user)).id)

    # --- Where, and what is offered -----------------------------------------------------------------------------------

    def _spot(self, user: int | str, channel: int | str | None, rights: int | None, direct: bool) -> Spot:
        if direct:
            return Spot(int(user), self.world.direct_channel(int(user)), None)
        if channel is None:
            raise Impossible("Say in which channel (channel=…), or direct=True.")
        where = self.world.channels.get(int(channel))
        if where is None:
            raise Impossible("The channel is gone.")
        if not self.world.rights(int(user), where) & rules.VIEW_CHANNEL:
            raise Impossible("The person doesn't see this channel.")
        return Spot(int(user), where, rights)

    def _offered(self, command: str, spot: Spot, kind: int = 1) -> tuple[Json, Json]:
        """The registered command, and who brought the app here. Raises `Impossible` when the client won't show it."""
        guild_id = spot.channel.guild_id
        root = command.partition(" ")[0] if kind == 1 else command
        known = [*self.world.guild_commands.get(guild_id or 0, {}).values(), *self.world.commands.values()]
        found = next((one for one in known if one["name"] == root and one.get("type", 1) == kind), None)
        if found is None:
            raise Impossible(f"There is no command /{root} here; registered are {[one['name'] for one in known]}")
        owners = self._owners(found, spot)
        needed = found.get("default_member_permissions")
        rights = spot.rights if spot.rights is not None else self.world.rights(spot.user_id, spot.channel)
        if guild_id and needed is not None and not _meets(rights, int(needed)):
            raise Impossible(f"/{root} isn't shown to this person: it needs the permissions {needed}")
        return found, owners

    def _owners(self, command: Json, spot: Spot) -> Json:
        kinds = command.get("integration_types") or [0]
        contexts = command.get("contexts")
        context = 0 if spot.channel.guild_id else 1
        if contexts is not None and context not in contexts:
            raise Impossible(f"/{command['name']} isn't offered in this context ({context}, not in {contexts})")
        owners: Json = {}
        if 0 in kinds and (context == 1 or self.world.has_bot(spot.channel.guild_id)):
            owners["0"] = str(spot.channel.guild_id or 0)
        if 1 in kinds and self.world.users[spot.user_id].installed:
            owners["1"] = str(spot.user_id)
        if not owners:
            raise Impossible(f"/{command['name']} isn't installed here, neither by the server nor by the person")
        return owners

    def _filled(self, option: Json, given: Mapping[str, Any], resolved: Json, spot: Spot) -> Json | None:
        if option["name"] not in given:
            if option.get("required"):
                raise Impossible(f"The option {option['name']!r} is required")
            return None
        filled = _value(option, given[option["name"]])
        if option["type"] == 11:
            filled["value"] = self._uploaded(given[option["name"]], resolved)
        _check_option(option, filled["value"])
        self._resolve(_RESOLVED_OPTIONS.get(option["type"], ""), filled["value"], resolved, spot)
        return filled

    def _uploaded(self, upload: Mapping[str, str], resolved: Json) -> str:
        made = self.world.upload(upload["filename"], upload["content"].encode())
        resolved.setdefault("attachments", {})[made["id"]] = made
        return str(made["id"])

    def _resolve(self, kind: str, value: Any, resolved: Json, spot: Spot) -> None:
        guild = self.world.guilds.get(spot.channel.guild_id or 0)
        if kind == "channels":
            channel = self.world.channels[int(value)]
            resolved.setdefault(kind, {})[str(value)] = self.world.channel_json(channel, partial_for=spot.user_id)
        elif kind == "roles" and guild:
            resolved.setdefault(kind, {})[str(value)] = guild.roles[int(value)].json()
        elif kind == "users":
            resolved.setdefault(kind, {})[str(value)] = self.world.users[int(value)].json()
            if guild:
                member = self.world.member_json(guild, int(value), channel=spot.channel)
                del member["user"]
                resolved.setdefault("members", {})[str(value)] = member

    # --- Components ---------------------------------------------------------------------------------------------------

    def _visible(self, message: int | str, user_id: int) -> Message:
        found = self.world.find_message(int(message))
        if found is None or found.deleted or found.channel_id not in self.world.channels:
            raise Impossible("The message isn't there any more.")
        if found.seen_by not in (None, user_id):
            raise Impossible("The message is private to somebody else.")
        return found

    def _at(self, message: int | str, user: int | str, rights: int | None) -> tuple[Message, Spot]:
        found = self._visible(message, int(user))
        channel = self.world.channels[found.channel_id]
        if not self.world.rights(int(user), channel) & rules.VIEW_CHANNEL:
            raise Impossible("The person doesn't see this channel.")
        return found, Spot(int(user), channel, rights)

    async def _use(self, message: Message, spot: Spot, component: Json, more: Json, wait: float) -> Seen:
        if component.get("disabled"):
            raise Impossible(f"{component['custom_id']!r} is disabled")
        data = {"component_type": component["type"], "custom_id": component["custom_id"], "id": component.get("id", 1)}
        about = (message.interaction or {}).get("authorizing_integration_owners")
        owners = about or {"0": str(spot.channel.guild_id or 0)}
        made = self.interactions.send(
            COMPONENT, {**data, **more}, spot.user_id, spot.channel, owners, source=message, rights=spot.rights
        )
        return await self.interactions.settled(made, wait)

    def _check_values(self, menu: Json, values: Sequence[str]) -> None:
        least, most = menu.get("min_values", 1), menu.get("max_values", 1)
        if not least <= len(values) <= most:
            raise Impossible(f"Choose {least} to {most}, not {len(values)}")
        offered = {option["value"] for option in menu.get("options") or []}
        if menu["type"] in (rules.SELECT, rules.RADIO, rules.CHECKS) and not set(values) <= offered:
            raise Impossible(f"{sorted(set(values) - offered)} isn't offered, only {sorted(offered)}")

    # --- Modals -------------------------------------------------------------------------------------------------------

    def _opened(self, modal: str, user: int | str | None) -> Interaction:
        made = self.interactions.by_id.get(int(modal)) if modal.isdigit() else None
        if made is None:
            those = [
                one
                for one in self.interactions.by_id.values()
                if one.modal and one.modal["custom_id"] == modal and user in (None, one.user_id, str(one.user_id))
            ]
            made = those[-1] if those else None
        if made is None or not made.modal:
            raise Impossible(f"No form {modal!r} was opened")
        return made

    def _filled_in(self, component: Json, values: Mapping[str, Any], resolved: Json, spot: Spot) -> Json:
        kind = component["type"]
        if kind == rules.ROW:
            inner = [self._filled_in(one, values, resolved, spot) for one in component["components"]]
            return {"type": kind, "id": 1, "components": inner}
        if kind == rules.LABEL:
            return {"type": kind, "id": 1, "component": self._filled_in(component["component"], values, resolved, spot)}
        if kind == rules.DISPLAY:
            return {"type": kind, "id": 1}
        given = values.get(component["custom_id"], _standing(component))
        told = {"type": kind, "id": 1, "custom_id": component["custom_id"]}
        if kind == rules.INPUT:
            _check_typed(component, str(given))
            return {**told, "value": str(given)}
        if kind == rules.RADIO and (given or component.get("required", True)):
            self._check_values(component, [given] if given else [])
        if kind in (rules.CHECK, rules.RADIO):
            return {**told, "value": given}
        if kind == rules.UPLOAD:
            return {**told, "values": [self._uploaded(one, resolved) for one in given]}
        chosen = [given] if isinstance(given, str) else list(given)
        if chosen or component.get("required", True):
            self._check_values(component, chosen)
        for value in chosen:
            self._resolve(_RESOLVED.get(kind, ""), value, resolved, spot)
        return {**told, "values": chosen}


_RESOLVED = {5: "users", 6: "roles", 7: "roles", 8: "channels"}
_RESOLVED_OPTIONS = {6: "users", 7: "channels", 8: "roles", 9: "roles"}


def _meets(rights: int, needed: int) -> bool:
    """Needed 0: administrators only."""
    return bool(rights & rules.ADMINISTRATOR) or (needed != 0 and rights & needed == needed)


def _leaf(command: Json, path: str) -> tuple[Json, list[Json]]:
    """The sub-command that the path names, and the options on the way to it."""
    node, way = command, []
    for name in path.split(" ")[1:] if command.get("type", 1) == 1 else []:
        inner = [one for one in node.get("options") or [] if one["name"] == name and one["type"] in (1, 2)]
        if not inner:
            raise Impossible(f"/{path} isn't registered")
        node = inner[0]
        way.append(node)
    if any(one["type"] in (1, 2) for one in node.get("options") or []):
        raise Impossible(f"/{path} needs a sub-command")
    return node, way


def _command_data(command: Json, path: list[Json], given: list[Json]) -> Json:
    for step in reversed(path):
        given = [{"name": step["name"], "type": step["type"], "options": given}]
    return {"id": command["id"], "name": command["name"], "type": command.get("type", 1), "options": given}


def _value(option: Json, value: Any) -> Json:
    kinds: dict[int, Callable[[Any], Any]] = {4: int, 5: bool, 10: float}
    return {
        "name": option["name"],
        "type": option["type"],
        "value": kinds.get(option["type"], str)(value) if option["type"] != 11 else "",
    }


def _check_option(option: Json, value: Any) -> None:
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise Impossible(f"{option['name']}: {value!r} isn't offered, only {choices}")
    if isinstance(value, int | float) and not (
        option.get("min_value", value) <= value <= option.get("max_value", value)
    ):
        raise Impossible(f"{option['name']}: {value} is out of bounds")
    if option["type"] == 3 and not option.get("min_length", 0) <= rules.units(value) <= option.get("max_length", 6000):
        raise Impossible(f"{option['name']}: too short or too long")


def _components(message: Message) -> list[Json]:
    return list(rules.walk(message.fields.get("components") or []))


def _pick(components: list[Json], wanted: str, nth: int) -> Json:
    ids = [str(one["custom_id"]) for one in components]
    exact = [one for one in components if one["custom_id"] == wanted]
    starts = [one for one in components if str(one["custom_id"]).startswith(wanted)]
    labels = [one for one in components if wanted in (one.get("label"), one.get("placeholder"))]
    found = exact or starts or labels
    if len(found) <= nth:
        raise Impossible(f"There is no {wanted!r} on the message, only {ids}")
    return found[nth]


def _standing(component: Json) -> Any:
    kind = component["type"]
    if kind == rules.INPUT:
        return component.get("value") or ""
    if kind == rules.CHECK:
        return bool(component.get("default"))
    chosen = [one["value"] for one in component.get("options") or [] if one.get("default")]
    if kind == rules.RADIO:
        return chosen[0] if chosen else None
    return chosen + [str(one["id"]) for one in component.get("default_values") or []]


def _check_typed(component: Json, text: str) -> None:
    if not text and not component.get("required", True):
        return
    least, most = max(component.get("min_length") or 0, int(not text)), component.get("max_length") or 4000
    if not least <= rules.units(text) <= most:
        raise Impossible(f"{component['custom_id']}: {least} to {most} characters are needed, not {len(text)}")
