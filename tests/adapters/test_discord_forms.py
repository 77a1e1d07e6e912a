"""Forms as modals: within Discord's limits, page after page, with nothing lost between them."""

from __future__ import annotations

from typing import Any

from bot.adapters.discord_forms import (
    Draft,
    Drafts,
    corrections,
    fill,
    has_switch,
    modal,
    pages,
    panel,
    plain_values,
    read_page,
)
from bot.commands.conversation import Field, Form, Mistakes
from bot.news.message import Buttons, Message, Section

Json = dict[str, Any]

PRESETS = (("everything", "Everything"), ("china", "China"))
BASIC = (
    Field("preset", "What it is about", "choice", "everything", PRESETS),
    Field("time", "Time", "time", "08:30", required=True, hint="Such as 08:30"),
    Field("zone", "Time zone", "zone", "Europe/Berlin", hint="Such as Europe/Berlin"),
    Field("size", "Stories at most", "number", "8"),
)
MORE = (
    Field("names", "Names", "names", ("Meta", "Qwen")),
    Field("kinds", "Kinds", "choices", ("release",), (("release", "Release"), ("deal", "Deal"))),
    Field("words", "With one of these words", "long"),
    Field("role", "Mention", "role", "42"),
    Field("channel", "Channel", "channel", "7"),
    Field("thread", "Open a thread", "flag", "yes"),
)
FORM = Form("edit:12", "Edit subscription 12", "Save", BASIC, MORE)


def draft(form: Form = FORM) -> tuple[Draft, str]:
    token, begun = Drafts().begin(form, "5")
    return begun, token


def assert_valid(drawn: Json) -> None:
    """The limits of modals."""
    assert 1 <= len(drawn["title"]) <= 45 and 1 <= len(drawn["custom_id"]) <= 100
    assert 1 <= len(drawn["components"]) <= 5
    ids = [label["component"]["custom_id"] for label in drawn["components"]]
    assert len(ids) == len(set(ids))
    for label in drawn["components"]:
        assert label["type"] == 18 and 1 <= len(label["label"]) <= 45 and len(label.get("description", "")) <= 100
        one = label["component"]
        if one["type"] == 4:
            assert len(one.get("value", "")) <= one["max_length"] <= 4000 and len(one.get("placeholder", "")) <= 100
        if one["type"] == 3:
            assert 1 <= len(one["options"]) <= 25
            assert sum(option.get("default", False) for option in one["options"]) <= one["max_values"]


def buttons(message: Message) -> list[tuple[str, str]]:
    rows = [block for block in message.blocks if isinstance(block, Buttons)]
    return [(one.label, one.value) for row in rows for one in row.buttons]


def lines(message: Message) -> list[str]:
    return [line.words for block in message.blocks if isinstance(block, Section) for line in block.lines]


def test_each_page_is_a_valid_modal_with_what_stands_in_the_form() -> None:
    filled, token = draft()
    drawn = [modal(filled, token, number) for number in range(len(pages(FORM)))]
    for one in drawn:
        assert_valid(one)
    first = {label["component"]["custom_id"]: label["component"] for label in drawn[0]["components"]}
    assert first["time"]["value"] == "08:30" and first["time"]["required"] is True
    assert [one["value"] for one in first["preset"]["options"] if one.get("default")] == ["everything"]
    second = {label["component"]["custom_id"]: label["component"] for label in drawn[1]["components"]}
    assert second["names"]["value"] == "Meta, Qwen" and second["words"]["style"] == 2
    assert second["role"]["type"] == 6 and second["role"]["default_values"] == [{"id": "42", "type": "role"}]
    assert second["channel"]["type"] == 8 and 15 in second["channel"]["channel_types"]


def test_a_form_of_four_fields_is_sent_off_at_once_and_keeps_what_stands_behind_more_options() -> None:
    filled, _ = draft()
    assert has_switch(FORM)
    assert fill(filled, 0, {"preset": ("china",), "time": "07:00", "zone": "UTC", "further_pages": ("no",)})
    assert filled.values["preset"] == "china" and filled.values["time"] == "07:00"
    assert "size" not in filled.values
    assert filled.values["names"] == ("Meta", "Qwen") and filled.values["thread"] == "yes"


def test_more_options_are_shown_next_to_who_asks_for_them_and_all_is_sent_together() -> None:
    filled, token = draft()
    assert not fill(filled, 0, {"preset": ("china",), "time": "07:00", "further_pages": ("yes",)})
    shown = panel(filled, token)
    assert buttons(shown)[0] == ("Save", f"{token}.done")
    assert [value for _, value in buttons(shown)[1:]] == [f"{token}.1", f"{token}.2", f"{token}.0"]
    assert "What it is about: China" in lines(shown)
    assert not fill(filled, 1, {"names": "Mistral", "kinds": ("release", "deal")})
    assert not fill(filled, 2, {"thread": ("no",)})
    assert filled.values == {
        "preset": "china", "time": "07:00", "names": "Mistral", "kinds": ("release", "deal"),
    }  # fmt: skip


def test_a_form_that_needs_something_from_a_later_page_shows_the_pages() -> None:
    needed = Form("x", "X", "Send", BASIC, (Field("words", "Words", required=True),))
    filled, _ = draft(needed)
    assert not has_switch(needed) and not fill(filled, 0, {"time": "07:00"})


def test_a_short_form_is_one_modal_without_a_switch() -> None:
    form = Form("ask", "Ask", "Ask", (Field("question", "Question", "long", required=True),))
    filled, token = draft(form)
    drawn = modal(filled, token, 0)
    assert_valid(drawn)
    assert [label["component"]["custom_id"] for label in drawn["components"]] == ["question"]
    assert fill(filled, 0, {"question": "Who uses Qwen?"})


def test_a_mistake_is_told_in_a_sentence_with_a_button_back_to_its_page() -> None:
    filled, token = draft()
    shown = corrections(filled, token, Mistakes({"time": "25:00 is no time: write it like 08:30.", "names": "Who?"}))
    assert lines(shown) == ["25:00 is no time: write it like 08:30.", "Who?"]
    assert buttons(shown) == [("Correct: Time", f"{token}.0"), ("Correct: Names", f"{token}.1")]


def test_long_titles_labels_and_values_are_made_to_fit() -> None:
    wide = Field("x" * 40, "A label that is far longer than what fits above a field of a modal", "long", "v" * 500)
    filled, token = draft(Form("f" * 90, "T" * 24, "Send", (wide,)))
    assert_valid(modal(filled, token, 0))


def test_nobody_opens_another_persons_form() -> None:
    drafts = Drafts()
    token, _ = drafts.begin(FORM, "5")
    assert drafts.of(token, "6") is None and drafts.of(token, "5") is not None


def test_a_modal_that_outlived_the_process_still_tells_its_form_and_values() -> None:
    filled, token = draft()
    page = read_page(modal(filled, token, 0)["custom_id"])
    assert page and (page.token, page.number, page.form_id) == (token, 0, "edit:12")
    assert plain_values({"preset": ("china",), "time": "07:00", "thread": ("no",), "further_pages": ("no",)}) == {
        "preset": "china", "time": "07:00",
    }  # fmt: skip
