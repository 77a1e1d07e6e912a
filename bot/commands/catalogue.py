"""The commands of `/news` and `/newsdesk` as data: from it Discord's tree is built, Slack's text is read, help is told.

Two commands, since Discord applies permissions and install contexts to whole commands only.
"""

from __future__ import annotations

from bot.commands.conversation import Command, Option
from bot.commands.subscriptions import PRESETS

PRESET_CHOICES = tuple((name, name[:1].upper() + name[1:]) for name in PRESETS)
DAY_CHOICES = (
    ("weekdays", "Weekdays"), ("daily", "Every day"), ("weekends", "Weekends"),
    ("mon,wed,fri", "Monday, Wednesday, Friday"), ("mon", "Mondays"), ("fri", "Fridays"),
)  # fmt: skip
FORM_CHOICES = (("full", "Full: a sentence for most stories"), ("compact", "Compact: headlines only"))
KIND_CHOICES = tuple(
    (kind, kind.capitalize())
    for kind in (
        "release",
        "funding",
        "deal",
        "policy",
        "research",
        "product",
        "people",
        "legal",
        "incident",
        "opinion",
    )
)
LANGUAGE_CHOICES = (
    ("en", "English"), ("zh", "Chinese"), ("de", "German"), ("fr", "French"), ("ja", "Japanese"), ("ko", "Korean"),
)  # fmt: skip

_CHANNEL = Option("channel", "Where the digest is posted; this channel if left out", "channel")
_NUMBER = Option("number", "Which subscription; `list` shows them", "subscription")
_ORDER = (
    Option("preset", "What it is about; Everything if left out", "choice", choices=PRESET_CHOICES),
    Option("time", "When, by the channel's clock, such as 08:30", "time"),
    Option("days", "On which days; weekdays if left out", "choice", choices=DAY_CHOICES),
    Option("zone", "Time zone, such as Europe/Berlin", "zone"),
    Option("size", "At most how many stories, 1 to 20; 8 if left out", "number"),
    Option("names", "Only stories with these companies or models, separated by commas", "names"),
    Option("kinds", "Only these kinds, separated by commas: release, funding, deal, policy, research, …"),
    Option("languages", "Only sources in these languages, separated by commas: en, zh, …"),
    Option("words", "Only stories with one of these words, separated by commas"),
    Option("words_out", "No story with any of these words, separated by commas"),
    Option("outlets_out", "Nothing from these outlets, separated by commas"),
    Option("form", "Full or compact", "choice", choices=FORM_CHOICES),
    Option(
        "language",
        "The language of the digest; translated only where the operator set a model's key",
        "choice",
        choices=LANGUAGE_CHOICES,
    ),
    Option("role", "A role to mention with each digest: the one mention that is ever made", "role"),
    Option("thread", "Open a thread under each digest", "flag"),
)

NEWS = (
    Command("news latest", "The newest stories", example="latest"),
    Command("news digest", "This channel's digest as of now; only you see it", example="digest"),
    Command(
        "news company", "A company: its latest stories, models and relations",
        (Option("name", "Company or lab", "company", required=True),), example="company Meta",
    ),
    Command(
        "news model", "A model or model family: its latest stories and who uses it",
        (Option("name", "Model or family", "model", required=True),), example="model Qwen",
    ),
    Command(
        "news compare", "Two companies or models side by side",
        (Option("a", "The first", "name", required=True), Option("b", "The second", "name", required=True)),
        example="compare Meta Google",
    ),
    Command(
        "news ask", "Ask the sources; the answer cites them, or says that they don't say",
        (Option("question", "Such as: who uses Qwen?", required=True),), opens_form=True, example="ask who uses Qwen?",
    ),
    Command(
        "news search", "Full text over all stories", (Option("words", "What to look for", required=True),),
        example="search open weights licence",
    ),
    Command(
        "news watch", "Tell me as it happens: in this channel for managers, else by direct message",
        (Option("name", "Company or model", "name", required=True),), example="watch DeepSeek",
    ),
    Command(
        "news unwatch", "Stop telling me about a name", (Option("name", "Company or model", "watch", required=True),),
        example="unwatch DeepSeek",
    ),
    Command(
        "news subscribe", "A personal digest by direct message",
        tuple(option for option in _ORDER if option.name not in ("role", "thread")), opens_form=True,
        example="subscribe",
    ),
    Command("news status", "What the bot has read, and what it does here", example="status"),
    Command("news help", "What can be asked, with examples", example="help"),
)  # fmt: skip

MANAGE = (
    Command(
        "newsdesk subscribe", "Subscribe a channel to a digest", (_CHANNEL, *_ORDER), managers=True, opens_form=True,
        example="subscribe",
    ),
    Command(
        "newsdesk edit", "Change a subscription", (Option("number", _NUMBER.description, "subscription"), *_ORDER),
        managers=True, opens_form=True, example="edit 3",
    ),
    Command("newsdesk list", "All subscriptions here, who made them, when they are due", managers=True, example="list"),
    Command(
        "newsdesk pause", "Pause a subscription, or leave dates out",
        (
            _NUMBER,
            Option("until", "Until this date, such as 2027-01-06", "date"),
            Option("skip", "Only leave out these dates, separated by commas"),
        ),
        managers=True, example="pause 3 2027-01-06",
    ),
    Command("newsdesk resume", "Go on with a paused subscription", (_NUMBER,), managers=True, example="resume 3"),
    Command(
        "newsdesk unsubscribe", "End a subscription (it can be undone)", (_NUMBER,), managers=True,
        example="unsubscribe 3",
    ),
    Command(
        "newsdesk sources", "List, add, remove or mute sources",
        (
            Option(
                "action", "What to do", "choice",
                choices=(("list", "List"), ("add", "Add"), ("remove", "Remove"), ("mute", "Mute"), ("unmute", "Unmute")),
            ),
            Option("source", "A feed's or page's address, or a source's name", "feed"),
            Option("private", "Only this workspace sees it and its stories", "flag"),
        ),
        managers=True, example="sources add https://example.com/feed.xml",
    ),
    Command(
        "newsdesk settings", "Settings of this workspace; export or delete all that is kept of it", managers=True,
        example="settings",
    ),
    Command("newsdesk export", "The subscriptions of this workspace as a file", managers=True, example="export"),
    Command(
        "newsdesk import", "Subscriptions from a file that export made",
        (Option("data", "The exported text, or (Discord) the file", "file", required=True),), managers=True,
        example="import […]",
    ),
    Command("newsdesk help", "What those who manage can do, with examples", managers=True, example="help"),
)  # fmt: skip

COMMANDS = NEWS + MANAGE
BY_NAME = {command.name: command for command in COMMANDS}
