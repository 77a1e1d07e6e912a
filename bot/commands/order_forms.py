"""The forms of subscribe and edit: four fields, the time zone when it isn't known, the rest behind *More options*.

Nothing behind it must be filled in: the first page can be sent alone.
"""

from __future__ import annotations

from bot.commands.catalogue import DAY_CHOICES, FORM_CHOICES, KIND_CHOICES, LANGUAGE_CHOICES, PRESET_CHOICES
from bot.commands.conversation import Field, Form
from bot.commands.subscriptions import MOST_STORIES, PRESETS, chosen_beside, days_words
from bot.news.model import StoryFilter
from bot.ports import Subscription

_READ_LANGUAGES = (*LANGUAGE_CHOICES, ("es", "Spanish"), ("it", "Italian"), ("pt", "Portuguese"), ("ru", "Russian"))


def subscribe_form(
    order: Subscription, *, ask_zone: bool, personal: bool, channel: str, zone_known: bool = True
) -> Form:
    """`channel` is the platform's own id, shown among the further fields of a channel's order. `zone_known`: false where
    the zone is empty in the form, since nobody would have chosen it."""
    form_id = "subscribe_me" if personal else "subscribe"
    title, place = ("A digest for you", None) if personal else ("Daily AI news here", channel)
    return _form(
        form_id, title, "Subscribe", order, ask_zone=ask_zone, channel=place, zone=order.zone if zone_known else ""
    )


def edit_form(order: Subscription, *, personal: bool) -> Form:
    place = None if personal else ""
    return _form(
        f"edit:{order.id}", f"Subscription {order.id}", "Save", order, ask_zone=False, channel=place, zone=order.zone
    )


def _form(
    form_id: str, title: str, submit: str, order: Subscription, *, ask_zone: bool, channel: str | None, zone: str
) -> Form:
    where = Field("zone", "Time zone", "zone", zone, required=ask_zone, hint="Type a city, such as Berlin", longest=60)
    main = (_preset(order), _time(order, "" if ask_zone else zone), _days(order), _size(order))
    more = (*_filters(order), *_looks(order), *(_for_channels(order, channel) if channel is not None else ()))
    return Form(form_id, title, submit, (*main, where) if ask_zone else main, more if ask_zone else (where, *more))


def _preset(order: Subscription) -> Field:
    return Field("preset", "What it is about", "choice", order.preset, PRESET_CHOICES, required=True)


def _time(order: Subscription, zone: str) -> Field:
    """`zone`: where it isn't asked for beside the time."""
    hint = f"By the clock of {zone}; another is under More options" if zone else "Such as 08:30"
    return Field("time", "When", "time", order.at.strftime("%H:%M"), required=True, hint=hint, longest=10)


def _days(order: Subscription) -> Field:
    days = days_words(order.days)
    known = any(days == value for value, _ in DAY_CHOICES)
    options = DAY_CHOICES if known else (*DAY_CHOICES, (days, days.replace(",", ", ").capitalize()))
    return Field("days", "On which days", "choice", days, options, required=True)


def _size(order: Subscription) -> Field:
    return Field(
        "size", "At most how many stories", "number", str(order.size), required=True, hint=f"1 to {MOST_STORIES}",
        longest=2,
    )  # fmt: skip


def _filters(order: Subscription) -> tuple[Field, ...]:
    chosen = chosen_beside(order)
    names = tuple(sorted(chosen.companies | chosen.models))
    own_kinds = chosen.kinds if chosen.kinds != PRESETS.get(order.preset, StoryFilter()).kinds else frozenset()
    return (
        Field("names", "Only these companies or models", "names", names),
        Field("kinds", "Only these kinds", "choices", tuple(sorted(own_kinds)), KIND_CHOICES),
        Field("languages", "Only sources in", "choices", tuple(sorted(chosen.languages)), _READ_LANGUAGES),
        Field("words", "Only with one of these words", "text", ", ".join(chosen.words_in), hint="Separated by commas"),
        Field("words_out", "Never with these words", "text", ", ".join(chosen.words_out), hint="Separated by commas"),
        Field("outlets_out", "Nothing from these outlets", "text", ", ".join(sorted(chosen.outlets_out)),
              hint="Separated by commas"),
    )  # fmt: skip


def _looks(order: Subscription) -> tuple[Field, ...]:
    form = "compact" if order.compact else "full"
    return (
        Field("form", "Full or compact", "choice", form, FORM_CHOICES),
        Field(
            "language",
            "Language of the digest",
            "choice",
            order.language,
            LANGUAGE_CHOICES,
            hint="Another language needs a model's key; without one, sentences stay as their sources have them",
        ),
    )


def _for_channels(order: Subscription, channel: str) -> tuple[Field, ...]:
    where = (Field("channel", "Channel", "channel", channel),) if channel else ()
    return (
        *where,
        Field("role", "A role to mention", "role", order.role or "", hint="The one mention that is ever made"),
        Field("thread", "Open a thread under each digest", "flag", "yes" if order.thread else ""),
    )
