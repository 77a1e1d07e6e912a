"""A form in Slack's modal: within Block Kit's limits, and what was filled in comes back whole."""

from __future__ import annotations

from typing import Any

from bot.adapters.slack_forms import (
    CALLBACK,
    Origin,
    errors,
    filled,
    form_id,
    form_view,
    mistaken_view,
    opened_view,
    options,
    origin_of,
)
from bot.commands.conversation import Field, Form

Json = dict[str, Any]
ORIGIN = Origin("C1", "ai-news", response_url="https://hooks.example/1")
KINDS = (("release", "Release"), ("deal", "Deal"), ("policy", "Policy"))
FORM = Form(
    "subscribe:C1", "Daily AI news", "Subscribe",
    (
        Field("preset", "What about", "choice", "all", (("all", "Everything"), ("china", "China")), required=True),
        Field("time", "When", "time", "08:30", required=True),
        Field("zone", "Time zone", "zone", "Europe/Berlin"),
        Field("size", "How many", "number", "8"),
    ),
    (
        Field("names", "Only these names", "names", ("Lumora", "Veltmar")),
        Field("kinds", "Kinds", "choices", ("deal",), KINDS),
        Field("thread", "Open a thread", "flag", "yes"),
        Field("words", "Words", "long", "open weights", hint="Separated by commas"),
        Field("until", "Until", "date"),
        Field("channel", "Channel", "channel", "C1"),
    ),
)  # fmt: skip


def inputs(view: Json) -> dict[str, Json]:
    return {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}


def sent_back(view: Json, values: Json) -> Json:
    """The view as Slack sends it back with this state."""
    state = {f"field:{name}": {f"x:{name}": element} for name, element in values.items()}
    return {**view, "id": "V1", "hash": "h1", "state": {"values": state}}


def chosen(value: str, label: str = "") -> Json:
    return {"text": {"type": "plain_text", "text": label or value}, "value": value}


def test_four_fields_are_shown_and_the_rest_stands_behind_more_options() -> None:
    view = form_view(FORM, ORIGIN)
    assert list(inputs(view)) == ["field:preset", "field:time", "field:zone", "field:size"]
    assert view["blocks"][-1]["elements"][0]["text"]["text"] == "More options"
    assert len(view["private_metadata"]) <= 3000
    assert all(len(view[key]["text"]) <= 24 for key in ("title", "submit", "close"))
    assert form_id(view) == "subscribe:C1" and origin_of(view) == ORIGIN


def test_what_stands_there_at_first_is_what_the_form_says() -> None:
    shown = inputs(form_view(FORM, ORIGIN))
    assert shown["field:preset"]["initial_option"]["value"] == "all"
    assert shown["field:time"] == {"type": "timepicker", "initial_time": "08:30", "action_id": "time:time"}
    assert shown["field:zone"]["type"] == "external_select"
    assert shown["field:zone"]["initial_option"]["value"] == "Europe/Berlin"
    assert shown["field:size"]["initial_value"] == "8"


def test_more_options_keeps_what_was_filled_in_and_shows_the_rest_with_its_own_values() -> None:
    typed = {
        "preset": {"type": "static_select", "selected_option": chosen("china")},
        "time": {"type": "timepicker", "selected_time": "07:15"},
        "zone": {"type": "external_select", "selected_option": chosen("Asia/Tokyo")},
        "size": {"type": "number_input", "value": None},
    }
    view = opened_view(sent_back(form_view(FORM, ORIGIN), typed))
    shown = inputs(view)
    assert len(shown) == 10 and not any(block["type"] == "actions" for block in view["blocks"])
    assert shown["field:preset"]["initial_option"]["text"]["text"] == "China"
    assert shown["field:time"]["initial_time"] == "07:15"
    assert shown["field:zone"]["initial_option"]["value"] == "Asia/Tokyo"
    assert "initial_value" not in shown["field:size"]
    assert [o["value"] for o in shown["field:names"]["initial_options"]] == ["Lumora", "Veltmar"]
    assert [o["value"] for o in shown["field:kinds"]["initial_options"]] == ["deal"]
    assert shown["field:kinds"]["options"][2]["text"]["text"] == "Policy"
    assert shown["field:thread"]["initial_options"] and shown["field:words"]["multiline"]
    assert shown["field:channel"]["initial_conversation"] == "C1"
    assert "initial_date" not in shown["field:until"]
    assert view["callback_id"] == f"{CALLBACK}subscribe:C1" and origin_of(view) == ORIGIN
    assert "hash" not in view and "id" not in view and "state" not in view


def test_values_come_back_by_the_fields_names_and_what_is_empty_is_left_out() -> None:
    typed = {
        "preset": {"type": "static_select", "selected_option": chosen("china")},
        "time": {"type": "timepicker", "selected_time": "07:15"},
        "names": {"type": "multi_external_select", "selected_options": [chosen("Lumora"), chosen("Qwen")]},
        "kinds": {"type": "multi_static_select", "selected_options": []},
        "thread": {"type": "checkboxes", "selected_options": [chosen("yes")]},
        "words": {"type": "plain_text_input", "value": " open "},
        "channel": {"type": "conversations_select", "selected_conversation": "C2"},
        "zone": {"type": "external_select", "selected_option": None},
        "until": {"type": "datepicker", "selected_date": None},
    }
    assert filled(sent_back(form_view(FORM, ORIGIN), typed)) == {
        "preset": "china", "time": "07:15", "names": ("Lumora", "Qwen"), "thread": "yes", "words": "open",
        "channel": "C2",
    }  # fmt: skip


def test_mistakes_stand_at_their_fields_and_those_of_hidden_fields_at_the_first() -> None:
    view = form_view(FORM, ORIGIN)
    assert errors(view, {"time": "No such time.", "names": "I don't know X."}) == {
        "field:time": "No such time.", "field:preset": "I don't know X.",
    }  # fmt: skip


def test_a_form_that_was_checked_too_late_comes_back_with_all_that_was_filled_in() -> None:
    typed = {"time": {"type": "timepicker", "selected_time": "07:15"}}
    view = mistaken_view(sent_back(form_view(FORM, ORIGIN), typed), {"zone": "I don't know that zone."})
    assert view["blocks"][0]["text"]["text"] == "I don't know that zone."
    assert inputs(view)["field:time"]["initial_time"] == "07:15"
    assert view["private_metadata"] == form_view(FORM, ORIGIN)["private_metadata"]
    assert view["blocks"][-1]["block_id"] == "more_options"


def test_a_form_too_large_to_be_kept_shows_everything_at_once() -> None:
    import random

    noise = random.Random(7)
    many = tuple(
        Field(f"n{n}", "".join(noise.choices("abcdefghijklmnopqrstuvwxyz", k=300))) for n in range(20)
    )  # fmt: skip
    view = form_view(Form("x", "T", "Go", (Field("a", "A"),), many), ORIGIN)
    assert len(inputs(view)) == 21 and len(view["private_metadata"]) <= 3000


def test_completions_fit_slacks_options() -> None:
    found = options([("Asia/Tokyo", "Tokyo " * 40), ("", "nothing")])
    assert len(found) == 1 and len(found[0]["text"]["text"]) <= 75
