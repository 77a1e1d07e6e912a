"""A form as Slack's modal, and what was filled in as values: Block Kit's inputs there and back.

What stands behind *More options* is kept packed in the view's private_metadata, with the place where the form belongs,
so that any process can go on with any open form. A block's id is "field:name", an input's "kind:name".
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeAlias

from bot.adapters.slack_view import USER_GROUP, plain_text
from bot.commands.conversation import Field, Form, Values
from bot.news.message import shorten

Json: TypeAlias = dict[str, Any]

CALLBACK = "form:"
MORE_ACTION = "more_options"
_MOST_TITLE = 24
_MOST_LABEL = 2000
_MOST_OPTION = 75
_MOST_VALUE = 150
_MOST_OPTIONS = 100
_MOST_METADATA = 3000
_MOST_INPUT = 3000
_FIELD = "field:"
_EXTERNAL = {"zone": 2, "name": 1, "names": 1}
"""Kinds that complete as one types → characters from which Slack asks for completions."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a form was asked for, and how its answer reaches the asker. `direct`: App Home or a direct message.

    `vouched`: Slack itself let them act in that channel. `home`: it was opened from App Home, which then changes.
    """

    channel: str
    name: str | None = None
    direct: bool = False
    response_url: str = ""
    thread: str = ""
    vouched: bool = True
    home: bool = False


# --- Form → view ------------------------------------------------------------------------------------------------------


def form_view(form: Form, origin: Origin) -> Json:
    """What `views.open` and `views.update` take; *More options* as a button if all of the form fits in the metadata."""
    metadata = _packed(origin, form.more)
    if form.more and len(metadata) <= _MOST_METADATA:
        return _view(form, form.fields, metadata, [_more_button()])
    return _view(form, (*form.fields, *form.more), _packed(origin, ()), [])


def opened_view(view: Json) -> Json:
    """The same view with what stood behind *More options*, all that was filled in so far kept."""
    typed = filled(view)
    shown = [_with_value(field, typed) for field in _drawn_fields(view)]
    blocks = [_input(field) for field in (*shown, *_more_of(view))]
    return {**_frame(view), "blocks": blocks, "private_metadata": _packed(origin_of(view), ())}


def mistaken_view(view: Json, mistakes: Mapping[str, str]) -> Json:
    """The form again with what is wrong said above its fields: for an answer that came too late for Slack's own way."""
    typed, blocks = filled(view), []
    said = [{"type": "section", "text": {"type": "plain_text", "text": shorten(t, 300)}} for t in mistakes.values()]
    for block in view.get("blocks", ()):
        field = _field_of(block)
        blocks.append(_input(_with_value(field, typed)) if field else block)
    return {**_frame(view), "blocks": [*said, *blocks], "private_metadata": view.get("private_metadata", "")}


def notice_view(title: str, text: str, metadata: str = "") -> Json:
    """A modal with one sentence: while something is awaited, or when it is done."""
    return {
        "type": "modal", "title": plain_text(title, _MOST_TITLE), "close": plain_text("Close", _MOST_TITLE),
        "private_metadata": metadata,
        "blocks": [{"type": "section", "text": {"type": "plain_text", "text": shorten(text, 2900)}}],
    }  # fmt: skip


def _frame(view: Json) -> Json:
    """What `views.update` takes back of a view that Slack sent."""
    kept = {key: view[key] for key in ("title", "submit", "close", "callback_id") if view.get(key)}
    return {"type": "modal", **kept}


def _view(form: Form, fields: Sequence[Field], metadata: str, end: list[Json]) -> Json:
    return {
        "type": "modal", "callback_id": f"{CALLBACK}{form.id}"[:255], "title": plain_text(form.title, _MOST_TITLE),
        "submit": plain_text(form.submit, _MOST_TITLE), "close": plain_text("Cancel", _MOST_TITLE),
        "private_metadata": metadata, "blocks": [*(_input(field) for field in fields), *end],
    }  # fmt: skip


def _more_button() -> Json:
    button = {"type": "button", "action_id": MORE_ACTION, "text": plain_text("More options", _MOST_OPTION)}
    return {"type": "actions", "block_id": MORE_ACTION, "elements": [button]}


def _input(field: Field) -> Json:
    field = _as_group(field) if field.kind == "role" else field
    block: Json = {
        "type": "input", "block_id": f"{_FIELD}{field.name}", "label": plain_text(field.label, _MOST_LABEL),
        "element": _element(field), "optional": not field.required,
    }  # fmt: skip
    return {**block, "hint": plain_text(field.hint, _MOST_LABEL)} if field.hint else block


def _element(field: Field) -> Json:
    element = {"type": "plain_text_input", **_typed(field)}
    if field.kind in ("choice", "choices") and field.options:
        element = _select(field)
    elif field.kind in _EXTERNAL:
        element = _external(field)
    elif field.kind == "flag":
        element = _checkbox(field)
    elif field.kind in ("time", "date"):
        element = {"type": f"{field.kind}picker", **_initial(f"initial_{field.kind}", field.value)}
    elif field.kind == "number":
        element = {"type": "number_input", "is_decimal_allowed": False, **_initial("initial_value", field.value)}
    elif field.kind == "channel":
        element = _channels(field)
    return {**element, "action_id": f"{field.kind}:{field.name}"[:255]}


def _as_group(field: Field) -> Field:
    """Slack's roles are user groups, for which it has no picker: the id is typed."""
    return replace(
        field, label="User group to mention", hint="Its ID, such as S0123ABCD (People, User groups, Copy ID)"
    )


def _typed(field: Field) -> Json:
    most = {"max_length": min(field.longest, _MOST_INPUT)} if field.longest else {}
    long = {"multiline": True} if field.kind == "long" else {}
    return {**most, **long, **_initial("initial_value", _text(field.value)[: most.get("max_length")])}


def _select(field: Field) -> Json:
    options = [_option(value, label) for value, label in field.options[:_MOST_OPTIONS]]
    chosen = [option for option in options if option["value"] in _many(field.value)]
    if field.kind == "choices":
        return {"type": "multi_static_select", "options": options, **_initial("initial_options", chosen)}
    return {"type": "static_select", "options": options, **_initial("initial_option", chosen[0] if chosen else None)}


def _external(field: Field) -> Json:
    labels = dict(field.options)
    chosen = [_option(value, labels.get(value, value)) for value in _many(field.value)]
    least = {"min_query_length": _EXTERNAL[field.kind]}
    if field.kind == "names":
        return {"type": "multi_external_select", **least, **_initial("initial_options", chosen)}
    return {"type": "external_select", **least, **_initial("initial_option", chosen[0] if chosen else None)}


def _checkbox(field: Field) -> Json:
    option = _option("yes", "Yes")
    return {"type": "checkboxes", "options": [option], **_initial("initial_options", [option] if field.value else [])}


def _channels(field: Field) -> Json:
    wanted = {"include": ["public", "private"], "exclude_bot_users": True}
    return {"type": "conversations_select", "filter": wanted, **_initial("initial_conversation", field.value)}


def _option(value: str, label: str) -> Json:
    return {"text": plain_text(label, _MOST_OPTION), "value": value[:_MOST_VALUE]}


def options(found: Sequence[tuple[str, str]]) -> list[Json]:
    """Completions as the options that `block_suggestion` is answered with."""
    return [_option(value, label) for value, label in found[:_MOST_OPTIONS] if value]


def _initial(key: str, value: Any) -> Json:
    """Slack refuses empty initial values."""
    return {key: value} if value else {}


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _many(value: str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


# --- View → values ----------------------------------------------------------------------------------------------------


def form_id(view: Json) -> str:
    return str(view.get("callback_id", "")).removeprefix(CALLBACK)


def filled(view: Json) -> dict[str, str | tuple[str, ...]]:
    """What was typed or chosen, by the field's name; what is empty isn't in it."""
    state: Mapping[str, Mapping[str, Json]] = (view.get("state") or {}).get("values") or {}
    found = {
        block_id.removeprefix(_FIELD): _value(element)
        for block_id, elements in state.items()
        if block_id.startswith(_FIELD)
        for element in elements.values()
    }
    return {name: value for name, value in found.items() if value}


def errors(view: Json, mistakes: Mapping[str, str]) -> dict[str, str]:
    """Mistakes by block, for Slack's own way of showing them. One about a field that isn't shown stands at the first."""
    shown = [b["block_id"] for b in view.get("blocks", ()) if str(b.get("block_id", "")).startswith(_FIELD)]
    placed: dict[str, str] = {}
    for name, text in mistakes.items():
        block = f"{_FIELD}{name}" if f"{_FIELD}{name}" in shown else (shown or [f"{_FIELD}{name}"])[0]
        placed[block] = f"{placed[block]} {text}" if block in placed else text
    return placed


def completing(action_id: str) -> str:
    """The kind of name that is being typed ("zone", "name", "names"), by the input's id."""
    return action_id.partition(":")[0]


def _value(element: Json) -> str | tuple[str, ...]:
    kind = element.get("type")
    if kind == "checkboxes":
        return "yes" if element.get("selected_options") else ""
    if "selected_options" in element:
        return tuple(str(option["value"]) for option in element["selected_options"] or ())
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value", ""))
    keys = ("value", "selected_time", "selected_date", "selected_conversation", "selected_channel")
    return str(next((element[key] for key in keys if element.get(key)), "")).strip()


def group_mistakes(values: Values, view: Json) -> dict[str, str]:
    """A user group that isn't an id can't be mentioned; nobody but Slack knows which ids there are."""
    roles = [field.name for field in _drawn_fields(view) if field.kind == "role"]
    wrong = [name for name in roles if values.get(name) and not USER_GROUP.fullmatch(_text(values[name]))]
    return dict.fromkeys(wrong, "Give the ID of a user group, such as S0123ABCD.")


# --- What is kept in the view -----------------------------------------------------------------------------------------


def origin_of(view: Json) -> Origin:
    """Where the view's form was asked for; an empty place when it isn't ours."""
    return Origin(**_unpacked(view).get("origin", {"channel": "", "direct": True}))


def origin_metadata(origin: Origin) -> str:
    """What a view without a form carries."""
    return _packed(origin, ())


def _more_of(view: Json) -> list[Field]:
    return [_field(written) for written in _unpacked(view).get("more", ())]


def _packed(origin: Origin, more: Sequence[Field]) -> str:
    kept = {"origin": asdict(origin), "more": [_written(field) for field in more]}
    raw = json.dumps(kept, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode()


def _unpacked(view: Json) -> Json:
    try:
        raw = zlib.decompress(base64.urlsafe_b64decode(str(view.get("private_metadata") or "")))
    except (ValueError, zlib.error):
        return {}
    kept: Json = json.loads(raw)
    return kept


def _written(field: Field) -> Json:
    """Only what differs from an empty field, so that many fit."""
    empty = asdict(Field(field.name, field.label))
    return {k: v for k, v in asdict(field).items() if k in ("name", "label") or v != empty[k]}


def _field(written: Json) -> Field:
    value = written.get("value", "")
    return Field(
        **{
            **written,
            "value": tuple(value) if isinstance(value, list) else value,
            "options": tuple((str(v), str(label)) for v, label in written.get("options", ())),
        }
    )


def _with_value(field: Field, typed: Values) -> Field:
    """The field as it was filled in."""
    value = typed.get(field.name, "" if field.kind != "names" else ())
    return replace(field, value=value)


def _drawn_fields(view: Json) -> Iterator[Field]:
    for block in view.get("blocks", ()):
        if field := _field_of(block):
            yield field


def _field_of(block: Json) -> Field | None:
    """The field that a drawn input block stands for, None for other blocks."""
    element = block.get("element") or {}
    kind, _, name = str(element.get("action_id", "")).partition(":")
    if block.get("type") != "input" or not name:
        return None
    shown = [*element.get("options", ()), *element.get("initial_options", ()), element.get("initial_option")]
    choices = {o["value"]: o["text"]["text"] for o in shown if o} if kind != "flag" else {}
    return _field(
        {
            "name": name, "label": block["label"]["text"], "kind": kind, "options": list(choices.items()),
            "required": not block.get("optional", False), "hint": (block.get("hint") or {}).get("text", ""),
            "longest": element.get("max_length", 0),
        }
    )  # fmt: skip
