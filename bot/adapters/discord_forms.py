"""Forms as Discord's modals: five fields at most in each, the rest in further pages behind a private message's buttons.

Discord opens no modal from a modal, so what was filled in waits in a `Draft` between pages. Drafts live in memory: after
a restart a form is begun anew (one that is sent without further pages needs no draft).
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.adapters.discord_tree import POSTABLE_CHANNELS
from bot.commands.conversation import Field, Form, Mistakes, Values
from bot.news.message import Button, Buttons, Line, Message, Section, Text, shorten

Json: TypeAlias = dict[str, Any]

ACTION = "form"
_MOST_FIELDS = 5
_MOST_DRAFTS = 2000
_MOST_OPTIONS = 25
_MOST_TITLE, _MOST_LABEL, _MOST_HINT, _MOST_ID, _MOST_VALUE = 45, 45, 100, 100, 4000
_LABEL, _STRING_SELECT, _INPUT, _ROLE_SELECT, _CHANNEL_SELECT = 18, 3, 4, 6, 8
_SHORT, _PARAGRAPH = 1, 2
_SWITCH = "further_pages"
_YES_NO = (("yes", "Yes"), ("no", "No"))


@dataclass(slots=True)
class Draft:
    """A form that somebody fills in, with all that stands in it by now. `shown`: a private message of its own has its
    buttons; until then its modal lies over somebody else's message."""

    form: Form
    person: str
    values: dict[str, str | tuple[str, ...]]
    shown: bool = False

    @property
    def channel(self) -> str | None:
        """The channel that was chosen in it."""
        chosen = [one.name for one in (*self.form.fields, *self.form.more) if one.kind == "channel"]
        value = self.values.get(chosen[0]) if chosen else None
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of which draft: as it stands in a modal's or a button's id. `number` None: send it off."""

    token: str
    number: int | None
    form_id: str = ""

    @property
    def value(self) -> str:
        return f"{self.token}.{'done' if self.number is None else self.number}"


@dataclass(slots=True)
class Drafts:
    """The newest drafts; the oldest are forgotten."""

    _kept: OrderedDict[str, Draft] = field(default_factory=OrderedDict)

    def begin(self, form: Form, person: str) -> tuple[str, Draft]:
        """Keeps the form as it stands at first, under a new token."""
        values = {one.name: one.value for one in (*form.fields, *form.more) if one.value}
        token, draft = secrets.token_urlsafe(6), Draft(form, person, values)
        self.keep(token, draft)
        return token, draft

    def keep(self, token: str, draft: Draft) -> None:
        self._kept[token] = draft
        while len(self._kept) > _MOST_DRAFTS:
            self._kept.popitem(last=False)

    def of(self, token: str, person: str) -> Draft | None:
        draft = self._kept.get(token)
        return draft if draft and draft.person == person else None

    def drop(self, token: str) -> None:
        self._kept.pop(token, None)


# --- Pages ------------------------------------------------------------------------------------------------------------


def pages(form: Form) -> list[tuple[Field, ...]]:
    """The fields of each page. Where others follow, the first leaves room for the switch that asks for them."""
    first = _first_page(form)
    rest = [one for one in (*form.fields, *form.more) if one not in first]
    return [first, *(tuple(rest[n : n + _MOST_FIELDS]) for n in range(0, len(rest), _MOST_FIELDS))]


def _first_page(form: Form) -> tuple[Field, ...]:
    """A number with a value is what can best be left as it is for now."""
    if len(form.fields) <= _MOST_FIELDS and not form.more:
        return form.fields
    room = _MOST_FIELDS - 1
    fields = form.fields
    if len(fields) > room:
        fields = tuple(one for one in fields if not (one.kind == "number" and one.value))
    return fields[:room]


def has_switch(form: Form) -> bool:
    """Whether the first page can be sent alone: nothing that must be filled in is missing on the others."""
    _, *others = pages(form)
    return bool(others) and not any(one.required and not one.value for page in others for one in page)


def fill(draft: Draft, number: int, given: Mapping[str, str | tuple[str, ...]]) -> bool:
    """Takes a page's values into the draft. True when the form is complete by that, False when pages are to follow."""
    for one in pages(draft.form)[number]:
        draft.values.pop(one.name, None)
        if value := read_value(one, given.get(one.name)):
            draft.values[one.name] = value
    if number or len(pages(draft.form)) == 1:
        return number == 0
    return has_switch(draft.form) and given.get(_SWITCH) != ("yes",)


def read_value(one: Field, given: str | tuple[str, ...] | None) -> str | tuple[str, ...]:
    """A field's value in the command layer's form; empty where nothing was given."""
    if not given or isinstance(given, str):
        return given or ""
    if one.kind == "choices":
        return given
    return "" if one.kind == "flag" and given[0] != "yes" else given[0]


def plain_values(given: Mapping[str, str | tuple[str, ...]]) -> Values:
    """Of a modal whose form is no longer known: a single choice counts as a text, "no" as nothing."""
    single = {name: one[0] if isinstance(one, tuple) and len(one) == 1 else one for name, one in given.items()}
    return {name: one for name, one in single.items() if name != _SWITCH and one != "no"}


# --- Modals -----------------------------------------------------------------------------------------------------------


def modal(draft: Draft, token: str, number: int) -> Json:
    """One page as the data of a modal."""
    form = draft.form
    labels = [_label(one, draft.values.get(one.name, "")) for one in pages(form)[number]]
    if number == 0 and has_switch(form):
        labels.append(_switch())
    return {
        "custom_id": f"{ACTION}:{token}.{number}:{form.id}"[:_MOST_ID],
        "title": shorten(form.title, _MOST_TITLE),
        "components": labels,
    }


def read_page(custom_id: str) -> Page | None:
    """Of a modal's id "form:TOKEN.PAGE:FORM", or a button's "form:TOKEN.PAGE"."""
    action, _, rest = custom_id.partition(":")
    value, _, form_id = rest.partition(":")
    token, _, number = value.partition(".")
    if action != ACTION or not (number.isdecimal() or number == "done"):
        return None
    return Page(token, int(number) if number.isdecimal() else None, form_id)


def _label(one: Field, value: str | tuple[str, ...]) -> Json:
    label: Json = {"type": _LABEL, "label": shorten(one.label, _MOST_LABEL), "component": _component(one, value)}
    if one.hint and label["component"]["type"] != _INPUT:
        label["description"] = shorten(one.hint, _MOST_HINT)
    return label


def _switch() -> Json:
    options = (("no", "No, that is all"), ("yes", "Yes, show them next"))
    more = Field(_SWITCH, "More options", "choice", "no", options)
    return _label(more, "no")


def _component(one: Field, value: str | tuple[str, ...]) -> Json:
    chosen = (value,) if isinstance(value, str) else tuple(value)
    if one.kind == "flag":
        return _select(one, _YES_NO, chosen if any(chosen) else ("no",))
    if one.kind in ("channel", "role"):
        return _picker(one, chosen)
    if one.options and len(one.options) <= _MOST_OPTIONS:
        return _select(one, one.options, chosen)
    return _input(one, ", ".join(chosen))


def _select(one: Field, options: tuple[tuple[str, str], ...], chosen: tuple[str, ...]) -> Json:
    drawn = [
        {"value": value[:100], "label": shorten(label, 100), **({"default": True} if value in chosen else {})}
        for value, label in options
    ]
    return {
        "type": _STRING_SELECT,
        "custom_id": one.name,
        "options": drawn,
        "required": one.required,
        "min_values": 1 if one.required else 0,
        "max_values": len(options) if one.kind == "choices" else 1,
    }


def _picker(one: Field, chosen: tuple[str, ...]) -> Json:
    drawn: Json = {
        "type": _CHANNEL_SELECT if one.kind == "channel" else _ROLE_SELECT,
        "custom_id": one.name,
        "required": one.required,
        "min_values": 1 if one.required else 0,
        "max_values": 1,
    }
    if one.kind == "channel":
        drawn["channel_types"] = POSTABLE_CHANNELS
    if ids := [value for value in chosen if value.isdecimal()]:
        drawn["default_values"] = [{"id": ids[0], "type": one.kind}]
    return drawn


def _input(one: Field, value: str) -> Json:
    longest = min(max(1, one.longest), _MOST_VALUE)
    drawn: Json = {
        "type": _INPUT,
        "custom_id": one.name,
        "style": _PARAGRAPH if one.kind == "long" else _SHORT,
        "required": one.required,
        "max_length": longest,
    }
    if value:
        drawn["value"] = value[:longest]
    if one.hint:
        drawn["placeholder"] = shorten(one.hint, _MOST_HINT)
    return drawn


# --- Between the pages ------------------------------------------------------------------------------------------------


def panel(draft: Draft, token: str) -> Message:
    """What stands in the form by now, with a button for each page and one to send it off."""
    others = [
        Button(_page_name(page), ACTION, Page(token, number).value) for number, page in enumerate(pages(draft.form))
    ]
    send = Button(draft.form.submit, ACTION, Page(token, None).value)
    lines = tuple(_filled_lines(draft)) or (Line((Text("Nothing is filled in yet."),)),)
    return Message(
        draft.form.title, (), (Section("note", lines), Buttons((send, *others[1:], others[0]))), draft.form.title
    )


def opener(draft: Draft, token: str) -> Message:
    """For when an answer took too long to open a modal by itself."""
    return Message(
        draft.form.title, (), (Buttons((Button("Fill in", ACTION, Page(token, 0).value),)),), draft.form.title
    )


def corrections(draft: Draft | None, token: str, mistakes: Mistakes) -> Message:
    """What is wrong, with a button for each page that has it; nothing that was filled in is lost."""
    lines = tuple(Line((Text(sentence),)) for sentence in mistakes.by_field.values())
    title = "Please correct this"
    buttons = tuple(_correcting(draft, token, mistakes)) if draft else ()
    return Message(title, (), (Section("note", lines), *([Buttons(buttons)] if buttons else [])), title)


def _correcting(draft: Draft, token: str, mistakes: Mistakes) -> Iterator[Button]:
    for number, page in enumerate(pages(draft.form)):
        if wrong := [one.label for one in page if one.name in mistakes.by_field]:
            yield Button(f"Correct: {', '.join(wrong)}", ACTION, Page(token, number).value)


def _page_name(page: tuple[Field, ...]) -> str:
    return shorten(", ".join(one.label for one in page), 60)


def _filled_lines(draft: Draft) -> Iterator[Line]:
    for one in (*draft.form.fields, *draft.form.more):
        if value := draft.values.get(one.name):
            yield Line((Text(f"{one.label}: ", style="bold"), Text(_shown(one, value))))


def _shown(one: Field, value: str | tuple[str, ...]) -> str:
    named = dict(one.options)
    chosen = (value,) if isinstance(value, str) else value
    if one.kind in ("channel", "role"):
        return "chosen"
    return ", ".join(named.get(each, each) for each in chosen)
