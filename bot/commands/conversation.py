"""What a person and the bot say to each other, whatever the platform: who asks, what is answered, what is filled in.

A platform's adapter makes an `Asker` of what it is told, calls the command layer (`bot.commands.chat.Chat`), and draws
the `Outcome`: a message, or a form whose values come back to `submit`. No platform's markup or ids are made here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from bot.news.message import Message

PlatformName = Literal["slack", "discord", "terminal"]
Values: TypeAlias = Mapping[str, str | tuple[str, ...]]
"""What was typed or chosen, by the option's or field's name. What is absent or empty isn't in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody speaks. `workspace` is the Slack team or Discord server ("" in a Discord direct message),
    `channel` the platform's own id; a person's direct messages are "@" and the person's id."""

    platform: PlatformName
    workspace: str
    channel: str
    direct: bool = False
    name: str | None = None
    workspace_name: str | None = None

    @property
    def address(self) -> str:
        """ "slack:C0123", "discord:81384788765712384", "slack:@U0123"; as in `Subscription.channel`."""
        return f"{self.platform}:{self.channel}"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as the platform vouches for it at this moment. `manages`: may manage this channel, judged anew for each
    command and press. `admin`: may manage the whole workspace. `zone` and `language` from the person's profile.
    `present`: the bot is a member of the workspace (False: only the person installed it). `event` is the platform's own
    id of this interaction: what it does is done once. `by_right`: manages by a right that was given to them, not, as in
    Slack, as any member does. `member_of` asks the platform whether they are now in another channel of this workspace,
    by its id (raises NewsdeskError when it doesn't say); None where there is no such question. `lacks`: the permissions
    that the platform told, with this very press, the bot hasn't here. `likely_zone`: the one zone of their language.
    `apart`: asked in a channel, and answered in the person's direct messages, where "here" would be another place.
    """

    place: Place
    person: str
    name: str
    event: str
    manages: bool = False
    admin: bool = False
    zone: str | None = None
    language: str = "en"
    present: bool = True
    by_right: bool = True
    lacks: tuple[str, ...] = ()
    likely_zone: str | None = None
    apart: bool = False
    member_of: Callable[[str], Awaitable[bool]] | None = field(default=None, repr=False, compare=False)

    @property
    def direct_address(self) -> str:
        return f"{self.place.platform}:@{self.person}"


# --- What the bot answers ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that only the asker sees. `replaces`: instead of the private message on which a button was pressed.

    What others shall see is never in a reply: it goes through the outbox. `attachment` is (file name, content): an
    export that is too long for a message.
    """

    message: Message
    replaces: bool = False
    attachment: tuple[str, bytes] | None = None


FieldKind = Literal[
    "text", "long", "choice", "choices", "flag", "time", "date", "zone", "name", "names", "channel", "role", "number"
]


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in. `value` is what stands there at first; `options` are (value, label) for choices.

    "name(s)" and "zone" complete as one types (`Chat.complete`); "time" is "08:30", "date" ISO, "flag" "yes" or absent;
    "channel" and "role" are the platform's own ids.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    value: str | tuple[str, ...] = ""
    options: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ""
    longest: int = 300


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in; `more` stands behind *More options*. `id` comes back with the values, e.g. "edit:12".

    The title has at most 24 characters, the label of `submit` too (Slack's limit).
    """

    id: str
    title: str
    submit: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong in a form: field name → one sentence. The form stays open with all that was filled in."""

    by_field: Mapping[str, str]


Outcome: TypeAlias = Reply | Form
Submitted: TypeAlias = Reply | Mistakes

# --- Commands as data -------------------------------------------------------------------------------------------------

OptionKind = Literal[
    "text", "company", "model", "name", "names", "choice", "number", "time", "date", "zone", "channel", "role",
    "subscription", "feed", "watch", "flag", "file",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """An argument. `choices` are (value, label). In Slack's text the last option takes the rest of the line."""

    name: str
    description: str
    kind: OptionKind = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """ "news company", with a description of at most 100 characters. `managers`: only for those who manage.

    `opens_form`: without arguments it answers with a form at once (Slack opens a modal, which must be quick).
    """

    name: str
    description: str
    options: tuple[Option, ...] = ()
    managers: bool = False
    opens_form: bool = False
    example: str = ""

    @property
    def root(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def sub(self) -> str:
        return self.name.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press: `action` and `value` as the button or menu had them, `mark` of the delivery whose part it stood on (None
    on private answers)."""

    action: str
    value: str = ""
    mark: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


Completions: TypeAlias = Sequence[tuple[str, str]]
"""(value, label), at most 25, best first."""


class CommandLayer(Protocol):
    """What a platform's adapter calls: `bot.commands.chat.Chat`."""

    async def run(self, asker: Asker, command: Command, values: Values) -> Outcome: ...

    async def press(self, asker: Asker, pressed: Pressed) -> Outcome: ...

    async def submit(self, asker: Asker, form_id: str, values: Values) -> Submitted: ...

    async def complete(self, asker: Asker, kind: str, typed: str) -> Completions: ...

    async def said(self, asker: Asker, text: str) -> Reply: ...

    async def left(self, place: Place, *, archived: bool = False) -> None:
        """A channel can't be posted to any more."""

    async def returned(self, place: Place) -> None:
        """A channel may take messages again."""

    async def uninstalled(self, platform: str, workspace: str) -> None: ...

    async def installed(self, platform: str, workspace: str) -> None:
        """The bot is there, perhaps again: said as often as one likes."""
